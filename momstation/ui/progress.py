"""How far the order is, against where the plan says it should be now."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from momstation.ui.drawing import Drawing
from momstation.ui.theme import ThemeHost

_STEPS = 1000


class ProgressWithTarget(QProgressBar):
    """A grey bar with the plan's mark; never coloured, because being on the way is normal."""

    def __init__(self, host: ThemeHost, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.host = host
        self._done = 0.0
        self._planned: float | None = None
        self.setRange(0, _STEPS)
        self.setTextVisible(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        host.changed.connect(self._on_look_changed)

    def set_progress(self, done: float, total: float, planned: float | None = None, spoken: str = "") -> None:
        """Quantities of one unit; ``total`` of zero shows an empty bar."""
        self._done = _share(done, total)
        self._planned = None if planned is None else _share(planned, total)
        self.setAccessibleName(spoken)
        self.setUpdatesEnabled(False)  # a visible QProgressBar would paint the whole window here and now
        self.setValue(round(self._done * _STEPS))
        self.setUpdatesEnabled(True)

    def sizeHint(self) -> QSize:
        return QSize(self.host.units.mm(60), self.host.units.mm(7))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.host.units.mm(20), self.host.units.mm(7))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, units = self.host.theme, self.host.units
        with Drawing(self, self.host) as d:
            tall = units.mm(3.7)
            trough = QRectF(0, (d.rect.height() - tall) / 2, d.rect.width(), tall)
            edge = theme.outline if theme.name == "contrast" else None
            d.box(trough, theme.sunken, edge, 1, units.u(6))
            if self._done > 0:
                wide = max(tall / 2, trough.width() * self._done)
                d.box(QRectF(0, trough.top(), wide, tall), theme.data, None, 0, units.u(6))
            if self._planned is not None:
                thick = max(4, units.u(4))
                left = min(trough.width() - thick, max(0.0, trough.width() * self._planned - thick / 2))
                mark = QRectF(left, 0, thick, d.rect.height())
                d.box(mark.adjusted(-2, 0, 2, 0), theme.surface, None, 0, 0)
                d.box(mark, theme.target, None, 0, 0)

    def _on_look_changed(self) -> None:
        self.updateGeometry()
        self.update()


def _share(part: float, total: float) -> float:
    return min(1.0, max(0.0, part / total)) if total > 0 else 0.0
