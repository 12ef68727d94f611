"""Mixes two theme colours, for hover and pressed states that every theme then has by itself."""

from PySide6.QtGui import QColor


def mix(ground: QColor, over: QColor, share: float) -> QColor:
    """``share`` of ``over`` laid on ``ground``."""
    rest = 1.0 - share
    return QColor.fromRgbF(
        ground.redF() * rest + over.redF() * share,
        ground.greenF() * rest + over.greenF() * share,
        ground.blueF() * rest + over.blueF() * share,
    )
