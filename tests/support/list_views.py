"""The dispatch list, the shift and the board as their presenters make them, for tests of the screens."""

from datetime import timedelta
from decimal import Decimal

from momstation.events.machines import MachineState
from momstation.production.views import (
    ActionKey,
    BoardRow,
    BoardView,
    DispatchRow,
    DispatchView,
    EvidenceRow,
    OeeNumber,
    OeeView,
    OpenStopRow,
    ReasonTile,
    SequenceRow,
    SequenceView,
    SpanView,
    TimeRow,
)
from momstation.ui.status import Status
from tests.support.production_views import HOURS, NOW

THREE_REASONS = (
    ReasonTile("JAM", "Material jam", "warning-fill", "5 × in 30 days"),
    ReasonTile("TOOL", "Tool change", "build", "3 × in 30 days"),
    ReasonTile("QUALITY", "Quality check", "fact_check", ""),
)


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
        clocks_text="Order 4711-20: Setup 14 min · Machine 11 h 13 min · Labour 22 h 10 min",
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
        tuple(
            OpenStopRow(f"stop-{n}", title, "Press 07", "P07", THREE_REASONS)
            for n, title in enumerate(("14:02–now · 2 min", "9:41–9:58 · 17 min"), 1)
        ),
        "",
        NOW,
        (a_sequence(),),
    )


def a_sequence() -> SequenceView:
    orders = (("4711-20", True), ("4711-30", False), ("4720-10", False), ("4731-10", False))
    return SequenceView(
        "P07",
        "Press 07",
        tuple(
            SequenceRow(order, order, "Bracket L, 3 mm · 0 of 600", "due 21:00", is_running)
            for order, is_running in orders
        ),
    )
