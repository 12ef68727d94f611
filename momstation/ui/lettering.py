"""Fits text to its box by size and by line, so that a longer language is never cut."""

from dataclasses import dataclass
from itertools import islice

from PySide6.QtGui import QFontMetricsF

from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.units import Role

LEADING = 1.2
HANGING = 0.25
"""What a line with letters of Arabic takes beyond ``LEADING``, as a share of its size: the dots of a final ya lie lower
than anything in Latin letters, and a hamza on an alef as high as an accent on a capital."""
RISING = 0.98
"""How high the letters of Arabic rise above their baseline, as a share of their size."""
MOST_KEPT = 1000
"""Several times what a screen shows: some hundred texts, on a board of forty stations too."""
LONG = 9
"""Of a text with so many lines a word may be broken, such as the path of a file; of a title or a tile never."""


@dataclass(frozen=True)
class Laid:
    """Text broken into lines at one font size."""

    lines: tuple[str, ...]
    px: int
    width: float
    height: float
    fits: bool
    widths: tuple[float, ...] = ()
    """Of each line, where they are known."""
    hanging: float = 0.0
    """What its letters take beyond ``height``."""


@dataclass(frozen=True)
class Wish:
    """How a text would like to look; it may shrink to ``least`` at text scale 100, and wrap to ``lines``."""

    role: Role = Role.BODY
    weight: Weight = Weight.REGULAR
    least: Role | None = None
    lines: int = 1
    is_code: bool = False
    """Lots and serials: their zero is slashed, so that nobody reads a letter."""


def lay(host: ThemeHost, text: str, wish: Wish, width: float, height: float = 1e6) -> Laid:
    """The largest font size at which ``text`` fits; if none does, the smallest, with ``fits`` false.

    Kept by the host: measuring a text costs more than painting it, and most texts are painted again and again."""
    key = (text, wish, width, height)
    found = host.laid.get(key)
    if isinstance(found, Laid):
        return found
    if len(host.laid) >= MOST_KEPT:
        for oldest in list(islice(host.laid, MOST_KEPT // 2)):
            del host.laid[oldest]
    laid = _lay(host, text, wish, width, height)
    host.laid[key] = laid
    return laid


def _lay(host: ThemeHost, text: str, wish: Wish, width: float, height: float) -> Laid:
    most = host.units.font_px(wish.role)
    least = min(most, host.units.scaled(100).font_px(wish.least)) if wish.least else most
    tried = _at(host, text, wish, most, width, height)
    px = most
    while not tried.fits and px > least:
        px = max(least, _smaller(px, tried, width, wish.lines))
        tried = _at(host, text, wish, px, width, height)
    if not tried.fits and wish.lines >= LONG:
        tried = _at(host, text, wish, px, width, height, may_break=True)
    return tried


def _smaller(px: int, tried: Laid, width: float, lines: int) -> int:
    if lines == 1 and tried.width > width > 0:
        return min(px - 1, int(px * width / tried.width))
    return min(px - 1, int(px * 0.94))


def _at(
    host: ThemeHost, text: str, wish: Wish, px: int, width: float, height: float, *, may_break: bool = False
) -> Laid:
    metrics = host.metrics_px(px, wish.weight)
    lines: list[str] = []
    for paragraph in text.split("\n"):
        whole = _broken(metrics, paragraph, width) if may_break else paragraph
        lines += _wrapped(metrics, whole, width, wish.lines > 1)
    widths = tuple(metrics.horizontalAdvance(line) for line in lines)
    widest = max(widths)
    tall = len(lines) * px * LEADING
    may = max(wish.lines, text.count("\n") + 1)
    fits = widest <= width + 0.5 and len(lines) <= may and tall <= height + 0.5
    return Laid(tuple(lines), px, widest, tall, fits, widths, hanging(text, px))


def hanging(text: str, px: int) -> float:
    """The room beyond its lines that this text needs at this size."""
    is_arabic = not text.isascii() and any("\u0600" <= letter <= "\u06ff" for letter in text)
    return px * HANGING if is_arabic else 0.0


def _wrapped(metrics: QFontMetricsF, paragraph: str, width: float, may_wrap: bool) -> list[str]:
    if not may_wrap or metrics.horizontalAdvance(paragraph) <= width:
        return [paragraph]
    lines: list[str] = []
    line = ""
    for word in paragraph.split(" "):
        longer = f"{line} {word}" if line else word
        if line and metrics.horizontalAdvance(longer) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    lines.append(line)
    return lines


def _broken(metrics: QFontMetricsF, paragraph: str, width: float) -> str:
    """Words that are wider than the line alone, in pieces that are not."""
    pieces: list[str] = []
    for word in paragraph.split(" "):
        piece = ""
        for letter in word:
            if piece and metrics.horizontalAdvance(piece + letter) > width:
                pieces.append(piece)
                piece = ""
            piece += letter
        pieces.append(piece)
    return " ".join(pieces)
