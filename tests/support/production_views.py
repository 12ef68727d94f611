"""Views of production as its presenters make them, built by hand for tests of the screens."""

from datetime import UTC, datetime, timedelta

from momstation.events.machines import MachineState
from momstation.production.views import (
    Action,
    ActionKey,
    DeltaView,
    EntryRow,
    HomeView,
    HourView,
    OrderCard,
    QuantityView,
    ReasonGroupView,
    ReasonTile,
    ScrapView,
    StateView,
    StopReasonView,
    StripCard,
)
from momstation.ui.status import Status

NOW = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)
TILES = (
    Action(ActionKey.STOP_REASON, "Stop reason", "pause"),
    Action(ActionKey.SCRAP, "Scrap", "delete"),
    Action(ActionKey.QUANTITY, "Quantity", "add"),
    Action(ActionKey.ORDERS, "Orders", "list"),
    Action(ActionKey.OEE, "Shift", "bar_chart"),
    Action(ActionKey.FINISH, "Finish", "flag", order="4711-20"),
)
SCAN = Action(ActionKey.SCAN, "Scan", "barcode_scanner")
START = Action(ActionKey.START, "Start next", "play_arrow-fill", order="4711-30")


def an_order_card(**changes: object) -> OrderCard:
    usual: dict[str, object] = {
        "order": "4711-20",
        "title": "Order 4711-20",
        "subtitle": "Bracket L, 3 mm",
        "machine": "P07",
        "good": 412,
        "target": 600,
        "good_text": "412",
        "rest_text": "of 600 good",
        "planned": 430,
        "delta": DeltaView("−18 behind", "plan 430 at 14:05", Status.WARNING, -18, 430),
        "scrap": 7,
        "rework": 2,
        "scrap_text": "Scrap 7 · 1.7 %",
        "rework_text": "Rework 2",
        "unreasoned": 0,
        "unreasoned_text": "",
        "done_text": "Done 17:40 (due 17:20)",
        "machine_text": "",
        "started_at": NOW - timedelta(hours=8),
        "due": NOW + timedelta(hours=3),
        "is_paused": False,
        "is_target_reached": False,
        "spoken": "Order 4711-20, 412 of 600 good, 18 behind plan",
    }
    return OrderCard(**(usual | changes))  # type: ignore[arg-type]


def a_state(state: MachineState = MachineState.PRODUCING, **changes: object) -> StateView:
    usual: dict[str, object] = {
        "machine": "P07",
        "state": state,
        "status": Status.NORMAL,
        "icon": "play_arrow-fill",
        "word": "Running",
        "since": NOW,
        "since_text": "1 h 12 min since last stop",
        "cycle_text": "Cycle 4.3 s",
        "ideal_text": "ideal 4.0 s",
        "reason_text": "",
        "note": "",
        "is_hatched": False,
    }
    return StateView(**(usual | changes))  # type: ignore[arg-type]


def stopped(**changes: object) -> StateView:
    return a_state(
        MachineState.STOPPED,
        **(
            {
                "status": Status.WARNING,
                "icon": "stop-fill",
                "word": "Stopped",
                "since_text": "02:14 · no reason yet",
                "cycle_text": "",
                "ideal_text": "",
            }
            | changes
        ),
    )


def unheard() -> StateView:
    return a_state(
        MachineState.UNKNOWN,
        status=Status.OFFLINE,
        icon="link_off",
        word="No signal",
        cycle_text="–",
        note="Nobody answers at opc.tcp://10.0.0.7:4840. Check its network cable.",
        is_hatched=True,
    )


HOURS = tuple(
    HourView(f"{6 + index}:00", good, 55, good < 40, index == 8)
    for index, good in enumerate((52, 54, 54, 31, 56, 55, 53, 47, 45))
)
STRIP = (
    StripCard(
        "alarm",
        Status.ALARM,
        "warning-fill",
        "Stopped · 2 min",
        "Stopped without a reason",
        "Tap to say why",
        TILES[0],
    ),
    StripCard(
        "rejects",
        Status.CAUTION,
        "delete",
        "Rejected by the machine",
        "3 parts without a reason",
        "Tap to give it",
        TILES[1],
    ),
    StripCard(
        "next",
        Status.NORMAL,
        "assignment_turned_in",
        "Next order",
        "4711-30 Bracket R",
        "600 pcs · due 21:00",
        START,
    ),
)


def a_home(**changes: object) -> HomeView:
    usual: dict[str, object] = {
        "station": "Press 07",
        "area": "Line 3 · Stamping",
        "card": an_order_card(),
        "empty_title": "",
        "empty_hint": "",
        "state": a_state(),
        "hours": HOURS,
        "hours_text": "Pieces per hour",
        "strip": STRIP,
        "tiles": TILES,
        "primary": SCAN,
        "micro_stops": 4,
        "micro_stops_text": "4 micro stops",
        "stop_to_explain": None,
        "refreshed_at": NOW,
    }
    return HomeView(**(usual | changes))  # type: ignore[arg-type]


def an_empty_home() -> HomeView:
    return a_home(
        card=None,
        empty_title="No order is running here.",
        empty_hint="Scan an order's code, or tap an order in the list.",
        strip=STRIP[2:],
        primary=START,
        state=a_state(MachineState.IDLE, icon="pause-fill", word="Ready", since_text="since 13:50"),
    )


REASONS = (
    ReasonTile("TOOL", "Tool change", "build", "9 × in 30 days"),
    ReasonTile("MATERIAL", "No material", "inventory_2", "7 × in 30 days"),
    ReasonTile("JAM", "Material jam", "warning-fill", "5 × in 30 days", True),
    ReasonTile("SETTING", "Setting", "tune", "4 × in 30 days"),
    ReasonTile("QUALITY", "Waiting for quality", "fact_check", "2 × in 30 days"),
    ReasonTile("CLEAN", "Cleaning", "cleaning_services", ""),
)


def a_stop(**changes: object) -> StopReasonView:
    usual: dict[str, object] = {
        "stop": "stop-1",
        "title": "Stopped 02:14",
        "detail": "Press 07 · since 14:02",
        "heard": "machine says: E217 feeder overload",
        "since": NOW,
        "is_open": True,
        "reason": None,
        "reason_text": "",
        "top": REASONS,
        "more": (
            ReasonGroupView(
                "Planned",
                (
                    ReasonTile("BREAK", "Break", "coffee", ""),
                    ReasonTile("MEETING", "Team meeting", "group", ""),
                ),
            ),
            ReasonGroupView(
                "Unplanned",
                (
                    ReasonTile("HYDRAULIC", "Hydraulics", "water_drop", ""),
                    ReasonTile("OTHER", "Something else", "help", ""),
                ),
            ),
        ),
        "more_label": "More (4)",
        "empty_text": "",
    }
    return StopReasonView(**(usual | changes))  # type: ignore[arg-type]


SCRAP_REASONS = (
    ReasonTile("BURR", "Burr", "report-fill", "12 × in 30 days"),
    ReasonTile("CRACK", "Crack", "warning-fill", "6 × in 30 days"),
    ReasonTile("SIZE", "Wrong size", "straighten", "4 × in 30 days"),
    ReasonTile("SURFACE", "Surface", "visibility", ""),
    ReasonTile("SETUP", "Setup part", "build", ""),
    ReasonTile("MATERIAL", "Material fault", "inventory_2", ""),
)


def a_scrap(**changes: object) -> ScrapView:
    usual: dict[str, object] = {
        "order": "4711-20",
        "title": "Scrap",
        "detail": "Order 4711-20 · Bracket L, 3 mm",
        "refusal": "",
        "preset": 1,
        "most": 419,
        "unreasoned": 0,
        "unreasoned_text": "",
        "top": SCRAP_REASONS,
        "more": (ReasonTile("OTHER", "Something else", "help", ""),),
        "more_label": "More (1)",
    }
    return ScrapView(**(usual | changes))  # type: ignore[arg-type]


def a_quantity(**changes: object) -> QuantityView:
    usual: dict[str, object] = {
        "order": "4711-20",
        "title": "Quantity",
        "detail": "Order 4711-20 · Bracket L, 3 mm",
        "refusal": "",
        "good": 412,
        "scrap": 7,
        "rework": 2,
        "machine_good": 410,
        "compare_text": "machine 410 · declared 2",
        "compare_status": Status.NORMAL,
        "good_most": 10_000,
        "scrap_most": 412,
        "rework_most": 412,
        "scrap_reasons": SCRAP_REASONS,
        "entries": (
            EntryRow("entry-9", "Scrap 1: Burr", "14:01 · A. Meyer", False, "", NOW),
            EntryRow("entry-8", "Good 2", "13:20 · A. Meyer", True, "Taken back already.", NOW),
        ),
        "clocks_text": "Setup 14 min · Machine 11 h 13 min · Labour 22 h 10 min",
        "setup": Action(ActionKey.START_SETUP, "Start setup", "build", order="4711-20"),
        "more_reasons": (ReasonTile("OTHER", "Something else", "help", ""),),
        "more_label": "More (1)",
    }
    return QuantityView(**(usual | changes))  # type: ignore[arg-type]
