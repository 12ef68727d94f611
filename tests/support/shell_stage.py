"""A station's window on a loop that runs Qt and asyncio at once, over presenters that a test fills."""

from collections.abc import Callable, Coroutine, Sequence
from datetime import UTC
from typing import Any, Generic, TypeVar
from unittest.mock import patch

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from momstation.core.bus import Bus
from momstation.core.clock import ManualClock
from momstation.core.errors import Refused
from momstation.core.event import Record
from momstation.core.part import Command, Part, Recorded
from momstation.plant.station import StationFacts
from momstation.plant.time_words import day_and_clock
from momstation.production.views import HomeView, StopReasonView
from momstation.shell import window_life
from momstation.shell.alarm_page.view import AlarmsView
from momstation.shell.board_view import BoardLine, BoardScreenView
from momstation.shell.meanwhile.desk import Meanwhile
from momstation.shell.meanwhile.view import MeanwhileView
from momstation.shell.meanwhile.watch import Alone, MeanwhileWatch
from momstation.shell.services import Presenters, ShellServices
from momstation.shell.window import StationWindow
from momstation.sync.status import SyncState, SyncStatus
from momstation.ui.theme import ThemeHost
from momstation.ui.units import DESKTOP_24, Density, Display, Units
from momstation.workforce.views import PersonTile, PinPadView, PresentPeopleView, PresentPerson, SignOnView
from tests.support import alarm_views
from tests.support import inbox_views as waiting
from tests.support import list_views as listed
from tests.support import production_views as made
from tests.support.shell_builders import Desk, names
from tests.support.window_hands import WindowHands

View = TypeVar("View")
PANELS = {
    (1280, 800): Display.from_diagonal(10.1, 1280, 800),
    (1366, 768): Display.from_diagonal(15.6, 1366, 768),
    (1920, 1080): Display.from_diagonal(21.5, 1920, 1080),
}
NEVER_MS = 24 * 3600 * 1000
"""Time goes on when a test says so: on a busy computer a scene lasts for longer than a second."""
ALL_KINDS = frozenset(
    {
        "production.order_started",
        "machines.parts_counted",
        "production.quantity_declared",
        "production.stop_opened",
        "production.stop_reason_given",
        "production.order_finished",
        "workforce.signed_on",
        "discrepancy.settled",
    }
)


class Shows(Generic[View]):
    """A presenter that shows what it was told."""

    kinds = ALL_KINDS

    def __init__(self, view: View) -> None:
        self.view = view
        self.loads = 0
        self.retellings = 0
        self.chosen: list[str | None] = []
        self.is_ready_only = True

    async def load(self) -> View:
        self.loads += 1
        return self.view

    def retold(self, view: View) -> View:
        self.retellings += 1
        return view

    def choose(self, which: str | None) -> None:
        self.chosen.append(which)

    def set_ready_only(self, is_ready_only: bool) -> None:
        self.is_ready_only = is_ready_only


class SignOn(Shows[SignOnView]):
    def choose(self, which: str | None) -> None:
        super().choose(which)
        pad = a_pin_pad() if which else None
        self.view = a_sign_on(pad)


def a_pin_pad(refusal: str = "") -> PinPadView:
    return PinPadView("P2", "B. Novak", "PIN of B. Novak", 4, not refusal, refusal, None)


def a_sign_on(pad: PinPadView | None = None) -> SignOnView:
    people = (
        PersonTile("P1", "A. Meyer", "AM", "acts now", "", True, True),
        PersonTile("P2", "B. Novak", "BN", "", "", False, False),
        PersonTile("P3", "C. Ito", "CI", "", "C. Ito has no PIN. Scan the badge.", False, False),
        PersonTile("P4", "D. Kaya", "DK", "", "", False, False),
        PersonTile("P5", "E. Rossi", "ER", "", "", False, False),
    )
    return SignOnView("Who are you?", "Scan your badge, or tap your name and give your PIN.", people, pad, "")


def present(*people: str, acting: str | None = None) -> PresentPeopleView:
    shown = tuple(
        PresentPerson(f"P{n}", name, name[0], f"P{n}" == acting, name) for n, name in enumerate(people, 1)
    )
    return PresentPeopleView(shown, acting, people[0] if people else "Nobody signed on", ", ".join(people))


def a_board_screen() -> BoardScreenView:
    board = listed.a_board()
    people = {"P07": "A. Meyer +1", "P08": "B. Novak", "W02": "C. Ito"}
    lines = tuple(
        BoardLine(row, people.get(row.station, ""), "4 min old" if row.station == "W02" else "")
        for row in board.rows
    )
    return BoardScreenView(
        board.title, board.headline, board.status, lines, board.unreasoned, "", made.NOW, "4 to settle",
        board.sequences, "At no station of this area: D. Kaya, E. Rossi",
    )  # fmt: skip


class Alarms(Shows[AlarmsView]):
    """Turns to the other time, and shows the station that was chosen."""

    def __init__(self) -> None:
        super().__init__(alarm_views.alarms_page())
        self._is_week = False

    def choose(self, which: str | None) -> None:
        super().choose(which)
        self._make()

    def turn(self) -> None:
        self._is_week = not self._is_week
        self._make()

    def _make(self) -> None:
        chosen = (self.chosen[-1] if self.chosen else None) or "P07"
        self.view = alarm_views.alarms_page(chosen=chosen, is_week=self._is_week)


class Story:
    """What changed meanwhile, as a test tells it."""

    def __init__(self) -> None:
        self.view = waiting.a_story("and 3 more")
        self.asked: list[Alone | None] = []

    async def load(self, alone: Alone | None) -> MeanwhileView:
        self.asked.append(alone)
        return self.view


class ProbeNotes:
    """What the window told its probe."""

    def __init__(self) -> None:
        self.notes: list[tuple[str, float]] = []

    def note(self, kind: str, t0_monotonic: float) -> None:
        self.notes.append((kind, t0_monotonic))


class Stage(WindowHands):
    """One window and the hands of a person. ``taps`` counts presses."""

    def __init__(
        self,
        app: QApplication,
        loop: QEventLoop,
        *,
        size: tuple[int, int] = (1280, 800),
        scale: int = 100,
        theme: str = "light",
        role: str = "operator",
        parts: Sequence[Part] = (),
        home: HomeView | None = None,
        is_training: bool = False,
    ) -> None:
        self.app, self.loop = app, loop
        density = Density.DESK if role == "team_lead" else Density.TOUCH
        display = DESKTOP_24 if role == "team_lead" else PANELS[size]
        self.host = ThemeHost(theme, Units(display, density, scale, size))
        self.host.apply(app)
        self.clipped: list[tuple[str, str]] = []
        self.host.clipped.connect(lambda where, text: self.clipped.append((where, text)))
        self.desk, self.bus, self.clock = Desk(), Bus(), ManualClock(made.NOW)
        self.home: Shows[HomeView] = Shows(home or made.a_home())
        self.dispatch = Shows(listed.a_dispatch())
        self.stop: Shows[StopReasonView] = Shows(made.a_stop())
        self.scrap, self.quantity, self.oee = (
            Shows(made.a_scrap()),
            Shows(made.a_quantity()),
            Shows(listed.an_oee()),
        )
        self.sign_on = SignOn(a_sign_on())
        self.present = Shows(present("A. Meyer", "B. Novak", acting="P1"))
        self.board = Shows(a_board_screen())
        self.inbox = Shows(waiting.an_inbox())
        self.alarms = Alarms()
        self.past: dict[str, str] = {}
        self.story = Story()
        self.read_up_to = {1: 10}
        self.link = SyncStatus(SyncState.LIVE, 0, None, made.NOW, "")
        self.remembered: list[tuple[str, str]] = []
        self.probe = ProbeNotes()
        self.refusal: Refused | None = None
        self.is_training = is_training
        with patch.object(window_life, "TICK_MS", NEVER_MS):
            super().__init__(StationWindow(self._services(role, parts)))
        self.window.messages.undo_bar._timer.setInterval(NEVER_MS)
        self.window.frame.strip._still.setInterval(0)  # a test of that moment gives it back
        self.window.resize(*size)

    def _services(self, role: str, parts: Sequence[Part]) -> ShellServices:
        presenters = Presenters(
            home=self.home,
            dispatch=self.dispatch,
            stop_reason=self.stop,
            scrap=self.scrap,
            quantity=self.quantity,
            oee=self.oee,
            sign_on=self.sign_on,
            present=self.present,
            board=self.board,
            inbox=self.inbox,
            alarms=self.alarms,
        )
        return ShellServices(
            host=self.host,
            bus=self.bus,
            clock=self.clock,
            station=StationFacts("P07", "Press 07", "Line 3 · Stamping", ("P07",)),
            role=role,
            parts=parts,
            presenters=presenters,
            send=self._send,
            refusal_of=self._refusal_of,
            describe=names,
            face=lambda at: f"{at:%H:%M}",
            moment=lambda at: day_and_clock(at, made.NOW, UTC),
            sync_status=lambda: self.link,
            remember=lambda name, value: self.remembered.append((name, value)),
            probe=lambda _window: self.probe,
            is_training=self.is_training,
            meanwhile=Meanwhile(
                MeanwhileWatch(self.past.get, self.past.__setitem__, self._positions), self.story
            ),
        )

    async def _positions(self) -> dict[int, int]:
        return self.read_up_to

    async def _send(self, command: Command) -> tuple[Record, ...]:
        records = await self.desk.send(command)
        self.bus.publish(Recorded(records, is_own=True))
        return records

    async def _refusal_of(self, _records: Sequence[Record]) -> Refused | None:
        return self.refusal

    def play(self, scene: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Show the window, play the scene, and leave nothing behind."""

        async def whole() -> None:
            self.window.show()
            self.window.activateWindow()
            self.window.start()
            await self.window.ready()
            await self.settle()
            await scene()
            await self.window.stop()

        self.loop.run_until_complete(whole())

    def close(self) -> None:
        self.window.close()
        self.window.deleteLater()
        self.host.deleteLater()
        self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
