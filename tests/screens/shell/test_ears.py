"""Whatever the station answers, eye and ear learn it in one call: the cue is given when its twin is on the screen."""

import ast
import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import momstation
from momstation.core.errors import Refused
from momstation.core.part import Command, Part, Recorded, Scan
from momstation.production.model.commands import (
    ClearLine,
    DeclareQuantity,
    EndSetup,
    FinishOrder,
    GiveStopReason,
    PauseOrder,
    ResumeOrder,
    ReverseEntry,
    StartOrder,
    StartSetup,
)
from momstation.production.views import Action, ActionKey, StripCard
from momstation.shell.navigation import Place
from momstation.shell.verdict import Judged
from momstation.store.notices import Notice
from momstation.ui.cues import Cue, Cues
from momstation.ui.status import Status
from momstation.workforce.model import ActAs, SignOff, SignOnByBadge
from tests.support import production_views as made
from tests.support.shell_builders import event_for, record_of, scanned
from tests.support.shell_stage import Stage, present

Build = Callable[..., Stage]


class Witness:
    """A sink that notes what is to be seen at the very moment in which it hears a cue."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.noted: list[tuple[Cue, str]] = []
        self.lasting: set[Cue] = set()

    def give(self, cue: Cue, volume: int) -> None:
        self.noted.append((cue, self._seen()))
        self.lasting.add(cue)

    def end(self, cue: Cue) -> None:
        self.lasting.discard(cue)

    def _seen(self) -> str:
        messages = self.stage.window.messages
        if messages.banner.isVisible():
            return f"{messages.banner.objectName()}: {messages.banner.title}"
        if messages.undo_bar.isVisible():
            return "undo"
        return " ".join(card.key for card in self.stage.window.frame.strip.cards if card.key)


def witness_of(stage: Stage) -> Witness:
    witness = Witness(stage)
    cues: Cues = stage.window.services.cues
    cues.add(witness)
    return witness


def alarm() -> StripCard:
    kicker = "Press 07 reports"
    return StripCard("condition/P07/hot", Status.ALARM, "report-fill", kicker, "Too hot", "", None)


def question() -> StripCard:
    action = Action(ActionKey.STOP_REASON, "Stop reason", "pause")
    return StripCard("stop/1", Status.WARNING, "pause-fill", "Stopped", "Why does it stand?", "", action)


async def order_code(scan: Scan) -> Command | None:
    return StartOrder(order=scan.fields["order"], how="scan") if "order" in scan.fields else None


PRODUCTION = Part(name="production", scans=(order_code,), accepts=("an order's code",))


TAKEN: dict[str, Command] = {
    "start": StartOrder(order="4711-30"),
    "resume": ResumeOrder(order="4711-30"),
    "pause": PauseOrder(order="4711-20"),
    "finish": FinishOrder(order="4711-20"),
    "clear": ClearLine(order="4711-20"),
    "setup": StartSetup(order="4711-20"),
    "setup over": EndSetup(order="4711-20"),
    "scrap": DeclareQuantity(order="4711-20", scrap=3, scrap_reason="BURR"),
    "stop reason": GiveStopReason(stop="stop-1", reason="JAM"),
    "take back": ReverseEntry(entry="entry-1"),
    "badge": SignOnByBadge(badge="B-1001"),
    "acting": ActAs(person="P1"),
    "sign off": SignOff(person="P1"),
}


@pytest.mark.parametrize("name", TAKEN)
def test_what_is_taken_is_seen_and_heard_at_once(stage: Build, name: str) -> None:
    one = stage(home=made.a_home(strip=()))
    witness = witness_of(one)

    async def scene() -> None:
        assert await one.window.book(TAKEN[name])
        ((cue, seen),) = witness.noted
        assert cue is Cue.ACCEPTED
        assert seen == "undo" or seen.startswith("verdict.accepted: ")

    one.play(scene)


@pytest.mark.parametrize("trouble", [Refused("production.no_order"), RuntimeError("a fault")])
def test_what_is_refused_is_seen_and_heard_at_once(
    stage: Build, trouble: Exception, expect_log: Callable[[str], None]
) -> None:
    expect_log("Command DeclareQuantity failed")
    one = stage(home=made.a_home(strip=()))
    witness = witness_of(one)
    one.desk.trouble = trouble

    async def scene() -> None:
        assert not await one.window.book(TAKEN["scrap"])
        ((cue, seen),) = witness.noted
        assert cue is Cue.REFUSED
        assert seen.startswith("verdict.refused: ")

    one.play(scene)


@pytest.mark.parametrize(
    ("code", "cue", "twin"),
    [
        ("ORDER:4711-30", Cue.ACCEPTED, "verdict.accepted: Order 4711-30 started."),
        ("WHAT?", Cue.REFUSED, "verdict.refused: Nobody here knows this code: WHAT?"),
        ("", Cue.REFUSED, "verdict.refused: The scanner read an empty code."),
    ],
)
def test_a_scan_is_seen_and_heard_at_once(stage: Build, code: str, cue: Cue, twin: str) -> None:
    one = stage(parts=(PRODUCTION,), home=made.a_home(strip=()))
    witness = witness_of(one)

    async def scene() -> None:
        one.bus.publish(scanned(code))
        await one.settle()
        assert witness.noted == [(cue, twin)]

    one.play(scene)


def test_a_scan_is_answered_by_ear_below_an_open_sheet_too(stage: Build) -> None:
    one = stage(parts=(PRODUCTION,), home=made.a_home(strip=()))
    witness = witness_of(one)

    async def scene() -> None:
        one.window.open_station()
        one.bus.publish(scanned("ORDER:4711-30"))
        await one.settle()
        assert witness.noted == [(Cue.ACCEPTED, "verdict.accepted: Order 4711-30 started.")]

    one.play(scene)


def test_no_cue_comes_before_the_rule_has_decided_and_none_waits_for_a_later_turn(stage: Build) -> None:
    """From scan to sound there is the rule and the record, and nothing else: no timer, no further turn of the loop."""
    one = stage(parts=(PRODUCTION,), home=made.a_home(strip=()))
    story: list[str] = []
    one.window.services.cues.add(Story(story))
    one.bus.subscribe(Judged, lambda _judged: story.append("answered"))
    one.desk.gate = gate = asyncio.Event()

    async def scene() -> None:
        one.bus.publish(scanned("ORDER:4711-30"))
        await one.settle()
        assert one.desk.sent and not story, "the rule has not decided"
        gate.set()
        one.bus.subscribe(Recorded, lambda _recorded: _after(story))
        await one.settle()
        assert story[:2] == ["cue accepted", "answered"]
        assert story.index("cue accepted") < story.index("three turns later")

    one.play(scene)


class Story:
    def __init__(self, story: list[str]) -> None:
        self._story = story

    def give(self, cue: Cue, volume: int) -> None:
        self._story.append(f"cue {cue}")

    def end(self, cue: Cue) -> None:
        """Not of this story."""


def _after(story: list[str], turns: int = 3) -> None:
    loop = asyncio.get_running_loop()
    if turns == 0:
        story.append("three turns later")
    else:
        loop.call_soon(_after, story, turns - 1)


def test_why_a_tap_did_nothing_is_seen_and_heard(stage: Build) -> None:
    one = stage(home=made.a_home(strip=()))
    witness = witness_of(one)

    async def scene() -> None:
        one.window.messages.explain("There is no order.")
        assert witness.noted == [(Cue.REFUSED, "verdict.refused: There is no order.")]

    one.play(scene)


def test_a_question_calls_when_its_card_is_there(stage: Build) -> None:
    one = stage(home=made.a_home(strip=(question(),)))
    witness = witness_of(one)

    async def scene() -> None:
        assert witness.noted[0] == (Cue.NEEDS_YOU, "stop/1")
        for _ in range(120):
            one.clock.advance(1)
            one.window.tick()
        assert [cue for cue, _seen in witness.noted] == [Cue.NEEDS_YOU] * 3

    one.play(scene)


def test_an_alarm_sounds_until_its_card_is_tapped(stage: Build) -> None:
    one = stage(home=made.a_home(strip=(alarm(),)))
    witness = witness_of(one)

    async def scene() -> None:
        assert witness.noted[0] == (Cue.ALARM, "condition/P07/hot")
        one.window.tick()
        assert len(witness.noted) == 2
        assert not one.window.messages.banner.isVisible(), "the card is to be seen"
        await one.tap("strip.condition/P07/hot")
        assert witness.lasting == set()
        one.window.tick()
        assert len(witness.noted) == 2

    one.play(scene)


def test_where_no_card_can_be_seen_the_alarm_is_told_in_a_banner(stage: Build) -> None:
    one = stage(home=made.a_home(strip=(alarm(),)))
    witness = witness_of(one)

    async def scene() -> None:
        one.window.go(Place.PEOPLE)
        await one.settle()
        one.window.tick()
        assert witness.noted[-1] == (Cue.ALARM, "verdict.alarm: Press 07 reports: Too hot")
        await one.tap("verdict.alarm")
        one.window.tick()
        assert witness.lasting == set()
        assert not one.window.messages.banner.isVisible()

    one.play(scene)


def test_the_banner_of_an_alarm_leaves_the_ways_out_free(stage: Build) -> None:
    one = stage(home=made.a_home(strip=(alarm(),)))

    async def scene() -> None:
        ways: tuple[tuple[Callable[[], object], str], ...] = (
            (lambda: one.window.go(Place.PEOPLE), "nav.home"),
            (one.window.open_station, "sheet.close"),
        )
        for open_it, way_out in ways:
            open_it()
            await one.settle()
            one.window.tick()
            assert one.window.messages.banner.isVisible()
            await one.tap(way_out)
            assert one.sees("screen.home") is not None
            assert one.window.sheets.shown is None

    one.play(scene)


def test_the_banner_of_an_alarm_goes_with_the_alarm(stage: Build) -> None:
    one = stage(home=made.a_home(strip=(alarm(),)))
    witness = witness_of(one)

    async def scene() -> None:
        one.window.open_station()
        one.window.tick()
        assert one.window.messages.banner.isVisible()
        one.home.view = made.a_home(strip=())
        one.bus.publish(Recorded((record_of(event_for(TAKEN["scrap"])),), is_own=True))
        await one.settle()
        assert witness.lasting == set()
        assert not one.window.messages.banner.isVisible()

    one.play(scene)


def test_a_window_that_stops_is_silent(stage: Build) -> None:
    one = stage(home=made.a_home(strip=(alarm(),)))
    witness = witness_of(one)

    async def scene() -> None:
        assert witness.lasting == {Cue.ALARM}

    one.play(scene)
    assert witness.lasting == set()


def test_cues_are_given_in_two_places_alone() -> None:
    """Where the verdict is shown and where the cards are: nobody else could pair them with what is seen."""
    house = Path(momstation.__file__).parent
    givers = {
        file.relative_to(house).as_posix()
        for file in house.rglob("*.py")
        if any(_names_a_cue(node) for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
    }
    wires = {"devices/beeper.py", "devices/stack_light.py", "ui/sound_device.py", "ui/cues.py", "app/ears.py"}
    assert givers - wires == {"shell/messages.py", "shell/alerts.py"}


def _names_a_cue(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id == "Cue"


def test_behind_the_lock_the_alarm_is_told_in_a_banner(stage: Build) -> None:
    one = stage(home=made.a_home(strip=(alarm(),)))
    witness = witness_of(one)
    one.present.view = replace(present("A. Meyer", acting="P1"), is_locked=True)

    async def scene() -> None:
        await one.shows("lock")
        one.window.tick()
        assert witness.noted[-1] == (Cue.ALARM, "verdict.alarm: Press 07 reports: Too hot")

    one.play(scene)


@pytest.mark.parametrize("key", ["report.crash", "report.hang", "report.fault"])
def test_a_report_about_a_fault_is_a_card_until_somebody_has_read_it(stage: Build, key: str) -> None:
    one = stage(home=made.a_home(strip=()))

    async def scene() -> None:
        one.bus.publish(Notice(key, "report-x", {"file": "/data/reports/P07/x.zip"}))
        await one.settle()
        await one.tap("strip.store-report-x")
        await one.says("notice.what", "/data/reports/P07/x.zip")
        await one.says("notice.to_do", "Team lead")
        await one.tap("notice.answer")
        assert one.sees("strip.store-report-x") is None

    one.play(scene)
