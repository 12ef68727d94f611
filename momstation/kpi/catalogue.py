"""All calculations that the house offers, by name."""

from momstation.kpi import (
    counters,
    failure_log,
    iso22400,
    iso22400_log,
    labour,
    maintenance,
    oee,
    oee_aggregate,
    oee_log,
    oee_micro_stops,
    oee_products,
    planned_stops,
    shift_window,
    yields,
)
from momstation.kpi.declare import Calculation

CALCULATIONS: tuple[Calculation, ...] = (
    *oee.CALCULATIONS,
    *oee_products.CALCULATIONS,
    *oee_aggregate.CALCULATIONS,
    *oee_micro_stops.CALCULATIONS,
    *oee_log.CALCULATIONS,
    *iso22400_log.CALCULATIONS,
    *iso22400.CALCULATIONS,
    *maintenance.CALCULATIONS,
    *failure_log.CALCULATIONS,
    *yields.CALCULATIONS,
    *labour.CALCULATIONS,
    *shift_window.CALCULATIONS,
    *planned_stops.CALCULATIONS,
    *counters.CALCULATIONS,
)


def calculation(name: str) -> Calculation | None:
    """The calculation of that name."""
    return next((each for each in CALCULATIONS if each.name == name), None)
