"""Compares a picture with the one that was kept, and keeps pictures small: 256 colours each, all of them near."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage, QPainter, qRgb

CHANNEL = 32
"""So far a channel of a pixel may be off: other processors round the edges of letters otherwise, and 256 colours
are not all."""
FILLED = 16
"""So far a channel may be off where one colour fills an area: no letter ends there, so nothing is rounded."""
SHARE = 0.0002
"""So many of a picture's pixels may be further off; a changed digit is more."""
_PALETTE = 256
_APART = 12

Pixels = NDArray[np.int16]


@dataclass(frozen=True)
class Difference:
    """``share`` of pixels that are off by more than a rounding; 1 for another size."""

    share: float
    mask: NDArray[np.bool_] | None

    @property
    def is_same(self) -> bool:
        return self.share <= SHARE


def compare(now: QImage, kept: QImage) -> Difference:
    if now.size() != kept.size():
        return Difference(1.0, None)
    ours, theirs = _pixels(now), _pixels(kept)
    off = np.abs(ours - theirs).max(axis=2)
    mask = off > CHANNEL
    little = off > FILLED
    if little.mean() > SHARE:  # to look for areas takes long
        mask |= little & _filled(ours) & _filled(theirs)
    return Difference(float(mask.mean()), mask)


def _filled(pixels: Pixels) -> NDArray[np.bool_]:
    """Where a pixel has the colour of all four beside it."""
    beside = np.pad(pixels, ((1, 1), (1, 1), (0, 0)), mode="edge")
    around = (beside[:-2, 1:-1], beside[2:, 1:-1], beside[1:-1, :-2], beside[1:-1, 2:])
    filled = np.ones(pixels.shape[:2], dtype=np.bool_)
    for one in around:
        filled &= (one == pixels).all(axis=2)
    return filled


def reduced(image: QImage) -> QImage:
    """In 256 colours: the most frequent ones first, leaving out what is near one that was taken."""
    codes = _codes(image)
    values, counts = np.unique(codes, return_counts=True)
    frequent = values[np.argsort(-counts, kind="stable")]
    colours = np.stack([(frequent >> shift) & 0xFF for shift in (16, 8, 0)], axis=1).astype(np.int16)
    taken: list[int] = []
    apart = _APART
    while not taken or len(taken) > _PALETTE:
        taken = _spread(colours, apart)
        apart += 4
    table = [qRgb(*(int(part) for part in colours[index])) for index in taken]
    return image.convertToFormat(QImage.Format.Format_RGB32).convertToFormat(
        QImage.Format.Format_Indexed8, table
    )


def side_by_side(now: QImage, kept: QImage, difference: Difference, path: Path) -> None:
    """Before, after, and in red what differs, in one picture."""
    width, height = max(now.width(), kept.width()), max(now.height(), kept.height())
    sheet = QImage(width * 3 + 40, height, QImage.Format.Format_RGB32)
    sheet.fill(qRgb(128, 128, 128))
    painter = QPainter(sheet)
    for column, image in enumerate((_plain(kept), _plain(now), _marked(_plain(now), difference))):
        painter.drawImage(column * (width + 20), 0, image)
    painter.end()
    sheet.save(str(path))


def _spread(colours: Pixels, apart: int) -> list[int]:
    """The indices of colours of which none is within ``apart`` of another in every channel."""
    free = np.ones(len(colours), dtype=np.bool_)
    taken: list[int] = []
    for index in range(len(colours)):
        if not free[index]:
            continue
        taken.append(index)
        if len(taken) > _PALETTE:
            break
        free &= np.abs(colours - colours[index]).max(axis=1) >= apart
    return taken


def _marked(image: QImage, difference: Difference) -> QImage:
    pale = _pixels(image) // 3 + 170
    if difference.mask is not None:
        pale[difference.mask] = (220, 0, 0)
    codes = np.full(pale.shape[:2], 0xFF000000, dtype=np.uint32)
    for channel, shift in enumerate((16, 8, 0)):
        codes |= pale[:, :, channel].astype(np.uint32) << shift
    made = QImage(
        codes.tobytes(), image.width(), image.height(), image.width() * 4, QImage.Format.Format_RGB32
    )
    return made.copy()


def _plain(image: QImage) -> QImage:
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    plain.setDevicePixelRatio(1.0)
    return plain


def _codes(image: QImage) -> NDArray[np.uint32]:
    plain = _plain(image)
    rows = np.frombuffer(plain.constBits(), np.uint32).reshape(plain.height(), plain.bytesPerLine() // 4)
    return rows[:, : plain.width()].copy()


def _pixels(image: QImage) -> Pixels:
    codes = _codes(image)
    return np.stack([(codes >> shift) & 0xFF for shift in (16, 8, 0)], axis=2).astype(np.int16)
