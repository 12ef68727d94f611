"""A column beside a page that is longer than the screen: a tap on one of its parts throws the page there."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from momstation.core.i18n import _
from momstation.ui.drawing import Align, Drawing, Level
from momstation.ui.gap_taps import GapTaps
from momstation.ui.kinetic_area import KineticArea
from momstation.ui.lettering import LEADING, Wish, hanging, lay
from momstation.ui.taking_away import empty
from momstation.ui.tappable import Tappable
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.units import Role

_LABEL = Wish(Role.HEADING, Weight.SEMIBOLD, Role.CAPTION, 2)
_ABOVE = Wish(Role.CAPTION, Weight.REGULAR, Role.CAPTION)
_MOST_MM = 27.0
"""No wider: what is longer stands in two lines."""
_PAD = 10
_LEFT_TO_RIGHT = "\u2066{}\u2069"


@dataclass(frozen=True, slots=True)
class JumpView:
    """``above`` is the group of which ``label`` is a stretch; ``detail`` is what a screen reader says besides."""

    label: str
    above: str = ""
    detail: str = ""


class JumpKey(Tappable):
    """One part of the page; marked while that part is at the top of what is seen."""

    def __init__(self, host: ThemeHost, view: JumpView, parent: QWidget | None = None) -> None:
        super().__init__(host, ", ".join(part for part in (view.above, view.label) if part), parent)
        self.view = view
        self._is_current = False
        self._tell()

    @property
    def is_current(self) -> bool:
        return self._is_current

    def set_current(self, is_current: bool) -> None:
        if is_current != self._is_current:
            self._is_current = is_current
            self._tell()
            self.update()

    def sizeHint(self) -> QSize:
        tall = key_height(self.host, (self.view,))
        return QSize(key_width(self.host, (self.view,)), tall)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.host.units.target, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        with Drawing(self, self.host) as d:
            ink = self.draw_ground(d, is_chosen=self._is_current)
            self._content(d, ink)
            if self._is_current:
                self._draw_mark(d)
            if self.shows_ring():
                d.focus(d.rect)

    def _content(self, d: Drawing, ink: QColor) -> None:
        pad = self.host.units.u(_PAD)
        room = d.rect.adjusted(pad, pad / 2, -pad, -pad / 2)
        label = in_its_direction(self.view.label)
        if not self.view.above:
            d.text(room, label, _LABEL, ink, Align.CENTRE)
            return
        above = lay(self.host, self.view.above, _ABOVE, room.width())
        head = above.height + above.hanging
        wished = lay(self.host, label, _LABEL, room.width())
        foot = min(wished.height, room.height() - head - wished.hanging)
        top = room.top() + (room.height() - head - foot - wished.hanging) / 2
        quiet = self.host.theme.text2 if self.is_available else ink
        over = QRectF(room.left(), top, room.width(), head)
        d.text(over, self.view.above, _ABOVE, quiet, Align.CENTRE, Level.TOP)
        under = QRectF(room.left(), over.bottom(), room.width(), foot)
        d.text(under, label, _LABEL, ink, Align.CENTRE, Level.TOP)

    def _draw_mark(self, d: Drawing) -> None:
        """A bar on the page's side: who sees no colours sees it too."""
        units = self.host.units
        wide, tall = units.u(9), d.rect.height() * 0.6
        box = QRectF(d.rect.width() - wide, (d.rect.height() - tall) / 2, wide, tall)
        d.box(box, self.host.theme.accent, None, 1, wide / 2)

    def _tell(self) -> None:
        now = _("shown now") if self._is_current else ""
        self.set_detail(", ".join(part for part in (self.view.detail, now) if part))


class JumpColumn(KineticArea):
    """One or more columns of keys, read down each; ``jumped`` carries which was tapped. If they are more than fit,
    a finger throws them too."""

    jumped = Signal(int)

    def __init__(self, host: ThemeHost, parent: QWidget | None = None) -> None:
        self._inside = QWidget()
        super().__init__(host, self._inside, parent)
        self._views: tuple[JumpView, ...] = ()
        self._columns = 1
        self._current: int | None = None
        self._keys: list[JumpKey] = []
        self._beside = QHBoxLayout(self._inside)
        self._parts: list[QVBoxLayout] = []
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(_("Jump to"))
        GapTaps(host, self._inside)
        self.verticalScrollBar().rangeChanged.connect(self._respace)
        host.changed.connect(self._respace)
        self._respace()

    @property
    def keys(self) -> tuple[JumpKey, ...]:
        return tuple(self._keys)

    def set_jumps(self, views: Sequence[JumpView], *, columns: int = 1) -> None:
        """Keys that say the same as before stay the same widgets."""
        if (tuple(views), columns) == (self._views, self._columns):
            return
        self._views, self._columns, self._current = tuple(views), columns, None
        empty(self._beside)
        self._keys = [self._key(place, view) for place, view in enumerate(views)]
        rows = self._rows()
        self._parts = [self._part(self._keys[first : first + rows]) for first in range(0, len(views), rows)]
        self._respace()

    def set_current(self, which: int | None) -> None:
        if which == self._current:
            return
        self._current = which
        for place, key in enumerate(self._keys):
            key.set_current(place == which)
        self._show_current()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._size_keys()
        self._show_current()

    def _part(self, keys: Sequence[JumpKey]) -> QVBoxLayout:
        """A box of its own, so that Tab goes down it before it goes to the next."""
        box = QWidget()
        part = QVBoxLayout(box)
        for key in keys:
            part.addWidget(key)
        part.addStretch(1)
        self._beside.addWidget(box, 1)
        return part

    def _rows(self) -> int:
        return max(1, -(-len(self._views) // self._columns))

    def _size_keys(self) -> None:
        """Higher than they must be, where there is room."""
        units = self.host.units
        least = key_height(self.host, self._views)
        room = (self.height() + units.gap) // self._rows() - units.gap
        for key in self._keys:
            key.setFixedHeight(max(least, min(room, units.primary)))

    def _show_current(self) -> None:
        for layout in (self._beside, *self._parts):
            layout.activate()
        if self._current is not None and self.is_cut and self._current < len(self._keys):
            self.ensureWidgetVisible(self._keys[self._current], 0, 0)

    def _key(self, place: int, view: JumpView) -> JumpKey:
        key = JumpKey(self.host, view)
        key.triggered.connect(lambda: self.jumped.emit(place))
        return key

    def _respace(self) -> None:
        for layout in (self._beside, *self._parts):
            self.host.space(layout, margin=False)
        self._size_keys()
        beside = self.viewportMargins().left() + self.viewportMargins().right()
        self.setFixedWidth(column_width(self.host, self._views, self._columns) + beside)
        self._show_current()


def in_its_direction(label: str) -> str:
    """``A–C`` stays so between Arabic words; whatever else begins where the reader begins."""
    kinds = {unicodedata.bidirectional(letter) for letter in label}
    return _LEFT_TO_RIGHT.format(label) if "L" in kinds and not kinds & {"R", "AL"} else label


def key_width(host: ThemeHost, views: Sequence[JumpView]) -> int:
    """So wide that a group stands in one line, a label in two, and no word is cut; never narrower than a finger."""
    units, small = host.units, host.units.scaled(100).font_px(Role.CAPTION)
    wanted = [(view.label, host.metrics(_LABEL.role, _LABEL.weight)) for view in views]
    wanted += [(view.above, host.metrics(_ABOVE.role, _ABOVE.weight)) for view in views]
    needed = [(word, host.metrics_px(small, _LABEL.weight)) for view in views for word in view.label.split()]
    needed += [(view.above, host.metrics_px(small, _ABOVE.weight)) for view in views]
    pads = 2 * units.u(_PAD)
    wide = max(min(_widest(wanted), units.mark(_MOST_MM) - pads), _widest(needed))
    return max(units.target, int(wide) + 2 + pads)


def _widest(texts: Sequence[tuple[str, QFontMetricsF]]) -> float:
    return max((metrics.horizontalAdvance(text) for text, metrics in texts), default=0.0)


def column_width(host: ThemeHost, views: Sequence[JumpView], columns: int) -> int:
    return columns * key_width(host, views) + (columns - 1) * host.units.gap


def key_height(host: ThemeHost, views: Sequence[JumpView]) -> int:
    """What a finger needs, or where there are groups two lines of text, the lower one as small as may be."""
    units = host.units
    grouped = [view for view in views if view.above]
    over, under = units.font_px(_ABOVE.role), units.scaled(100).font_px(Role.CAPTION)
    letters = max((hanging(each.above, over) + hanging(each.label, under) for each in grouped), default=0.0)
    two_lines = int((over + under) * LEADING + letters) + 1 + units.u(_PAD)
    return max(units.target, two_lines) if grouped else units.target


def keys_that_fit(host: ThemeHost, height: int, views: Sequence[JumpView]) -> int:
    """Below each other, such as these."""
    gap = host.units.gap
    return max(1, (height + gap) // (key_height(host, views) + gap))
