"""Every component in every state, with the texts of one shift: what the gallery and the tests look at."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from momstation.ui.action_tile import ActionTile
from momstation.ui.banner import VerdictBanner
from momstation.ui.button import Button
from momstation.ui.data_table import Column, DataTable, Row
from momstation.ui.delta_badge import DeltaBadge
from momstation.ui.drawing import Align
from momstation.ui.empty_state import EmptyState
from momstation.ui.gallery_frames import (
    bars,
    calibration,
    facts,
    first_in_focus,
    focus,
    jumps,
    lock,
    rows,
    text_pad,
    words,
)
from momstation.ui.gallery_inspection import gauges, measures, shift
from momstation.ui.gallery_page import Page, both
from momstation.ui.gallery_parts import (
    Say,
    a_row,
    a_window,
    action_bar,
    event_strip,
    hour_bars,
    order_card,
    stations,
    timeline,
    top_bar,
)
from momstation.ui.keypad import KeyPad
from momstation.ui.keypad_model import Key, KeyPadModel, Limits
from momstation.ui.list_row import RowView
from momstation.ui.person_tile import PersonTile
from momstation.ui.progress import ProgressWithTarget
from momstation.ui.reason_tile import ReasonTile
from momstation.ui.sheet import Sheet, SheetKind
from momstation.ui.state_bar import StateBar
from momstation.ui.station_row import StationRow
from momstation.ui.status import Status
from momstation.ui.status_chip import StatusChip
from momstation.ui.tappable import Tappable
from momstation.ui.theme import ThemeHost
from momstation.ui.tile_grid import TileGrid, TileView
from momstation.ui.touch_list import TouchList
from momstation.ui.undo_bar import UndoBar
from momstation.ui.units import Density


def _home(host: ThemeHost, say: Say) -> QWidget:
    window, column = a_window(host)
    column.addWidget(top_bar(host, say))
    body = a_row(host, column, 1)
    left = QVBoxLayout()
    host.space(left, margin=False)
    body.addLayout(left, 62)
    left.addWidget(order_card(host, say))
    state = StateBar(host)
    state.set_state(
        "play_arrow-fill",
        say("Running"),
        say("1 h 12 min since last stop"),
        right=say("Cycle 4.3 s"),
        right_detail=say("ideal 4.0 s"),
    )
    left.addWidget(state)
    left.addWidget(hour_bars(host, say), 1)
    body.addWidget(event_strip(host, say), 38)
    action_bar(host, say, column)
    return window


def _tiles(host: ThemeHost, say: Say) -> QWidget:
    window, column = a_window(host)
    row = a_row(host, column)
    for tile in _every_state([ActionTile(host, "delete", say("Scrap")) for _index in range(6)], say):
        row.addWidget(tile, 1)
    badge = ActionTile(host, "front_hand-fill", say("Call"))
    badge.set_badge("3", Status.WARNING)
    row.addWidget(badge, 1)
    row.addWidget(ActionTile(host, "barcode_scanner", say("Scan"), primary=True), 1)
    row = a_row(host, column)
    for button in _every_state([Button(host, say("Later"), icon="schedule") for _index in range(6)], say):
        row.addWidget(button, 1)
    row.addWidget(Button(host, say("Start"), primary=True))
    grid = a_row(host, column, 1)
    reasons = [ReasonTile(host, "build", say("Tool change"), key=str(index)) for index in range(6)]
    for reason in _every_state(reasons, say):
        grid.addWidget(reason, 1)
    second = a_row(host, column, 1)
    hint = say("Machine says: E217 feeder overload")
    second.addWidget(ReasonTile(host, "warning-fill", say("Jam in the feeder"), hint=hint, suggested=True), 1)
    second.addWidget(PersonTile(host, "1", "A. Meyer", detail=say("Setter"), is_acting=True), 1)
    second.addWidget(PersonTile(host, "2", "T. Novak", detail=say("Operator")), 1)
    return window


def _every_state(tiles: Sequence[Tappable], say: Say) -> Sequence[Tappable]:
    """At rest, hovered, pressed, unavailable, busy, switched off."""
    tiles[1].setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    tiles[2].setDown(True)
    tiles[3].set_refusal(say("Start an order first."))
    tiles[4].set_busy(True)
    tiles[5].setEnabled(False)
    return tiles


def _statuses(host: ThemeHost, say: Say) -> QWidget:
    window, column = a_window(host)
    for part in (list(Status)[:4], list(Status)[4:]):
        chips = a_row(host, column)
        for status in part:
            chips.addWidget(StatusChip(host, status, say(status.word())))
        chips.addStretch(1)
    grid = QGridLayout()
    host.space(grid, margin=False)
    column.addLayout(grid)
    for index, status in enumerate(Status):
        delta = DeltaBadge(host)
        delta.set_delta(say(status.word()), say("since 13:58"), status)
        grid.addWidget(delta, index // 4, index % 4)
    progress = ProgressWithTarget(host)
    progress.set_progress(251, 400, 250, say("251 of 400 good"))
    column.addWidget(progress)
    column.addWidget(
        EmptyState(host, "assignment", say("No order here"), say("Scan an order or pick one.")), 1
    )
    return window


def _machine_states(host: ThemeHost, say: Say) -> QWidget:
    window, column = a_window(host)
    for status, word in (
        (Status.NORMAL, "Running"),
        (Status.WARNING, "Stopped"),
        (Status.OFFLINE, "Unknown"),
    ):
        state = StateBar(host)
        state.set_state(
            "play_arrow-fill", say(word), say("since 14:02"), status=status, right=say("Cycle 4.3 s")
        )
        column.addWidget(state)
    column.addWidget(timeline(host, say))
    column.addWidget(hour_bars(host, say), 1)
    return window


def _reasons(host: ThemeHost, say: Say) -> QWidget:
    window = _home(host, say)
    sheet = Sheet(host, window, "", kind=SheetKind.FULL)
    sheet.set_title(say("Stopped 02:14 since 14:02"), say("Press 07"), Status.WARNING)
    sheet.add_header_action(Button(host, say("Later"), icon="schedule"))
    sheet.add_header_action(Button(host, say("Call"), icon="front_hand-fill"))
    names = (
        ("handyman", "Tool change", ""),
        ("inventory_2", "No material", ""),
        ("warning-fill", "Jam in the feeder", "Machine says: E217 feeder overload"),
        ("tune", "Setting", ""),
        ("fact_check", "Quality check", ""),
        ("more_horiz", "More reasons", "12 more"),
    )
    grid = TileGrid(host, columns=3)
    grid.set_tiles([TileView(name, icon, say(name), say(hint), "Jam" in name) for icon, name, hint in names])
    sheet.body.addWidget(grid, 1)
    sheet.open()
    return window


def _keypad(host: ThemeHost, say: Say) -> QWidget:
    window = _home(host, say)
    sheet = Sheet(host, window, say("How many are scrap?"))
    model = KeyPadModel(Limits(minimum=Decimal(1), maximum=Decimal(412)), start=Decimal(1))
    pad = KeyPad(host, model, unit=say("pcs"))
    sheet.body.addWidget(pad)
    sheet.open()
    return window


def _keypad_out(host: ThemeHost, say: Say) -> QWidget:
    window = _home(host, say)
    sheet = Sheet(host, window, say("Diameter Ø12, sample 3 of 5"))
    limits = Limits(2, Decimal("12.00"), Decimal("12.10"), True, 4, False)
    pad = KeyPad(host, KeyPadModel(limits), unit="mm", point=",")
    for key in (Key.D1, Key.D2, Key.POINT, Key.D3, Key.D1):
        pad.press(key)
    sheet.body.addWidget(pad)
    sheet.open()
    return window


def _refused(host: ThemeHost, say: Say) -> QWidget:
    window = _home(host, say)
    banner = VerdictBanner(host, window)
    banner.refuse(
        say("4711-99 is already finished."), say("Scan an open order of Press 07, a badge or a coil.")
    )
    return window


def _accepted(host: ThemeHost, say: Say) -> QWidget:
    window = _home(host, say)
    banner = VerdictBanner(host, window)
    banner.accept(say("1 scrap booked: burr"))
    banner.hold()
    undo = UndoBar(host, window, above=window.findChild(ActionTile, "scan"))
    undo.offer(say("1 scrap booked: burr"))
    undo.hold()
    return window


def _dispatch(host: ThemeHost, say: Say) -> QWidget:
    window, column = a_window(host)
    column.addWidget(top_bar(host, say))
    rows = TouchList(host)
    due, late = say("due 17:20"), say("due yesterday")
    refusal = say("Another order runs here.")
    rows.set_rows(
        [
            RowView(
                "1", "4711-20", say("Bracket L, 3 mm"), "412 / 600", due, "play_arrow-fill", is_selected=True
            ),
            RowView("2", "4711-30", say("Bracket R, 3 mm"), "0 / 600", late, status=Status.CAUTION),
            RowView("3", "4720-10", say("Cover plate"), "0 / 1200", due, "assignment", refusal=refusal),
            RowView("4", "4720-20", say("Cover plate, long"), "0 / 200", due, status=Status.HOLD),
            RowView("5", "4731-10", say("Angle, galvanised"), "0 / 80", due, "assignment"),
        ]
    )
    column.addWidget(rows, 1)
    return window


def _board(host: ThemeHost, say: Say) -> QWidget:
    window, column = a_window(host)
    column.addWidget(top_bar(host, say))
    for view in stations(say):
        column.addWidget(StationRow(host, view))
    body = a_row(host, column, 1)
    table = DataTable(
        host,
        [
            Column("order", say("Order")),
            Column("part", say("Part"), is_wide=True),
            Column("good", say("Good"), Align.END),
            Column("scrap", say("Scrap"), Align.END),
        ],
    )
    table.setAccessibleName(say("Orders of the shift"))
    table.set_rows(
        [
            Row("1", ("4711-20", say("Bracket L, 3 mm"), "412", "7"), Status.WARNING),
            Row("2", ("4711-30", say("Bracket R, 3 mm"), "0", "0")),
            Row("3", ("4720-10", say("Cover plate"), "251", "1"), Status.HOLD),
        ]
    )
    body.addWidget(table, 1)
    body.addWidget(hour_bars(host, say), 1)
    column.addWidget(timeline(host, say))
    return window


PAGES: tuple[Page, ...] = (
    Page("home", Density.TOUCH, _home),
    *both("tiles", _tiles),
    *both("focus", focus, first_in_focus),
    *both("statuses", _statuses),
    *both("words", words),
    *both("bars", bars),
    *both("rows", rows),
    *both("facts", facts),
    *both("jumps", jumps),
    *both("machine-states", _machine_states),
    Page("stop-reason", Density.TOUCH, _reasons),
    *both("keypad", _keypad),
    Page("keypad-out-of-range", Density.TOUCH, _keypad_out),
    *both("text-pad", text_pad),
    *both("gauges", gauges),
    *both("measures", measures),
    *both("shift", shift),
    Page("refused", Density.TOUCH, _refused),
    Page("accepted", Density.TOUCH, _accepted),
    Page("dispatch", Density.TOUCH, _dispatch),
    Page("lock", Density.TOUCH, lock),
    Page("calibration", Density.TOUCH, calibration),
    Page("board", Density.DESK, _board),
)
