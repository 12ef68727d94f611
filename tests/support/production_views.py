"""Views of production as its presenters make them, built by hand for tests of the screens."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from momstation.events.machines import MachineState
from momstation.production.views import (
    Action,
    ActionKey,
    BoardRow,
    BoardView,
    DeltaView,
    DispatchRow,
    DispatchView,
    EntryRow,
    EvidenceRow,
    HomeView,
    HourView,
    OeeNumber,
    OeeView,
    OpenStopRow,
    OrderCard,
    QuantityView,
    ReasonGroupView,
    ReasonTile,
    ScrapView,
    SpanView,
    StateView,
    StopReasonView,
    StripCard,
    TimeRow,
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
    HourView(f"{6 + index}:00", good, 55, good < 40, index == 8, NOW)
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
        "undo": None,
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
        "ended_at": None,
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
    }
    return QuantityView(**(usual | changes))  # type: ignore[arg-type]


def dispatch_row(order: str, **changes: object) -> DispatchRow:
    usual: dict[str, object] = {
        "order": order,
        "title": f"{order} · Bracket R",
        "detail": "Stamping · Press 07",
        "right": "0 of 600",
        "right_detail": "due 21:00",
        "icon": "assignment",
        "status": Status.NORMAL,
        "refusal": "",
        "action": ActionKey.START,
        "is_running": False,
        "is_ready": True,
        "good": 0,
        "quantity": 600,
        "due": NOW,
        "priority": 5,
    }
    return DispatchRow(**(usual | changes))  # type: ignore[arg-type]


def a_dispatch(*, is_ready_only: bool = True) -> DispatchView:
    ready = (
        dispatch_row(
            "4711-20",
            right="412 of 600",
            icon="play_arrow-fill",
            action=ActionKey.PAUSE,
            is_running=True,
            detail="Bracket L, 3 mm · running here",
        ),
        dispatch_row("4711-30"),
        dispatch_row(
            "4720-10",
            title="4720-10 · Plate",
            right="120 of 400",
            right_detail="due 22:30",
            action=ActionKey.RESUME,
        ),
    )
    blocked = dispatch_row(
        "4730-10",
        is_ready=False,
        status=Status.HOLD,
        icon="lock",
        refusal="Order 4720-10 comes first.",
        detail="Blocked: order 4720-10 comes first",
    )
    rows = ready if is_ready_only else (*ready, blocked)
    return DispatchView(
        "Orders",
        rows,
        is_ready_only,
        "Ready only",
        1 if is_ready_only else 0,
        "1 more is not ready" if is_ready_only else "",
        "No order for this station.",
    )


def an_oee_number(key: str, label: str, text: str, value: str, definition: str) -> OeeNumber:
    events = tuple(
        EvidenceRow(NOW, f"1{n}:05", f"Press 07 stopped: {label} {n}", f"{key}{n}") for n in range(3)
    )
    return OeeNumber(
        key, label, Decimal(value), text, "6 h 12 min of 7 h 30 min", definition, events, "3 records"
    )


def an_oee() -> OeeView:
    start = NOW - timedelta(hours=8)
    spans = tuple(
        SpanView(
            start + timedelta(minutes=60 * n),
            start + timedelta(minutes=60 * (n + 1)),
            ("producing", "stopped", "producing", "hatched", "producing", "setup", "producing", "producing")[
                n
            ],
            "Running",
            "",
            None,
        )
        for n in range(8)
    )
    return OeeView(
        machine="P07",
        title="Shift early",
        shift_text="06:00–14:00 · Press 07",
        oee=an_oee_number("oee", "OEE", "74 %", "0.742", "A × E × Q"),
        factors=(
            an_oee_number("availability", "Availability", "83 %", "0.827", "APT / PBT"),
            an_oee_number("effectiveness", "Effectiveness", "91 %", "0.912", "PRI × PQ / APT"),
            an_oee_number("quality", "Quality", "98 %", "0.983", "GQ / PQ"),
        ),
        times=(
            TimeRow("PBT", "Planned busy time", "7 h 30 min", Decimal(27000)),
            TimeRow("APT", "Actual production time", "6 h 12 min", Decimal(22320)),
            TimeRow("ADET", "Actual unit delay time", "1 h 18 min", Decimal(4680)),
        ),
        spans=spans,
        start=start,
        end=NOW,
        caveats=(
            "For 40 s nobody knows what the machine did; that time is left out.",
            "2 parts were made without an order and are left out.",
        ),
        empty_text="",
    )


def board_row(station: str, name: str, **changes: object) -> BoardRow:
    usual: dict[str, object] = {
        "station": station,
        "name": name,
        "machine": station,
        "machine_name": name,
        "state": MachineState.PRODUCING,
        "status": Status.NORMAL,
        "icon": "play_arrow-fill",
        "state_word": "Running",
        "since": NOW,
        "since_text": "1 h 12 min",
        "order": "4711-20",
        "order_text": "4711-20 · Bracket L, 3 mm",
        "good": 251,
        "target": 400,
        "progress_text": "251 of 400",
        "delta": 3,
        "delta_text": "+3",
        "matter": "",
        "stop": None,
        "stop_reason": "",
        "is_reason_missing": False,
        "is_hatched": False,
        "hours": HOURS,
    }
    return BoardRow(**(usual | changes))  # type: ignore[arg-type]


def a_board() -> BoardView:
    rows = (
        board_row(
            "P07",
            "Press 07",
            state=MachineState.STOPPED,
            status=Status.WARNING,
            icon="stop-fill",
            state_word="Stopped",
            since_text="02:14",
            delta=-18,
            delta_text="−18",
            good=412,
            target=600,
            progress_text="412 of 600",
            matter="Stopped 02:14, no reason yet",
            stop="stop-1",
            is_reason_missing=True,
        ),
        board_row(
            "W02",
            "Weld 02",
            state=MachineState.UNKNOWN,
            status=Status.OFFLINE,
            icon="link_off",
            state_word="No signal",
            since_text="4 min",
            matter="The machine does not answer",
            is_hatched=True,
        ),
        board_row("P08", "Press 08"),
        board_row(
            "K01",
            "Pack 01",
            order=None,
            order_text="No order",
            progress_text="",
            delta=None,
            delta_text="",
            state=MachineState.IDLE,
            state_word="Ready",
            icon="pause-fill",
        ),
    )
    return BoardView(
        "Line 3 · Shift early",
        "Press 07 is stopped without a reason.",
        Status.WARNING,
        rows,
        (OpenStopRow("stop-1", "Press 07 · since 14:02", "no reason yet"),),
        "",
        NOW,
    )
