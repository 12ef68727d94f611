"""The gallery's pages of what surrounds a screen: the bars, words and numbers, rows, the lock, the panel's size."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from momstation.ui.action_tile import ActionTile
from momstation.ui.big_number import BigNumber
from momstation.ui.button import Button
from momstation.ui.calibration import Calibration
from momstation.ui.card import Card
from momstation.ui.fact_list import FactList
from momstation.ui.find_button import FindButton
from momstation.ui.gallery_parts import Say, a_row, a_window
from momstation.ui.icon_mark import IconMark
from momstation.ui.jump_column import JumpColumn, JumpView
from momstation.ui.list_row import ListRow, RowView
from momstation.ui.lock_screen import LockPerson, LockScreen, LockView
from momstation.ui.screen_header import ScreenHeader
from momstation.ui.status import Status
from momstation.ui.status_mark import StatusMark
from momstation.ui.text import Text, Tone
from momstation.ui.text_sheet import TextSheet
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.top_bar import LinkView, PersonBadge, TopBar
from momstation.ui.touch_list import TouchList
from momstation.ui.units import Role

_ME, _OTHER = PersonBadge("1", "A. Meyer", True), PersonBadge("2", "B. Novak")


def bars(host: ThemeHost, say: Say) -> QWidget:
    """The top bar with somebody, nobody, offline and not accepted; a screen's head."""
    window, column = a_window(host)
    states = (
        ((_ME, _OTHER), LinkView(word=say("Live"))),
        ((), LinkView(Status.OFFLINE, "cloud_off", say("Offline"), 31)),
        ((_ME,), LinkView(Status.WARNING, "sync_problem", say("Not accepted"))),
    )
    for people, link in states:
        top = TopBar(host)
        top.set_station("Press 07", "Line 3 · Stamping")
        top.set_people(people)
        top.set_link(link)
        top.set_clock("14:05")
        column.addWidget(top)
    header = ScreenHeader(host)
    header.set_title(say("Orders"), "Press 07")
    header.add(Button(host, say("Ready only"), icon="filter_alt"))
    header.add(FindButton(host))
    looking = FindButton(host)
    looking.set_words("4711")
    header.add(looking)
    column.addWidget(header)
    column.addStretch(1)
    return window


def words(host: ThemeHost, say: Say) -> QWidget:
    """The type scale, its tones, codes, and cards in each status."""
    window, column = a_window(host)
    column.addWidget(BigNumber(host, "412", say("of 600 good")))
    for role in (Role.TITLE, Role.HEADING, Role.BODY, Role.CAPTION):
        row = a_row(host, column)
        row.addWidget(Text(host, say("Running"), role=role))
        row.addWidget(Text(host, say("Running"), role=role, weight=Weight.SEMIBOLD))
        row.addWidget(Text(host, say("Running"), role=role, tone=Tone.QUIET))
        row.addStretch(1)
    row = a_row(host, column)
    row.addWidget(Text(host, say("Running"), tone=Tone.ACCENT))
    row.addWidget(Text(host, "W-1180-O", is_code=True))
    row.addWidget(IconMark(host, "history"))
    row.addStretch(1)
    cards: QHBoxLayout | None = None
    for index, status in enumerate(Status):
        if index % 4 == 0:
            cards = a_row(host, column)
        card = Card(host, status=status)
        inside = card.row()
        inside.addWidget(StatusMark(host))
        mark = card.findChild(StatusMark)
        if mark is not None:
            mark.set_status(status)
        inside.addWidget(Text(host, say(status.word()), elide=True), 1)
        if cards is not None:
            cards.addWidget(card, 1)
    column.addStretch(1)
    return window


def rows(host: ThemeHost, say: Say) -> QWidget:
    """A list's row at rest, hovered, pressed, chosen, refused, switched off, and in trouble."""
    window, column = a_window(host)
    view = RowView("1", "4711-30", "Bracket R, 3 mm", "0 / 600", say("Today"), "assignment")
    made = [ListRow(host, view) for _index in range(5)]
    made[1].setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    made[2].setDown(True)
    made[3].set_refusal(say("No order is running here."))
    made[4].setEnabled(False)
    chosen = RowView(
        "2", "4711-20", "Bracket L, 3 mm", "412 / 600", say("Today"), "play_arrow-fill", is_selected=True
    )
    late = RowView("3", "4720-10", "Cover plate", "0 / 400", say("Today"), status=Status.CAUTION)
    for row in (*made, ListRow(host, chosen), ListRow(host, late)):
        column.addWidget(row)
    column.addStretch(1)
    return window


def facts(host: ThemeHost, say: Say) -> QWidget:
    """A list to be read, and one that has nothing yet."""
    window, column = a_window(host)
    told, empty = FactList(host), FactList(host)
    told.set_rows(
        [
            RowView("1", "4711-20", "Bracket L, 3 mm", "412 / 600", say("Today"), "assignment"),
            RowView("2", "4720-10", "Cover plate", "0 / 400", say("Today"), status=Status.CAUTION),
        ]
    )
    empty.set_empty("history", say("No order is running here."))
    column.addWidget(told, 1)
    column.addWidget(empty, 1)
    return window


def jumps(host: ThemeHost, say: Say) -> QWidget:
    """Beside a long list: its groups and their letters, letters alone in two columns, more than fit."""
    window, column = a_window(host)
    row = a_row(host, column, 1)
    letters = ("A–Br", "Bu–Cl", "Co–E", "F–H", "I–Me", "Mi–P", "R–Se", "Sp–Z")
    groups = [JumpView(each, say("Not planned")) for each in letters[:3]]
    groups += [JumpView(say("Changeover")), JumpView("A–Z", say("Planned"))]
    made = (
        (groups, 1, 1),
        ([JumpView(each) for each in letters], 2, 4),
        ([JumpView(str(each)) for each in range(1, 25)], 1, 20),
    )
    for views, columns, current in made:
        jump = JumpColumn(host)
        jump.set_jumps(views, columns=columns)
        jump.set_current(current)
        row.addWidget(jump)
    rows = TouchList(host)
    rows.set_rows([RowView(str(each), f"47{each}-20", "Bracket L, 3 mm") for each in range(11, 17)])
    row.addWidget(rows, 1)
    return window


def focus(host: ThemeHost, say: Say) -> QWidget:
    """Where the keyboard stands."""
    window, column = a_window(host)
    row = a_row(host, column)
    for icon, label in (
        ("pause", "Stop reason"),
        ("delete", "Scrap"),
        ("add", "Quantity"),
        ("list", "Orders"),
    ):
        row.addWidget(ActionTile(host, icon, say(label)), 1)
    column.addStretch(1)
    return window


def first_in_focus(window: QWidget) -> None:
    """As Tab would have come to it."""
    tile = window.findChild(ActionTile)
    if tile is not None:
        tile.clearFocus()
        tile.setFocus(Qt.FocusReason.TabFocusReason)


def lock(host: ThemeHost, say: Say) -> QWidget:
    window, _column = a_window(host)
    screen = LockScreen(host, window)
    screen.set_clock("14:05")
    people = (
        LockPerson("P1", "A. Meyer", say("acts now")),
        LockPerson("P2", "B. Novak"),
        LockPerson("P3", "C. Ito", "", "C. Ito has no PIN."),
    )
    screen.set_view(
        LockView(
            "Press 07", "Line 3 · Stamping", say("Locked"),
            say("Hold your badge before the scanner, or tap your name and give your PIN."),
            say("What A. Meyer had begun is kept."), people, say("Other name"), "412", say("of 600 good"),
        )
    )  # fmt: skip
    screen.lock()
    return window


def text_pad(host: ThemeHost, say: Say) -> QWidget:
    """In the letters of the language that is spoken now."""
    window, column = a_window(host)
    column.addWidget(BigNumber(host, "412", say("of 600 good")))
    column.addStretch(1)
    TextSheet(host, window).ask(say("Who are you?"), text="Mey")
    return window


def calibration(host: ThemeHost, say: Say) -> QWidget:
    window, column = a_window(host)
    column.addWidget(Calibration(host, lambda name, value: None))
    return window
