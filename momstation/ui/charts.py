"""Line charts with limits for the few screens that need them; pyqtgraph is loaded only then."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt

from momstation.ui.theme import ThemeHost
from momstation.ui.units import Role

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def line_chart(
    host: ThemeHost, *, name: str, bottom: str = "", left: str = "", parent: "QWidget | None" = None
) -> Any:
    """A pyqtgraph PlotWidget in the theme's colours, without menu and mouse zoom, announced as ``name``."""
    import pyqtgraph as pg  # costs 0.6 s of start-up, and the home has no chart of this kind

    plot = pg.PlotWidget(parent=parent, background=None)
    plot.setAccessibleName(name)
    plot.setMenuEnabled(False)
    plot.setMouseEnabled(False, False)
    plot.hideButtons()
    plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    plot.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
    _Dresser(host, plot, bottom, left)
    return plot


def add_line(host: ThemeHost, plot: Any, xs: list[float], ys: list[float]) -> Any:
    """A line of width 1: a wider antialiased pen costs a hundred times as much on noisy data."""
    import pyqtgraph as pg  # as above

    return plot.plot(xs, ys, pen=pg.mkPen(host.theme.data, width=1))


def add_limit(host: ThemeHost, plot: Any, value: float, label: str) -> Any:
    """A dashed horizontal line with its name, such as a target or a specification limit."""
    import pyqtgraph as pg  # as above

    pen = pg.mkPen(host.theme.target, width=1, style=Qt.PenStyle.DashLine)
    options = {"color": host.theme.text, "position": 0.96}
    return plot.addItem(pg.InfiniteLine(pos=value, angle=0, pen=pen, label=label, labelOpts=options))


class _Dresser(QObject):
    """Keeps a chart in the theme, for as long as the chart lives."""

    def __init__(self, host: ThemeHost, plot: Any, bottom: str, left: str) -> None:
        super().__init__(plot)
        self._host = host
        self._plot = plot
        self._titles = {"bottom": bottom, "left": left}
        host.changed.connect(self.dress)
        self.dress()

    def dress(self) -> None:
        """Axis sizes come from font metrics: a fixed height makes the labels of another font vanish."""
        theme, font = self._host.theme, self._host.font(Role.CAPTION)
        metrics = self._host.metrics(Role.CAPTION)
        for side, title in self._titles.items():
            axis = self._plot.getAxis(side)
            axis.setStyle(tickFont=font)
            axis.setPen(theme.divider)
            axis.setTextPen(theme.text2)
            axis.setLabel(title, color=theme.text2.name(), **{"font-size": f"{font.pixelSize()}px"})
        rows = 2.3 if self._titles["bottom"] else 1.3
        self._plot.getAxis("bottom").setHeight(int(metrics.height() * rows))
        wide = metrics.horizontalAdvance("00000") + (metrics.height() if self._titles["left"] else 0)
        self._plot.getAxis("left").setWidth(int(wide) + self._host.units.u(10))
