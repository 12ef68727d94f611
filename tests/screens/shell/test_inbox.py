"""The team lead settles what contradicts itself: one sentence, one tap, by mouse and by keys."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollBar, QScroller, QWidget

from momstation.core.part import Recorded
from momstation.events.discrepancy import Decision, DiscrepancySettled
from momstation.shell.inbox.commands import ReopenDiscrepancy, SettleDiscrepancy
from momstation.shell.inbox.screen import InboxScreen
from momstation.ui.kinetic_area import KineticArea
from momstation.ui.tappable import Tappable
from tests.support import inbox_views as waiting
from tests.support.production_views import NOW
from tests.support.shell_builders import record_of
from tests.support.shell_stage import Stage

Build = Callable[..., Stage]
LATE = waiting.LATE[:12]
TWICE = waiting.TWICE[:12]


def lead(stage: Build, **how: object) -> Stage:
    return stage(role="team_lead", size=(1920, 1080), **how)


def settled(discrepancy: str) -> DiscrepancySettled:
    return DiscrepancySettled(
        discrepancy=discrepancy,
        on="order/4711-20",
        rule="production.late_parts",
        station="P07",
        at=NOW,
        by="P1",
        decision=Decision.ACCEPTED,
    )


def test_the_board_says_how_many_wait_and_opens_them_with_one_tap(stage: Build) -> None:
    one = lead(stage)

    async def scene() -> None:
        await one.says("board.inbox", "4 to settle")
        await one.tap("board.inbox")
        await one.shows("screen.inbox")
        await one.says(
            f"sentence.{LATE}",
            "Order 4711-20 was closed by Press 08 at 10:02; 6 parts of Press 07 after that are kept as extra.",
        )
        await one.tap("nav.home")
        await one.shows("screen.board")

    one.play(scene)


@pytest.mark.parametrize(
    ("button", "decision"),
    [(f"settle.{LATE}", Decision.ACCEPTED), (f"overrule.{LATE}", Decision.OVERRULED)],
)
def test_one_tap_settles_and_one_takes_it_back(stage: Build, button: str, decision: Decision) -> None:
    one = lead(stage)
    one.desk.facts = lambda _command: settled(waiting.LATE)

    async def scene() -> None:
        await one.press(Qt.Key.Key_F12)
        before = one.inbox.loads
        await one.tap(button)
        sent = one.desk.sent[-1]
        assert isinstance(sent, SettleDiscrepancy)
        assert (sent.discrepancy, sent.decision) == (waiting.LATE, decision)
        assert one.inbox.loads > before
        assert one.sees("screen.inbox") is not None
        await one.tap("undo.button")
        assert isinstance(one.desk.sent[-1], ReopenDiscrepancy)

    one.play(scene)


def test_where_there_is_one_way_there_is_one_button(stage: Build) -> None:
    one = lead(stage)

    async def scene() -> None:
        await one.press(Qt.Key.Key_F12)
        assert one.sees(f"overrule.{TWICE}") is None
        button = one.sees(f"settle.{TWICE}")
        assert button is not None
        assert button.accessibleName() == "Finished once"
        assert "finished twice" in button.accessibleDescription()

    one.play(scene)


def test_the_records_behind_it_are_one_tap_away(stage: Build) -> None:
    one = lead(stage)

    async def scene() -> None:
        await one.press(Qt.Key.Key_F12)
        await one.tap(f"records.{LATE}")
        sheet = await one.shows("sheet.records")
        said = {child.accessibleName() for child in sheet.findChildren(QWidget)}
        assert {"Order 4711-20 finished.", "Counted by the machine: 6 good, 0 rejected"} <= said
        offered = [each.objectName() for each in sheet.findChildren(Tappable) if each.isVisible()]
        assert offered == ["sheet.close"], "records are read, not pressed"
        await one.tap("sheet.close")
        await one.gone("sheet.records")

    one.play(scene)


def test_it_can_be_done_by_keys_alone(stage: Build) -> None:
    one = lead(stage)
    one.desk.facts = lambda _command: settled(waiting.TWICE)

    async def scene() -> None:
        await one.press(Qt.Key.Key_F12)
        await one.press(Qt.Key.Key_Down)
        await one.press(Qt.Key.Key_Down)
        screen = one.sees("screen.inbox")
        assert isinstance(screen, InboxScreen)
        assert screen.cards[1].accept.hasFocus()
        await one.press(Qt.Key.Key_Return)
        sent = one.desk.sent[-1]
        assert isinstance(sent, SettleDiscrepancy)
        assert sent.discrepancy == waiting.TWICE
        await one.press(Qt.Key.Key_Escape)
        await one.shows("screen.board")

    one.play(scene)


def test_what_another_station_settled_leaves_the_screen(stage: Build) -> None:
    one = lead(stage)

    async def scene() -> None:
        await one.press(Qt.Key.Key_F12)
        await one.shows(f"inbox.{LATE}")
        kept = one.sees(f"inbox.{TWICE}")
        view = one.inbox.view
        one.inbox.view = waiting.an_inbox(*view.rows[1:])
        one.bus.publish(Recorded((record_of(settled(waiting.LATE)),), is_own=False))
        await one.gone(f"inbox.{LATE}")
        assert one.sees(f"inbox.{TWICE}") is kept
        one.inbox.view = waiting.no_inbox()
        one.bus.publish(Recorded((record_of(settled(waiting.TWICE)),), is_own=False))
        await one.says("inbox.empty", "Nothing contradicts itself.")

    one.play(scene)


def test_an_operators_station_has_no_inbox(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        await one.press(Qt.Key.Key_F12)
        assert one.sees("screen.inbox") is None
        assert one.sees("screen.home") is not None

    one.play(scene)


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080)])
def test_whole_sentences_fit(stage: Build, theme: str, size: tuple[int, int]) -> None:
    one = stage(role="team_lead", size=size, theme=theme)

    async def scene() -> None:
        await one.press(Qt.Key.Key_F12)
        one.clipped.clear()
        assert not one.window.grab().isNull()
        assert [text for _, text in one.clipped if text not in ("Press 07", "14:05")] == []

    one.play(scene)


def test_more_than_the_screen_holds_is_reached_with_keys_and_fingers_and_shows_no_bar_of_the_system(
    stage: Build,
) -> None:
    one = stage(role="team_lead", size=(1280, 800))
    sentence = (
        "Order 4711-20 was closed by Press 08 at 10:02; 6 parts of Press 07 after that are kept as extra. "
        * 2
    )
    rows = [waiting.a_row(f"{number:02x}" * 32, sentence) for number in range(14)]
    one.inbox.view = waiting.an_inbox(*rows)
    last = f"settle.{rows[-1].id[:12]}"

    async def scene() -> None:
        await one.press(Qt.Key.Key_F12)
        assert one.sees(last) is None
        assert not any(bar.isVisible() for bar in one.window.findChildren(QScrollBar))
        await one.press(Qt.Key.Key_PageDown)
        assert one.sees(last) is not None
        await one.press(Qt.Key.Key_PageUp)
        assert one.sees(last) is None
        for _row in rows:
            await one.press(Qt.Key.Key_Down)
        assert one.sees(last) is not None, "the focus is never out of sight"
        inbox = one.window.findChild(InboxScreen)
        assert inbox is not None
        (area,) = inbox.findChildren(KineticArea)
        assert QScroller.hasScroller(area.viewport()), "a finger throws it"
        one.clipped.clear()
        assert not one.window.grab().isNull()
        assert one.clipped == []

    one.play(scene)


def test_a_note_goes_with_the_settlement_and_is_never_asked_for(stage: Build) -> None:
    one = lead(stage)

    async def scene() -> None:
        await one.tap("board.inbox")
        await one.tap(f"write.{LATE}")
        await one.shows("sheet.text")
        await one.types("Counted again")
        await one.press(Qt.Key.Key_Return)
        await one.says(f"note.{LATE}", "Note: Counted again")
        await one.tap(f"write.{LATE}")
        await one.types(" by A. Meyer")
        await one.tap("textpad.done")
        await one.tap(f"settle.{LATE}")
        (sent,) = one.desk.sent
        assert isinstance(sent, SettleDiscrepancy)
        assert sent.note == "Counted again by A. Meyer"
        assert one.sees(f"note.{TWICE}") is None

    one.desk.facts = lambda command: settled(waiting.LATE)
    one.play(scene)
