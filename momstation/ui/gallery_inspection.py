"""The gallery's pages of what inspectors and team leads read: limits, measured values, cycles, letters of the shift."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from momstation.core.numbers import number
from momstation.ui.charts import add_limit, add_line, line_chart
from momstation.ui.cycle_spark import CycleSpark
from momstation.ui.gallery_parts import Say, a_row, a_window
from momstation.ui.limit_gauge import GaugeTexts, LimitGauge
from momstation.ui.measure_grid import MeasureGrid
from momstation.ui.measure_model import Cell, Feature, MeasureModel
from momstation.ui.sqdcp_letter import SqdcpLetter
from momstation.ui.status import Status
from momstation.ui.tappable import Tappable
from momstation.ui.theme import ThemeHost
from momstation.ui.tolerance import Tolerance

_BORE = Tolerance(Decimal("12.00"), Decimal("12.10"), Decimal("12.05"))
_FLATNESS = Tolerance(None, Decimal("0.20"))


def gauges(host: ThemeHost, say: Say) -> QWidget:
    """Nothing yet, within, at the limit, too small, too large, far outside, and with one limit alone."""
    window, column = a_window(host)
    values = (None, "12.05", "12.10", "11.98", "12.13", "13.40")
    for pair in (values[:2], values[2:4], values[4:]):
        row = a_row(host, column)
        for value in pair:
            row.addWidget(_gauge(host, _BORE, value, 2))
    row = a_row(host, column)
    row.addWidget(_gauge(host, _FLATNESS, "0.12", 2))
    row.addWidget(_gauge(host, _FLATNESS, "0.31", 2))
    column.addStretch(1)
    return window


def measures(host: ThemeHost, say: Say) -> QWidget:
    window, column = a_window(host)
    model = MeasureModel(
        [
            Feature("1", "①", "Ø12 +0.1/0", _BORE),
            Feature("2", "②", say("Edge without a burr"), is_attribute=True),
            Feature("3", "③", say("Flatness 0.2"), _FLATNESS),
            Feature("4", "④", say("Length 80 ±0.3"), Tolerance(Decimal("79.7"), Decimal("80.3")), 1),
        ],
        5,
    )
    grid = MeasureGrid(host, model)
    for value in ("12.06", "12.05", "12.07", "12.05", "12.04"):
        grid.take(Decimal(value))
    for is_good in (True, True, False, True, True):
        grid.take(is_good)
    for value in ("0.12", "0.31", "0.18"):
        grid.take(Decimal(value))
    model.select(Cell(2, 3))
    column.addWidget(_gauge(host, _FLATNESS, "0.18", 2))
    column.addWidget(grid, 1)
    return window


def shift(host: ThemeHost, say: Say) -> QWidget:
    """The letters of the shift in each standing and each state, and cycles that drift."""
    window, column = a_window(host)
    row = a_row(host, column)
    standings = (
        ("S", "Safety", Status.OK, "met"),
        ("Q", "Quality", Status.WARNING, "2 complaints"),
        ("D", "Delivery", Status.ALARM, "−18"),
        ("C", "Cost", Status.NORMAL, ""),
        ("P", "People", Status.CAUTION, "1 missing"),
    )
    for letter, name, status, word in standings:
        one = SqdcpLetter(host, letter, say(name))
        one.set_state(status, say(word) if word else "")
        row.addWidget(one)
    row.addStretch(1)
    row = a_row(host, column)
    for part in _each_state([SqdcpLetter(host, "Q", say("Quality")) for _index in range(5)], say):
        row.addWidget(part)
    row.addStretch(1)
    _sparks(host, say, column)
    chart = line_chart(host, name=say("Temperature of the oil"), bottom=say("Minutes"), left="°C")
    temperatures = [40.0 + (at * 7 % 13) / 3 + at / 9 for at in range(90)]
    add_line(host, chart, [float(at) for at in range(90)], temperatures)
    add_limit(host, chart, 52.0, say("Limit"))
    column.addWidget(chart, 1)
    return window


def _sparks(host: ThemeHost, say: Say, column: QVBoxLayout) -> None:
    steady = [4.3, 4.2, 4.4, 4.3, 4.3, 4.2, 4.3, 4.2, 4.4, 4.3, 4.2, 4.3]
    drifting = [4.3, 4.2, 4.4, 4.3, 4.3, 5.9, 4.3, 4.2, 4.4, 4.5, 4.6, 4.6, 4.8, 6.2, 4.7, 4.8]
    for cycles, now in ((steady, "4.3 s"), (drifting, "4.8 s"), ([], "–")):
        spark = CycleSpark(host)
        spark.set_cycles(
            cycles, ideal=4.0 if cycles else None, slow=5.5, now=now, ideal_text=say("ideal 4.0 s")
        )
        column.addWidget(spark)


def _each_state(letters: Sequence[Tappable], say: Say) -> Sequence[Tappable]:
    """At rest, hovered, pressed, unavailable, switched off."""
    letters[1].setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    letters[2].setDown(True)
    letters[3].set_refusal(say("No order is running here."))
    letters[4].setEnabled(False)
    return letters


def _gauge(host: ThemeHost, tolerance: Tolerance, value: str | None, decimals: int) -> LimitGauge:
    gauge = LimitGauge(host)

    def text(at: Decimal | None) -> str:
        return "" if at is None else number(at, decimals)

    texts = GaugeTexts(text(tolerance.low), text(tolerance.nominal), text(tolerance.high), "mm")
    gauge.set_tolerance(tolerance, texts)
    if value is not None:
        gauge.set_value(Decimal(value), number(Decimal(value), decimals))
    return gauge
