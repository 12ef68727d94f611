"""A reading paints what it changed and nothing else: machines speak ten times a second, for months."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from momstation.core.part import Recorded
from momstation.events.machines import PartsCounted
from momstation.ui.action_tile import ActionTile
from momstation.ui.event_strip import EventCard
from momstation.ui.hour_bars import HourBars
from momstation.ui.state_bar import StateBar
from momstation.ui.top_bar import BarItem, TopBar
from tests.support import production_views as made
from tests.support.shell_builders import record_of
from tests.support.shell_stage import Stage

Build = Callable[..., Stage]
TIMES = 20
COUNTED = PartsCounted(machine="P07", at=made.NOW, good=1, reject=0, good_counter=1, reject_counter=0)


class Paints(QObject):
    """Counts what is painted, by class."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self._app = app
        self.of: Counter[type] = Counter()
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            self.of[type(watched)] += 1
        return False

    def end(self) -> None:
        self._app.removeEventFilter(self)


def test_a_cycle_time_that_changes_paints_the_machines_bar_alone(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        paints = Paints(one.app)
        before = one.home.view
        try:
            for count in range(TIMES):
                one.home.view = replace(before, state=made.a_state(cycle_text=f"Cycle 4.{count} s"))
                painted = paints.of[StateBar]
                one.bus.publish(Recorded((record_of(COUNTED),), is_own=True))
                await one.until(lambda painted=painted: paints.of[StateBar] > painted, "the bar is painted")  # type: ignore[misc]
        finally:
            paints.end()
        assert paints.of[StateBar] >= TIMES
        assert not [kind for kind in (TopBar, BarItem, ActionTile, EventCard, HourBars) if paints.of[kind]]

    one.play(scene)
