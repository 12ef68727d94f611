"""People at one station: signing on, taking turns, locking and coming back, and what one may not do."""

from collections.abc import Callable, Coroutine, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from momstation.core.part import Actor
from momstation.events.machines import MachineState
from momstation.events.production import StopOpened
from momstation.plant.nouns import Noun, Permission, Person
from momstation.plant.pins import hash_pin
from momstation.shell.board_screen import BoardScreen
from momstation.ui.lock_screen import LockScreen
from momstation.ui.theme import ThemeHost
from tests.support.plant_builders import a_person
from tests.support.shell_builders import scanned
from tests.support.whole_station import WholeStation, a_small_plant

Scene = Callable[[WholeStation], Coroutine[Any, Any, None]]
Play = Callable[..., None]

CREW: Sequence[Noun] = (
    Person(id="P1", name="A. Meyer", badge="B-1", roles=("operator",), pin_hash=hash_pin("2580")),
    a_person("P3", name="E. Kaya", badge="B-3", roles=("team_lead",)),
    a_person("P4", name="T. Berg", badge="B-4", roles=("logistics",), language="de"),
)


@pytest.fixture
def play(qapp: QApplication, tmp_path: Path) -> Iterator[Play]:
    loop = QEventLoop(qapp)
    host = ThemeHost()
    host.apply(qapp)

    def run(scene: Scene, *more: Noun, role: str = "operator") -> None:
        one = WholeStation(host, loop, tmp_path / "station.db", role)
        one.window.resize(1280, 800)
        mine = {noun.id for noun in CREW}
        plant = [noun for noun in a_small_plant() if noun.id not in mine]

        async def whole() -> None:
            try:
                await one.define([*plant, *CREW, *more])
                await one.announce()
                one.window.show()
                one.window.activateWindow()
                one.window.start()
                await one.window.ready()
                await scene(one)
            finally:
                await one.stop()

        try:
            loop.run_until_complete(whole())
        finally:
            one.close()

    yield run
    host.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    loop.close()


async def badge(one: WholeStation, number: int, acting: str = "") -> None:
    one.bus.publish(scanned(f"BADGE:B-{number}"))
    await one.until(lambda: one.window.router.waiting == 0, "the badge has its verdict")
    if acting:
        await one.until(lambda: one.window.frame.top.people.word.startswith(acting), f"{acting} acts")


async def started(one: WholeStation) -> None:
    await badge(one, 1, "A. Meyer")
    one.bus.publish(scanned("ORDER:4711-20"))
    await one.says("order.card", "4711-20")
    await one.machine(MachineState.PRODUCING)
    await one.made(10)
    await one.says("order.good", "10")


async def log(one: WholeStation, *columns: str) -> list[tuple[Any, ...]]:
    """The station's records of orders and people, in their order."""
    named = ", ".join(columns)
    query = sa.text(
        f"SELECT {named} FROM event WHERE kind LIKE 'production.%' OR kind LIKE 'workforce.%' ORDER BY seq"
    )
    return await one.store.reader.read(lambda conn: [tuple(row) for row in conn.execute(query)])


async def lock(one: WholeStation) -> LockScreen:
    one.window.messages.banner.clear()
    await one.tap("lock.now")
    shown = await one.shows("lock")
    assert isinstance(shown, LockScreen)
    return shown


def test_one_tap_locks_and_the_badge_finds_everything_as_it_was(play: Play) -> None:
    async def scene(one: WholeStation) -> None:
        await started(one)
        await one.tap("tile.quantity")
        await one.shows("sheet.quantity")
        await one.types("12")
        await one.says("quantity.good", "12")
        one.window.crew.ask_to_lock()
        await one.shows("lock")
        sheet = one.window.sheets.quantity
        covering = one.window.childAt(sheet.mapTo(one.window, sheet.panel.geometry().center()))
        lock = one.window.crew.lock
        assert covering is not None and (covering is lock or lock.isAncestorOf(covering))
        await one.says("lock.note", "A. Meyer")

        await one.types("99")
        await one.press(Qt.Key.Key_Return)
        await one.made(5)
        await one.says("lock.number", "15")
        one.bus.publish(scanned("FINISH"))
        await one.says("verdict.refused", "locked")

        await badge(one, 1)
        await one.gone("lock")
        await one.says("quantity.good", "12")
        await one.types("3")
        await one.says("quantity.good", "123")

    play(scene)


def test_somebody_else_begins_at_home_and_the_draft_waits_for_its_author(play: Play) -> None:
    async def scene(one: WholeStation) -> None:
        await started(one)
        await one.tap("tile.quantity")
        await one.shows("sheet.quantity")
        await one.types("7")
        one.window.crew.ask_to_lock()
        await one.shows("lock")
        await badge(one, 2, "B. Novak")
        await one.gone("lock")
        assert one.sees("sheet.quantity") is None
        assert one.sees("screen.home") is not None
        await one.tap("tile.scrap")
        await one.shows("scrap.reason.BURR")
        await one.tap("scrap.reason.BURR")
        await one.gone("sheet.scrap")
        await badge(one, 1)
        await one.shows("sheet.quantity")
        await one.says("quantity.good", "7")
        await one.tap("keypad.enter")
        await one.gone("sheet.quantity")
        payloads = [row[0] for row in await log(one, "payload") if '"entry"' in row[0]]
        assert ['"by":"P2"' in one for one in payloads] == [True, False], "the scrap is Novak's"
        assert '"by":"P1"' in payloads[1], "the seven good ones are Meyer's"

    play(scene)


def test_a_draft_for_an_order_that_is_done_is_dropped_and_that_is_said(play: Play) -> None:
    async def scene(one: WholeStation) -> None:
        await started(one)
        await one.tap("tile.quantity")
        await one.shows("sheet.quantity")
        await one.types("7")
        one.window.crew.ask_to_lock()
        await one.shows("lock")
        await badge(one, 2, "B. Novak")
        await one.gone("lock")
        one.bus.publish(scanned("FINISH"))
        await one.shows("order.empty")
        await badge(one, 1, "A. Meyer")
        await one.says("verdict.refused", "dropped")
        assert one.sees("sheet.quantity") is None

    play(scene)


def test_who_signs_off_finds_the_draft_again_at_the_next_sign_on(play: Play) -> None:
    async def scene(one: WholeStation) -> None:
        await started(one)
        await one.tap("tile.scrap")
        await one.shows("sheet.scrap")
        await one.types("4")
        one.bus.publish(scanned("SIGN-OFF"))
        await one.shows("people.nobody")
        assert one.sees("sheet.scrap") is None
        await one.shows("strip.nobody")
        await badge(one, 1, "A. Meyer")
        await one.shows("sheet.scrap")
        await one.says("keypad.field", "4")

    play(scene)


def test_a_pin_unlocks_and_a_wrong_one_is_told_and_waits(play: Play) -> None:
    async def scene(one: WholeStation) -> None:
        await started(one)
        await lock(one)
        await one.tap("lock.P1")
        await one.shows("pin.dots")
        for _ in range(2):
            await one.types("1111")
            await one.shows("verdict.refused")
            await one.until(lambda: one.sees("verdict.refused") is not None, "refused")
        await one.says("pin.refusal", "5 s")
        await one.later(6)
        await one.gone("pin.refusal")
        await one.types("2580")
        await one.gone("lock")
        await one.gone("pin.dots")
        assert one.sees("screen.home") is not None

    play(scene)


def test_a_locked_station_stays_locked_over_a_question_that_comes_up(play: Play) -> None:
    async def scene(one: WholeStation) -> None:
        await started(one)
        await lock(one)
        await one.machine(MachineState.STOPPED)
        await one.later(40)
        assert one.sees("sheet.stop_reason") is None
        assert one.sees("lock") is not None
        await badge(one, 1)
        await one.gone("lock")
        await one.shows("sheet.stop_reason")

    play(scene)


def test_the_lock_card_locks_from_any_screen_and_the_place_stays(play: Play) -> None:
    async def scene(one: WholeStation) -> None:
        await started(one)
        await one.tap("tile.orders")
        await one.shows("screen.orders")
        one.bus.publish(scanned("LOCK"))
        await one.shows("lock")
        await badge(one, 1)
        await one.gone("lock")
        assert one.sees("screen.orders") is not None
        assert one.taps == 1

    play(scene)


def test_nothing_of_production_is_shown_where_the_plant_does_not_want_it(play: Play) -> None:
    async def scene(one: WholeStation) -> None:
        await started(one)
        await lock(one)
        assert one.sees("lock.number") is None

    def hidden(one: WholeStation) -> Coroutine[Any, Any, None]:
        object.__setattr__(one.window.services, "lock_shows_production", False)
        return scene(one)

    play(hidden)


def test_nobody_is_there_to_lock(play: Play) -> None:
    async def scene(one: WholeStation) -> None:
        await one.tap("lock.now")
        await one.says("verdict.refused", "nothing to lock")
        assert one.sees("lock") is None

    play(scene)


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


def test_whose_language_acts_is_known(play: Play) -> None:
    async def scene(one: WholeStation) -> None:
        spoken: list[str] = []
        one.window.crew.spoken_changed.connect(spoken.append)
        await badge(one, 1, "A. Meyer")
        await badge(one, 4, "T. Berg")
        await badge(one, 1, "A. Meyer")
        assert spoken[-2:] == ["de", ""]

    play(scene)


def test_no_pin_is_in_the_stations_file_or_log(
    play: Play, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    async def scene(one: WholeStation) -> None:
        await one.shows("people.nobody")
        await one.tap("people.nobody")
        await one.shows("people.P1")
        await one.tap("people.P1")
        await one.shows("pin.dots")
        await one.types("7391")
        await one.shows("verdict.refused")
        await one.types("2580")
        await one.until(lambda: one.window.frame.top.people.word.startswith("A. Meyer"), "A. Meyer acts")
        payloads = "".join(row[0] for row in await log(one, "payload"))
        assert "7391" not in payloads and "2580" not in payloads

    with caplog.at_level("DEBUG"):
        play(scene)
    assert "7391" not in caplog.text and "2580" not in caplog.text


def test_one_tap_on_the_initials_of_another_lets_them_act(play: Play) -> None:
    async def scene(one: WholeStation) -> None:
        await badge(one, 1, "A. Meyer")
        await badge(one, 2, "B. Novak")
        one.window.messages.banner.clear()
        before = one.taps
        await one.shows("acts.P1")
        await one.tap("acts.P1")
        await one.until(lambda: one.window.frame.top.people.word.startswith("A. Meyer"), "A. Meyer acts")
        assert one.taps - before == 1

    play(scene)
