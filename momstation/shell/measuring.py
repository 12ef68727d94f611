"""Brings numbers that a gauge sent or a code holds into the field that asks for one, and says so either way."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QWidget

from momstation.core.bus import Bus
from momstation.core.i18n import _
from momstation.core.part import Scan
from momstation.plant.readings import GaugeRead, GaugeStatus
from momstation.production.views import StripCard
from momstation.shell.codes import number_in
from momstation.shell.verdict import Verdict
from momstation.ui.keypad import KeyPad
from momstation.ui.status import Status
from momstation.ui.text_pad import TextPad


class OpenFields:
    """The pad that a person sees now: nothing ever reaches one that lies under a sheet or a lock."""

    def __init__(self, window: QWidget) -> None:
        self.window = window

    def number(self) -> KeyPad | None:
        shown = [pad for pad in self.window.findChildren(KeyPad) if self._is_seen(pad.field)]
        focused = QApplication.focusWidget()
        return next((pad for pad in shown if pad is focused), next(iter(shown), None))

    def text(self) -> TextPad | None:
        pads = self.window.findChildren(TextPad)
        return next((pad for pad in pads if self._is_seen(pad.field)), None)

    def _is_seen(self, field: QWidget) -> bool:
        """Whether a finger on the field would touch the field."""
        if not field.isVisible() or not field.window().isAncestorOf(field):
            return False
        spot = field.mapTo(self.window, QPoint(field.width() // 2, field.height() // 2))
        return self.window.childAt(spot) is field


class Measuring:
    """``show`` shows a verdict. A number that was entered is not recorded: that is the person's tap."""

    def __init__(self, window: QWidget, show: Callable[[Verdict], None]) -> None:
        self._fields = OpenFields(window)
        self._show = show
        self._gauges: dict[str, GaugeStatus] = {}

    def take_over(self, before: "Measuring") -> None:
        """Which gauges are there, as the window that stood here before heard."""
        self._gauges = dict(before._gauges)

    def listen(self, bus: Bus, changed: Callable[[], None]) -> Sequence[Callable[[], None]]:
        """``changed``: a gauge came or went. The results end the listening."""

        def hear_status(status: GaugeStatus) -> None:
            self._gauges[status.gauge] = status
            changed()

        return bus.subscribe(GaugeRead, self.hear), bus.subscribe(GaugeStatus, hear_status)

    def hear(self, read: GaugeRead) -> None:
        self._show(self.judge(read))

    def judge(self, read: GaugeRead) -> Verdict:
        from momstation.shell.measured_cells import fill, open_grid  # fast start: few stations have a gauge

        if read.value is None:
            return Verdict(False, read.trouble)
        said = read.text.strip()
        pad, grid = self._fields.number(), open_grid(self._fields.window)
        if grid is not None and (pad is None or not pad.hasFocus()):
            return _wrong_unit(read, grid.unit_wanted()) or fill(grid, read.value, said)
        if pad is None:
            title = _("Gauge {gauge} sent {value}, but no number is asked for here.")
            return Verdict(False, title.format(gauge=read.gauge, value=said))
        return _wrong_unit(read, pad.unit) or _enter(pad, read.value, said)

    def take_scan(self, scan: Scan) -> Verdict | None:
        """For a code that nobody knows: a number goes into the number that is asked for, a text into a text."""
        pad, value = self._fields.number(), number_in(scan.text)
        if pad is not None and value is not None and _is_meant(pad, value):
            return _enter(pad, value, scan.text)
        text = self._fields.text()
        if text is None:
            return None
        text.take(scan.text)
        return Verdict(True, _("Entered: {value}").format(value=scan.text), books=False)

    def among(self, cards: Sequence[StripCard]) -> tuple[StripCard, ...]:
        """``cards``, and one at the end for each gauge that is not there."""
        missing = [status for status in self._gauges.values() if not status.is_connected]
        return (*cards, *(_card(status) for status in missing))


def _wrong_unit(read: GaugeRead, wanted: str) -> Verdict | None:
    if not read.unit or not wanted or read.unit == wanted:
        return None
    title = _("Gauge {gauge} measures in {unit}; {wanted} is asked for here.")
    return Verdict(False, title.format(gauge=read.gauge, unit=read.unit, wanted=wanted))


def _is_meant(pad: KeyPad, value: Decimal) -> bool:
    """A code far outside of what is asked for is an article's or an order's, and nobody's number."""
    limits = pad.model.limits
    is_small = limits.minimum is not None and value < limits.minimum
    is_large = limits.maximum is not None and value > limits.maximum
    return not (is_small or is_large) and not pad.why_not(value)


def _enter(pad: KeyPad, value: Decimal, said: str) -> Verdict:
    objection = pad.why_not(value)
    if objection:
        return Verdict(False, _("{value} was not entered.").format(value=said), objection)
    pad.take(value)
    return Verdict(True, _("Entered: {value}").format(value=said), books=False)


def _card(status: GaugeStatus) -> StripCard:
    return StripCard(
        key=f"gauge-{status.gauge}",
        status=Status.CAUTION,
        icon="straighten",
        kicker=_("Gauge {gauge}").format(gauge=status.gauge),
        title=_("The gauge is not there."),
        text=status.reason or _("Check its cable. Every value can be typed."),
        action=None,
    )
