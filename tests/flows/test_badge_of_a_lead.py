"""What one may not do at a station is there and says who may; the badge of a lead allows it once."""

import pytest
from PySide6.QtCore import Qt

from momstation.core.part import Actor
from momstation.events.machines import MachineState
from momstation.events.production import StopOpened
from momstation.plant.nouns import Permission
from momstation.shell.board_screen import BoardScreen
from tests.support.crew_at_station import Play, badge, log, play, started
from tests.support.shell_builders import scanned
from tests.support.whole_station import WholeStation

__all__ = ["play"]


def test_what_one_may_not_do_is_there_and_says_who_may(play: Play) -> None:
    async def scene(one: WholeStation) -> None:
        await started(one)
        await badge(one, 4, "T. Berg")
        await one.says("tile.scrap", "only for operator")
        await one.tap("tile.scrap")
        await one.says("verdict.refused", "Ask A. Meyer")
        assert one.sees("sheet.scrap") is None

    play(scene)


def test_a_leads_badge_does_it_once_and_the_log_names_both(play: Play) -> None:
    own = Permission(id="production.finish_order", roles=("team_lead",))

    async def scene(one: WholeStation) -> None:
        await started(one)
        finish = "tile.primary"
        await one.made(90)
        await one.says(finish, "only for team lead")
        await one.tap(finish)
        await one.says("verdict.refused", "a scan of that badge now")
        await badge(one, 3)
        await one.shows("order.empty")
        await one.until(lambda: "Allowed by" in one.window.messages.undo_bar.what, "both are told")
        assert one.window.frame.top.people.word.startswith("A. Meyer"), "the operator goes on"
        rows = await log(one, "kind", "payload")
        assert [kind for kind, _ in rows[-2:]] == ["production.order_finished", "workforce.permission_lent"]
        assert '"by":"P3"' in rows[-2][1]
        assert '"person":"P3"' in rows[-1][1] and '"to":"P1"' in rows[-1][1]

    play(scene, own)


def test_what_a_badge_allowed_is_taken_back_by_one_tap_of_whoever_asked(play: Play) -> None:
    async def scene(one: WholeStation) -> None:
        await started(one)
        await one.made(90)
        await badge(one, 4, "T. Berg")
        await one.tap("tile.primary")
        await one.says("verdict.refused", "a scan of that badge now")
        await badge(one, 3)
        await one.shows("order.empty")
        await one.until(lambda: "Allowed by" in one.window.messages.undo_bar.what, "both are told")
        await one.tap("undo.button")
        await one.says("order.card", "4711-20")
        assert (await log(one, "kind"))[-1] == ("production.order_resumed",)

    play(scene)


def test_an_entry_that_needs_somebody_elses_right_is_booked_by_that_badge_and_its_sheet_closes(
    play: Play,
) -> None:
    async def scene(one: WholeStation) -> None:
        await started(one)
        await one.tap("tile.quantity")
        await one.shows("sheet.quantity")
        await one.types("3")
        await badge(one, 4, "T. Berg")
        await one.tap("keypad.enter")
        await one.says("verdict.refused", "Ask A. Meyer")
        assert one.sees("sheet.quantity") is not None, "nothing typed is lost"
        await badge(one, 3)
        await one.gone("sheet.quantity")
        await one.says("order.good", "13")

    play(scene)


def test_a_leads_badge_starts_an_order_of_the_list_once(play: Play) -> None:
    async def scene(one: WholeStation) -> None:
        await badge(one, 4, "T. Berg")
        await one.tap("tile.orders")
        await one.says("dispatch.4711-30", "only for operator")
        await one.tap("dispatch.4711-30")
        await one.says("verdict.refused", "a scan of that badge now")
        one.window.messages.banner.clear()
        await badge(one, 3)
        await one.says("order.card", "4711-30")
        assert one.window.frame.top.people.word.startswith("T. Berg"), "the acting person goes on"
        rows = await log(one, "kind", "payload")
        assert [kind for kind, _ in rows[-2:]] == ["production.order_started", "workforce.permission_lent"]
        assert '"by":"P3"' in rows[-2][1] and '"to":"P4"' in rows[-1][1]

    play(scene)


LEAVE = (("tile.scrap", "sheet.scrap"), ("tile.quantity", "sheet.quantity"))


@pytest.mark.parametrize(("tile", "sheet"), LEAVE)
def test_a_leads_badge_opens_a_sheet_for_one_entry_that_is_the_leads(
    play: Play, tile: str, sheet: str
) -> None:
    async def scene(one: WholeStation) -> None:
        await started(one)
        await badge(one, 4, "T. Berg")
        one.window.messages.banner.clear()
        await one.tap(tile)
        await one.says("verdict.refused", "a scan of that badge now")
        assert one.sees(sheet) is None
        one.window.messages.banner.clear()
        await badge(one, 3)
        await one.shows(sheet)
        await one.types("3")
        await one.tap("keypad.enter" if sheet == "sheet.quantity" else "scrap.reason.BURR")
        await one.gone(sheet)
        rows = await log(one, "kind", "payload")
        assert [kind for kind, _ in rows[-2:]] == [
            "workforce.permission_lent",
            "production.quantity_declared",
        ]
        assert '"person":"P3"' in rows[-2][1] and '"to":"P4"' in rows[-2][1]
        assert '"by":"P3"' in rows[-1][1]
        one.window.messages.banner.clear()
        await one.tap(tile)
        await one.says("verdict.refused", "a scan of that badge now")
        assert one.sees(sheet) is None, "it was for once"

    play(scene)


def test_the_question_about_a_stop_is_opened_and_answered_by_a_leads_badge(play: Play) -> None:
    async def scene(one: WholeStation) -> None:
        await started(one)
        await badge(one, 4, "T. Berg")
        await one.machine(MachineState.STOPPED)
        await one.later(40)
        await one.shows("sheet.stop_reason")
        await one.press(Qt.Key.Key_Escape)
        await one.gone("sheet.stop_reason")
        one.window.messages.banner.clear()
        await one.tap("tile.stop_reason")
        await one.says("verdict.refused", "a scan of that badge now")
        assert one.sees("sheet.stop_reason") is None
        await badge(one, 3)
        await one.shows("reason.JAM")
        await one.tap("reason.JAM")
        await one.gone("sheet.stop_reason")
        rows = await log(one, "kind", "payload")
        assert [kind for kind, _ in rows[-2:]] == [
            "workforce.permission_lent",
            "production.stop_reason_given",
        ]
        assert '"by":"P3"' in rows[-1][1]

    play(scene)


def test_what_was_allowed_and_not_used_ends_with_its_sheet(play: Play) -> None:
    async def scene(one: WholeStation) -> None:
        await started(one)
        await badge(one, 4, "T. Berg")
        one.window.messages.banner.clear()
        await one.tap("tile.scrap")
        await one.shows("verdict.refused")
        await badge(one, 3)
        await one.shows("sheet.scrap")
        await one.press(Qt.Key.Key_Escape)
        await one.gone("sheet.scrap")
        one.bus.publish(scanned("GOOD:5"))
        await one.says("verdict.refused", "only for operator")

    play(scene)


def test_on_the_board_a_leads_badge_moves_an_order_once(play: Play) -> None:
    async def scene(one: WholeStation) -> None:
        await badge(one, 1, "A. Meyer")
        one.window.messages.banner.clear()
        await one.says("move.4711-30", "only for team lead")
        await one.tap("move.4711-30")
        await one.says("verdict.refused", "a scan of that badge now")
        one.window.messages.banner.clear()
        await badge(one, 3)
        await one.says("undo.button", "")
        rows = await log(one, "kind", "payload")
        assert [kind for kind, _ in rows[-2:]] == ["production.orders_sequenced", "workforce.permission_lent"]
        assert '"orders":["4711-30","4711-20"]' in rows[-2][1] and '"by":"P3"' in rows[-2][1]
        assert one.window.frame.top.people.word.startswith("A. Meyer"), "the acting person goes on"

    play(scene, role="team_lead")


def test_on_the_board_a_leads_badge_explains_a_stop_of_another_station(play: Play) -> None:
    async def scene(one: WholeStation) -> None:
        await badge(one, 1, "A. Meyer")
        begun = one.clock.now()
        opened = StopOpened(stop="P07-1", machine="P07", station="P07", at=begun, state="stopped", order=None)
        await one.dispatcher.report([opened], Actor(None, "P07", frozenset()))
        one.clock.advance(600)
        one.window.messages.banner.clear()
        await one.says("explain.P07-1.JAM", "only for team lead")
        await one.until(lambda: not _board(one).stops.is_settling, "the list of stops lies still")
        await one.tap("explain.P07-1.JAM")
        await one.says("verdict.refused", "a scan of that badge now")
        one.window.messages.banner.clear()
        await badge(one, 3)
        await one.gone("explain.P07-1.JAM")
        rows = await log(one, "kind", "payload")
        assert [kind for kind, _ in rows[-2:]] == [
            "production.stop_reason_given",
            "workforce.permission_lent",
        ]
        assert '"right":"production.explain_old_stop"' in rows[-1][1]

    play(scene, role="team_lead")


def _board(one: WholeStation) -> BoardScreen:
    shown = one.sees("screen.board")
    assert isinstance(shown, BoardScreen)
    return shown
