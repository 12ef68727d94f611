"""Numbers, cycles and deltas as production says them."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from momstation.core.i18n import _
from momstation.core.numbers import number
from momstation.plant.live import LiveSignals
from momstation.plant.signals import CYCLE_TIME
from momstation.plant.time_words import duration
from momstation.production.model.clocks import OrderClocks

DASH = "–"
MINUS = "−"
_SHOW_AGE_AFTER_S = 5.0


def signed(whole: int) -> str:
    """``+3``, ``−18``, ``0``, with a real minus."""
    return f"+{whole}" if whole > 0 else str(whole).replace("-", MINUS)


def percent(share: Fraction | None, digits: int = 1) -> str:
    """``91.6 %``; a dash for what is not defined."""
    if share is None:
        return DASH
    hundredths = Decimal(share.numerator * 100) / Decimal(share.denominator)
    return _("{number} %").format(number=number(hundredths, digits))


def seconds(value: Decimal | None) -> str:
    return DASH if value is None else _("{number} s").format(number=number(value, 1))


def cycle_text(live: LiveSignals, machine: str | None, monotonic: float) -> str:
    """``Cycle 4.3 s``; a dash instead of a value that may not be trusted, its age once that matters."""
    value = _cycle(live, machine)
    if machine is None or value is None:
        return ""
    if not live.is_live(machine, CYCLE_TIME):
        return _("Cycle {value}").format(value=DASH)
    age_s = live.age_s(machine, CYCLE_TIME, monotonic) or 0.0
    if age_s < _SHOW_AGE_AFTER_S + 2 * float(value):
        return _("Cycle {value}").format(value=seconds(value))
    return _("Last cycle {value}, {age} ago").format(value=seconds(value), age=duration(age_s))


def _cycle(live: LiveSignals, machine: str | None) -> Decimal | None:
    reading = None if machine is None else live.reading(machine, CYCLE_TIME)
    if reading is None:
        return None
    try:
        value = Decimal(str(reading.value))
    except InvalidOperation:
        return Decimal(0)
    return value if value.is_finite() else Decimal(0)


def reason_text(reasons: Mapping[str, str], code: str | None) -> str:
    """The reason in words; a code that planning took away is shown as it is."""
    return "" if code is None else reasons.get(code, code)


def clocks_text(clocks: OrderClocks) -> str:
    """Labour adds up over the people, so it may well be more than the time that has passed."""
    return _("Setup {setup} · Machine {machine} · Labour {labour}").format(
        setup=duration(clocks.setup_s),
        machine=duration(clocks.machine_s),
        labour=duration(clocks.labour_s),
    )
