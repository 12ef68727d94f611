"""Every way in which production says no, in the shop floor's words."""

from collections.abc import Mapping

from momstation.core.i18n import N_

REFUSALS: Mapping[str, str] = {
    "production.order_unknown": N_(
        "Order {order} is not known here. Scan the code on the order's paper, or choose from the list."
    ),
    "production.order_closed": N_("Order {order} is finished. Nothing more can be booked on it."),
    "production.order_closed_by_planning": N_("Order {order} was closed by planning."),
    "production.order_cancelled": N_("Order {order} was cancelled by planning."),
    "production.order_held": N_("Order {order} is on hold. Planning must release it first."),
    "production.order_not_released": N_("Order {order} is not released by planning yet."),
    "production.order_foreign": N_("Order {order} belongs to {work_unit}. This station works for {here}."),
    "production.machine_foreign": N_("{machine} does not belong to this station, which works for {here}."),
    "production.order_waits": N_("Order {order} waits for {predecessor}: {done} of {due}."),
    "production.order_waits_unknown": N_("Order {order} waits for {predecessor}, which is not known here."),
    "production.order_runs_here": N_("Order {order} is running here already."),
    "production.order_runs_elsewhere": N_(
        "Order {order} is running at {place}. It must be paused or finished there."
    ),
    "production.other_order_runs": N_(
        "Order {other} is running on {machine}. Pause or finish it, then start {order}."
    ),
    "production.order_not_started": N_("Order {order} has not been started yet."),
    "production.order_not_running": N_("Order {order} is not running here."),
    "production.no_order_runs": N_(
        "No order is running here. Start one first: scan its code or choose from the list."
    ),
    "production.several_orders_run": N_("Several orders are running here: {orders}. Choose one of them."),
    "production.line_cleared_already": N_("The line is cleared for order {order} already."),
    "production.not_cleared": N_("The line is not cleared for order {order}, so there is nothing to undo."),
    "production.setup_runs": N_("The setup for order {order} is running already."),
    "production.no_setup_runs": N_("No setup is running for order {order}."),
    "production.not_finished": N_("Order {order} is not finished, so there is nothing to undo."),
    "production.finished_elsewhere": N_(
        "Order {order} was finished at {place} and can be opened again only there."
    ),
    "production.too_late": N_("This was booked before this shift. Ask the team lead for a correction."),
    "production.not_a_number": N_("{read} is not a number. Whole pieces from 0 to {most} are accepted here."),
    "production.not_whole": N_(
        "{read} is not a whole number of pieces. Whole pieces from 0 to {most} are accepted here."
    ),
    "production.negative": N_("{read} is less than nothing. To take something back, undo the entry."),
    "production.too_many": N_(
        "{read} pieces cannot be right: the order is for {quantity}. At most {most} are accepted here."
    ),
    "production.counter_below_start": N_(
        "{read} is below the reading before, {start}. Read it again; after a reset, enter the pieces instead."
    ),
    "production.counter_unchanged": N_(
        "The counter still shows {read}: nothing was made since the reading before."
    ),
    "production.counter_or_number": N_("Enter the good pieces or what the counter shows, not both."),
    "production.counter_too_high": N_(
        "{read} is more than a counter shows. At most {most} is accepted here."
    ),
    "production.machine_counts": N_(
        "The machine counts its parts itself, so what its counter shows is known already."
    ),
    "production.nothing_declared": N_("All three numbers are 0. Enter good, scrap or rework pieces."),
    "production.scrap_above_produced": N_(
        "{read} pieces cannot be scrapped or reworked: only {good} good pieces of order {order} are counted."
    ),
    "production.reason_missing": N_("Scrap needs a reason. Choose one."),
    "production.reason_unknown": N_("Reason {reason} is not known here."),
    "production.stop_reason_for_scrap": N_(
        "“{text}” is a reason for a stop. Scrap needs a reason for scrap."
    ),
    "production.rework_reason_for_scrap": N_(
        "“{text}” is a reason for rework. Scrap needs a reason for scrap."
    ),
    "production.scrap_reason_for_stop": N_(
        "“{text}” is a reason for scrap. A stop needs a reason for a stop."
    ),
    "production.rework_reason_for_stop": N_(
        "“{text}” is a reason for rework. A stop needs a reason for a stop."
    ),
    "production.entry_unknown": N_("This entry is not known here."),
    "production.entry_reversed": N_("This entry was taken back already."),
    "production.entry_foreign": N_("This entry was made at {place} and can be taken back only there."),
    "production.entry_used": N_(
        "{good} pieces of this entry were scrapped or reworked since. Take those entries back first."
    ),
    "production.stop_unknown": N_("This stop is not known here."),
    "production.no_stop": N_("No machine is stopped here, so no reason is needed."),
    "production.stop_foreign": N_("This stop is at {machine}, which does not belong to this station."),
    "production.not_planned_there": N_("Order {order} is not planned for {work_unit}."),
    "production.running_stays_first": N_("Order {order} is running and stays first."),
    "production.stop_too_old": N_("This stop is too old: its reason can be changed for {hours} hours only."),
}
