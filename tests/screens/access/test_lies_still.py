"""Nothing that can be pressed moves or changes under a finger, however many alarms come."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest

from momstation.production.views import StripCard
from momstation.ui.status import Status
from tests.support import access_walk
from tests.support import production_views as made
from tests.support.shell_stage import Stage

Build = Callable[..., Stage]
STORM = 40


def an_alarm(number: int) -> StripCard:
    return StripCard(
        f"condition/P07/{number}", Status.ALARM, "warning-fill", "Alarm", f"Alarm {number}", "", None
    )


def places(one: Stage) -> dict[str, QRect]:
    return {
        each.objectName(): access_walk.placed(each, one.window) for each in access_walk.acting(one.window)
    }


def test_a_storm_changes_nothing_under_a_finger(stage: Build) -> None:
    one = stage(home=made.a_home(strip=made.STRIP))

    async def scene() -> None:
        card = one.sees("strip.next")
        assert card is not None
        spot = QPoint(card.width() // 2, card.height() // 2)
        QTest.mousePress(card, Qt.MouseButton.LeftButton, pos=spot)
        before = places(one)
        for number in range(STORM):
            one.window.frame.show_cards((an_alarm(number), an_alarm(number + 1), *made.STRIP))
            await one.settle()
            assert places(one) == before
        QTest.mouseRelease(card, Qt.MouseButton.LeftButton, pos=spot)
        await one.until(lambda: bool(one.desk.sent), "the card that was pressed is answered")
        assert getattr(one.desk.sent[0], "order", "") == "4711-30"
        await one.shows(f"strip.condition/P07/{STORM}")

    one.play(scene)


def test_a_storm_moves_no_tile_and_nothing_of_the_top(stage: Build) -> None:
    one = stage(home=made.a_home(strip=()))

    async def scene() -> None:
        before = {name: box for name, box in places(one).items() if not name.startswith("strip.")}
        for number in range(STORM):
            one.window.frame.show_cards(tuple(an_alarm(number + each) for each in range(number % 4 + 1)))
            await one.settle()
            now = places(one)
            assert {name: now.get(name) for name in before if name} == {n: b for n, b in before.items() if n}

    one.play(scene)
