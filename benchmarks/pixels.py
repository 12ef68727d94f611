"""Counts how much of a picture is colour: in a normal state a screen has next to none."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

MOST_SATURATION = 0.45
LEAST_VALUE = 0.3


def saturated_share(image: QImage) -> float:
    """The share of pixels of ``image`` with HSV saturation over 0.45 and value over 0.3."""
    return float(np.count_nonzero(_saturated(image))) / (image.width() * image.height())


def saturated_within(image: QImage, places: Sequence[QRect]) -> float:
    """Which share of the saturated pixels lies inside one of the places; 1.0 where there are none."""
    found = _saturated(image)
    inside = np.zeros_like(found)
    for place in places:
        inside[place.top() : place.bottom() + 1, place.left() : place.right() + 1] = True
    count = np.count_nonzero(found)
    return float(np.count_nonzero(found & inside)) / count if count else 1.0


def _saturated(image: QImage) -> npt.NDArray[np.bool_]:
    rgb = image.convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(rgb.constBits(), dtype=np.uint8).reshape(rgb.height(), rgb.bytesPerLine())
    pixels = rows[:, : rgb.width() * 4].reshape(rgb.height(), rgb.width(), 4)[:, :, :3].astype(np.int16)
    value, least = pixels.max(axis=2), pixels.min(axis=2)
    is_bright: npt.NDArray[np.bool_] = value > LEAST_VALUE * 255
    is_colourful: npt.NDArray[np.bool_] = (value - least) > MOST_SATURATION * value
    return is_bright & is_colourful
