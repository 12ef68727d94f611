"""Joins what the parts of the window ask for to the part that does it."""

from functools import partial
from typing import Protocol

from momstation.production.model.commands import DeclareQuantity
from momstation.shell.acting import Acting
from momstation.shell.alerts import Alerts
from momstation.shell.crew import Crew
from momstation.shell.frame import Frame
from momstation.shell.inbox.view import InboxRow
from momstation.shell.messages import Messages
from momstation.shell.navigation import Place
from momstation.shell.notice_desk import NoticeDesk
from momstation.shell.operator_sheets import OperatorSheets
from momstation.shell.places import Places
from momstation.shell.presses import Presses
from momstation.shell.seen_alarms import SeenAlarms
from momstation.shell.window_home import ShownHome


class Desk(Protocol):
    """What of the window is joined."""

    frame: Frame
    acting: Acting
    messages: Messages
    alerts: Alerts
    seen_alarms: SeenAlarms
    crew: Crew
    home: ShownHome
    places: Places
    presses: Presses
    sheets: OperatorSheets
    notices: NoticeDesk

    def go(self, place: Place, about: str = "") -> None: ...

    def go_home(self) -> None: ...

    def open_station(self) -> None: ...

    def open_inbox(self) -> None: ...

    def open_alarms(self) -> None: ...

    def open_records(self, row: InboxRow) -> None: ...

    def mark_ready(self) -> None: ...


def wire(desk: Desk) -> None:
    """Once, when every part stands."""
    _wire_frame(desk)
    _wire_people(desk)
    _wire_sheets(desk)
    _wire_places(desk)


def _wire_frame(desk: Desk) -> None:
    frame = desk.frame
    frame.bar.acted.connect(desk.acting.act)
    frame.bar.explained.connect(desk.messages.explain)
    frame.strip.activated.connect(desk.acting.on_card)
    frame.strip.explained.connect(desk.messages.explain)
    frame.strip.activated.connect(desk.seen_alarms.pressed)
    frame.strip.activated.connect(desk.alerts.seen)
    frame.top.people_tapped.connect(partial(desk.go, Place.PEOPLE))
    frame.top.link_tapped.connect(desk.open_station)
    desk.messages.undone.connect(desk.acting.command)
    desk.messages.alarm_seen.connect(desk.seen_alarms.all_pressed)
    desk.messages.alarm_seen.connect(desk.alerts.seen_all)


def _wire_people(desk: Desk) -> None:
    desk.crew.changed.connect(desk.home.dress)
    desk.crew.changed.connect(desk.places.renew)
    desk.crew.unlocked.connect(desk.home.ask_soon)


def _wire_sheets(desk: Desk) -> None:
    def covered(is_covered: bool) -> None:
        desk.messages.set_covered(is_covered)
        desk.presses.listen()
        if not is_covered:
            desk.home.ask_soon()

    desk.sheets.covered.connect(covered)
    desk.sheets.explained.connect(desk.messages.explain)
    desk.sheets.watch(desk.notices.sheet)
    desk.notices.changed.connect(desk.home.show_cards)
    desk.notices.link_wanted.connect(desk.open_station)


def _wire_places(desk: Desk) -> None:
    places = desk.places
    places.commanded.connect(desk.acting.command)
    places.explained.connect(desk.messages.explain)
    places.home_wanted.connect(desk.go_home)
    places.station_wanted.connect(partial(desk.go, Place.STATION))
    places.evidence_wanted.connect(desk.sheets.open_evidence)
    places.stop_wanted.connect(desk.sheets.open_stop)
    places.inbox_wanted.connect(desk.open_inbox)
    places.alarms_wanted.connect(desk.open_alarms)
    places.records_wanted.connect(desk.open_records)
    places.one_more.connect(lambda order: desk.acting.command(DeclareQuantity(order=order, good=1)))
    places.text_wanted.connect(desk.sheets.ask_text)
    places.shown.connect(desk.mark_ready)
    places.shown.connect(desk.messages.banner.settle)
