"""The home paints what its presenter made: on plan or not, what is wrong, what comes next."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from momstation.production.views import Action, HomeView
from momstation.ui.status import Status
from tests.support import production_views as made
from tests.support.shell_stage import Stage

Build = Callable[..., Stage]


def said(one: Stage, name: str) -> str:
    shown = one.sees(name)
    assert isinstance(shown, QWidget), f"{name} is not to be seen"
    return shown.accessibleName()


def look(stage: Build, home: HomeView, check: Callable[[Stage], None]) -> None:
    one = stage(home=home)

    async def scene() -> None:
        check(one)

    one.play(scene)


def test_an_order_on_its_way(stage: Build) -> None:
    def check(one: Stage) -> None:
        assert said(one, "order.good") == "412 of 600 good"
        assert said(one, "order.delta") == "−18 behind, plan 430 at 14:05"
        assert said(one, "order.scrap") == "Scrap 7 · 1.7 %"
        assert said(one, "order.rework") == "Rework 2"
        assert said(one, "order.done") == "Done 17:40 (due 17:20)"
        assert said(one, "machine.state") == "Running, 1 h 12 min since last stop, Cycle 4.3 s, ideal 4.0 s"
        assert said(one, "hours") == "Pieces per hour"
        assert one.sees("order.plus_one") is None, "the machine counts"
        assert one.sees("order.unreasoned") is None

    look(stage, made.a_home(), check)


def test_no_order_says_what_to_do(stage: Build) -> None:
    def check(one: Stage) -> None:
        assert one.sees("order.card") is None
        assert said(one, "order.empty").startswith("No order is running here.")
        assert said(one, "order.empty").endswith("Scan an order's code, or tap an order in the list.")

    look(stage, made.an_empty_home(), check)


def test_a_reached_target_is_a_state_of_its_own(stage: Build) -> None:
    card = made.an_order_card(is_target_reached=True, done_text="Target reached", good=600, good_text="600")

    def check(one: Stage) -> None:
        assert said(one, "order.target_reached") == "Target reached"
        assert one.sees("order.done") is None

    look(stage, made.a_home(card=card), check)


def test_a_paused_order_says_so(stage: Build) -> None:
    def check(one: Stage) -> None:
        assert said(one, "order.paused") == "Paused"

    look(stage, made.a_home(card=made.an_order_card(is_paused=True, delta=None)), check)


def test_rejected_parts_without_a_reason_are_marked(stage: Build) -> None:
    card = made.an_order_card(unreasoned=3, unreasoned_text="3 without a reason")

    def check(one: Stage) -> None:
        assert said(one, "order.unreasoned") == "3 without a reason"

    look(stage, made.a_home(card=card), check)


def test_a_machine_that_is_not_heard_is_hatched_and_never_stopped(stage: Build) -> None:
    def check(one: Stage) -> None:
        words = said(one, "machine.state")
        assert words.startswith("No signal")
        assert "Check its network cable" in words
        assert "Stopped" not in words

    look(stage, made.a_home(state=made.unheard()), check)


def test_a_stop_says_how_long_and_that_the_reason_is_missing(stage: Build) -> None:
    def check(one: Stage) -> None:
        assert said(one, "machine.state") == "Stopped, 02:14 · no reason yet"

    look(stage, made.a_home(state=made.stopped()), check)


def test_the_strip_has_its_cards_and_nothing_more(stage: Build) -> None:
    def check(one: Stage) -> None:
        assert one.names("strip.") == ["strip.alarm", "strip.rejects", "strip.next"]
        alarm = one.sees("strip.alarm")
        assert alarm is not None
        assert alarm.accessibleDescription().startswith(Status.ALARM.word())

    look(stage, made.a_home(), check)


class Paints(QObject):
    """Which named widgets were painted."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            self.names.append(watched.objectName())
        return False


def test_a_new_number_paints_the_order_alone_and_not_before_its_turn(stage: Build) -> None:
    one = stage()
    paints = Paints()

    async def scene() -> None:
        one.home.view = made.a_home(card=made.an_order_card(good=413, good_text="413"))
        one.app.installEventFilter(paints)
        one.window.places.show_home(one.home.view)
        assert paints.names == [], "a view is painted once, when it is whole"
        await one.settle()
        one.app.removeEventFilter(paints)
        assert "order.good" in paints.names
        assert not {"tile.scrap", "machine.state", "hours"} & set(paints.names)

    one.play(scene)


@pytest.mark.parametrize(("tiles", "primary"), [(made.TILES, made.SCAN), (made.TILES, made.START)])
def test_there_is_exactly_one_primary_tile(stage: Build, tiles: tuple[Action, ...], primary: Action) -> None:
    def check(one: Stage) -> None:
        names = one.names("tile.")
        assert names.count("tile.primary") == 1
        assert names[:-1] == [f"tile.{tile.key.value}" for tile in tiles]

    look(stage, made.a_home(tiles=tiles, primary=primary), check)
