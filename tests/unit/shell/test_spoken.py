"""A printed code does what its tile does: the same command, the same refusal, the same undo."""

import asyncio
from dataclasses import replace

import pytest

from momstation.core.part import Command, Part
from momstation.production.model.commands import (
    ClearLine,
    EndSetup,
    FinishOrder,
    PauseOrder,
    ResumeOrder,
    ReverseEntry,
    StartOrder,
    StartSetup,
)
from momstation.production.views import Action, ActionKey, HomeView
from momstation.shell.booking import Booking
from momstation.shell.codes import decode, number_in
from momstation.shell.scan_router import ScanRouter
from momstation.shell.spoken import WORDS, Spoken
from momstation.shell.verdict import Verdict
from momstation.shell.wording import Wording
from tests.support import production_views as made
from tests.support.shell_builders import Desk, names, scanned

RESUME = Action(ActionKey.RESUME, "Go on", "play_arrow-fill", order="4711-20")
CLEAR = Action(ActionKey.CLEAR, "Clear", "check", order="4711-20")


def said(home: HomeView | None, code: str, undo: Command | None = None) -> Command | Verdict | None:
    return Spoken(lambda: home, lambda: undo)(decode(code))


def with_card(action: Action) -> HomeView:
    home = made.a_home()
    return replace(home, strip=(replace(home.strip[0], action=action), *home.strip[1:]))


def _bare(command: Command) -> tuple[str, dict[str, object]]:
    fields = {name: getattr(command, name) for name in command.__struct_fields__ if name != "command_id"}
    return type(command).__name__, fields


@pytest.mark.parametrize(
    ("home", "code", "wanted"),
    [
        (made.an_empty_home(), "MOM:START", StartOrder(order="4711-30", how="scan")),
        (replace(made.a_home(), primary=RESUME), "MOM:START", ResumeOrder(order="4711-20", how="scan")),
        (replace(made.a_home(), primary=RESUME), "mom:resume", ResumeOrder(order="4711-20", how="scan")),
        (made.a_home(), "MOM:PAUSE", PauseOrder(order="4711-20")),
        (made.a_home(), "MOM:FINISH", FinishOrder(order="4711-20")),
        (made.a_home(), "FINISH", FinishOrder(order="4711-20")),
        (with_card(CLEAR), "MOM:CLEAR", ClearLine(order="4711-20")),
        (made.a_home(), "]Q1MOM:SETUP", StartSetup()),
        (made.a_home(), "MOM:SETUP-END", EndSetup()),
    ],
)
def test_a_code_asks_for_what_its_tile_asks_for(home: HomeView, code: str, wanted: Command) -> None:
    command = said(home, code)
    assert isinstance(command, Command)
    assert _bare(command) == _bare(wanted)


def test_a_tile_that_refuses_refuses_its_code_in_the_same_words() -> None:
    home = made.a_home()
    tiles = tuple(
        replace(tile, refusal="No order runs here.") if tile.key is ActionKey.FINISH else tile
        for tile in home.tiles
    )
    assert said(replace(home, tiles=tiles), "MOM:FINISH") == Verdict(False, "No order runs here.")


def test_start_says_why_not_while_an_order_runs() -> None:
    assert said(made.a_home(strip=()), "MOM:START") == Verdict(False, "Order 4711-20 runs here already.")


def test_pause_needs_an_order_that_runs() -> None:
    paused = replace(made.a_home(), card=made.an_order_card(is_paused=True))
    for home in (paused, made.an_empty_home()):
        verdict = said(home, "MOM:PAUSE")
        assert isinstance(verdict, Verdict) and not verdict.accepted


def test_undo_is_what_the_undo_bar_offers() -> None:
    back = ReverseEntry(entry="e1")
    assert said(made.a_home(), "MOM:UNDO", back) is back
    nothing = said(made.a_home(), "UNDO")
    assert isinstance(nothing, Verdict) and not nothing.accepted


@pytest.mark.parametrize("word", [word for word in WORDS if word != "UNDO"])
def test_a_station_without_tiles_leaves_the_code_to_the_functions(word: str) -> None:
    assert said(None, f"MOM:{word}") is None


def test_other_codes_are_left_alone() -> None:
    for code in ("MOM:SCRAP:BURR", "4006381333931", "STARTER-7", "MOM:", "START 5"):
        assert said(made.a_home(), code) is None


@pytest.mark.parametrize(
    ("text", "fields", "bare"),
    [
        ("MOM:SCRAP:BURR", {"mom": "SCRAP:BURR", "scrap": "BURR"}, "SCRAP:BURR"),
        ("]Q1mom:stop:JAM", {"mom": "stop:JAM", "stop": "JAM"}, "stop:JAM"),
        ("MOM:FINISH", {"mom": "FINISH", "finish": ""}, "FINISH"),
        ("MOM:", {}, "MOM:"),
        ("MOMENT:7", {}, "MOMENT:7"),
    ],
)
def test_a_printed_code_is_a_command_and_keeps_its_meaning(
    text: str, fields: dict[str, str], bare: str
) -> None:
    scan = decode(text)
    assert (scan.fields, scan.text) == (fields, bare)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("24", "24"),
        ("Q24", "24"),
        ("12,06", "12.06"),
        (" 7 ", "7"),
        ("4006381333931", None),
        ("-3", None),
        ("٢", None),
    ],
)
def test_a_code_that_is_a_bare_number_is_one(text: str, number: str | None) -> None:
    assert (number is None) == (number_in(text) is None)
    assert number is None or str(number_in(text)) == number


def test_an_unknown_command_is_said_to_be_one_and_enters_no_field() -> None:
    entered: list[str] = []
    judged: list[Verdict] = []
    desk = Desk()
    router = ScanRouter(
        (Part(name="production"),),
        Booking(desk.send, Wording({}, str), names),
        lambda: "production",
        lambda _code, verdict: judged.append(verdict),
        into_field=lambda scan: entered.append(scan.text),
    )

    async def read() -> None:
        router.hear(scanned("MOM:DANCE"))
        router.hear(scanned("DANCE"))
        await router.stop()

    asyncio.run(read())
    assert judged[0].title == "This station has no command DANCE."
    assert entered == ["DANCE"] and desk.sent == []
