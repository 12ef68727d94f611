"""Counts how much of a picture is colour: in a normal state a screen has next to none."""

import numpy as np
from PySide6.QtGui import QImage

MOST_SATURATION = 0.45
LEAST_VALUE = 0.3


def saturated_share(image: QImage) -> float:
    """The share of pixels of ``image`` with HSV saturation over 0.45 and value over 0.3."""
    rgb = image.convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(rgb.constBits(), dtype=np.uint8).reshape(rgb.height(), rgb.bytesPerLine())
    pixels = rows[:, : rgb.width() * 4].reshape(rgb.height(), rgb.width(), 4)[:, :, :3].astype(np.int16)
    value, least = pixels.max(axis=2), pixels.min(axis=2)
    is_bright = value > LEAST_VALUE * 255
    is_saturated = (value - least) > MOST_SATURATION * value
    return float(np.count_nonzero(is_bright & is_saturated)) / (rgb.width() * rgb.height())
