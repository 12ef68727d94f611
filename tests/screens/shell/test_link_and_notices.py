"""What is so of the link and of the station's own records is said, whole and readable, in both homes."""

from collections.abc import Callable
from datetime import timedelta
from itertools import product

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from momstation.core.errors import Refused
from momstation.core.part import RecordingHeld
from momstation.plant.readings import ScannerStatus
from momstation.shell.link_words import link_words
from momstation.store.notices import NOTICES, Notice
from momstation.sync.status import SyncState, SyncStatus
from momstation.ui.status import Status
from momstation.ui.text import Text
from tests.support import production_views as made
from tests.support.link_states import every_link, link
from tests.support.shell_stage import Stage

Build = Callable[..., Stage]
HOMES = [
    ("operator", (1280, 800)),
    ("operator", (1366, 768)),
    ("team_lead", (1280, 800)),
    ("team_lead", (1920, 1080)),
]
VALUES = {
    "folder": "/var/lib/momstation/P07/quarantine/P07-20260302-131455-put-aside-because-it-was-damaged",
    "file": "/var/lib/momstation/P07/station.db", "detail": "database disk image is malformed", "found": "P08",
    "n": 31, "backup": 5120, "copy": 312, "salvaged": 4, "bytes": 4096, "mb": 210, "size": 64,
    "sentence": "The backup of today could not be written: the disk is full.",
}  # fmt: skip
DISK = Notice("disk.reserve_used", "disk", VALUES, is_urgent=True)
SPACE = Notice("disk.has_space", "disk", VALUES, is_over=True)
REBUILT = Notice("store.rebuilt", "rebuilt", VALUES, is_urgent=True)
PUT_BACK = Notice("store.put_back", "put_back", VALUES, is_urgent=True)


def a_stage(stage: Build, role: str, size: tuple[int, int], **how: object) -> Stage:
    """Without cards of the machine, which compete for the places of an operator's strip."""
    return stage(role=role, size=size, home=made.a_home(strip=()), **how)


@pytest.mark.parametrize(("role", "size"), HOMES)
@pytest.mark.parametrize("scale", [100, 125])
def test_every_state_of_the_link_is_said_at_the_top_in_its_card_and_on_the_stations_sheet(
    stage: Build, role: str, size: tuple[int, int], scale: int
) -> None:
    one = a_stage(stage, role, size, scale=scale)
    found: dict[str, list[object]] = {}

    async def scene() -> None:
        for name, status in every_link(made.NOW):
            found[name] = [*await _faults_at_home(one, status), *await _faults_on_sheet(one, status)]

    one.play(scene)
    assert {name: faults for name, faults in found.items() if faults} == {}
    assert len(found) > 50


async def _faults_at_home(one: Stage, status: SyncStatus) -> list[object]:
    one.link = status
    one.window.tick()
    await one.settle()
    words = link_words(status, made.NOW, one.window.services.moment)
    faults: list[object] = []
    top, card = one.window.frame.top.link, one.sees("strip.link")
    if not top.word.startswith((words.word, words.short)) or (
        words.waiting and str(words.waiting) not in top.word
    ):
        faults.append(f"at the top: {top.word}")
    if words.extra not in top.word:
        faults.append(f"the top says nothing of {words.extra}")
    if top.width() < top.sizeHint().width():
        faults.append(f"cut at the top: {top.word}")
    if words.status is not Status.NORMAL and words.status.word() not in top.accessibleDescription():
        faults.append("the colour alone says how bad it is")
    if card is not None and words.status.word() not in card.accessibleDescription():
        faults.append("the top and the card do not agree")
    if bool(words.title) is not (card is not None):
        faults.append(f"card: {card}")
    if card is not None and (card.accessibleName(), words.text in card.accessibleDescription()) != (
        words.title,
        True,
    ):
        faults.append(f"the card says {card.accessibleName()}")
    return [*faults, *_clipped(one)]


async def _faults_on_sheet(one: Stage, status: SyncStatus) -> list[object]:
    way = "strip.link" if one.sees("strip.link") is not None else "link"
    await one.tap(way)
    words = link_words(status, made.NOW, one.window.services.moment)
    said = one.sees("link.sentence")
    faults: list[object] = [*_clipped(one, one.window.station_sheet)]
    if said is None or said.accessibleName() != words.sentence:
        faults.append(f"the sheet says {said.accessibleName() if said else 'nothing'}")
    if said is not None and said.height() < said.heightForWidth(said.width()):
        faults.append("the sentence has no room")
    shown = [each.text() for each in one.window.station_sheet.findChildren(Text) if each.isVisible()]
    if len(shown) != len(set(shown)):
        faults.append("the sheet says something twice")
    await one.tap("sheet.close")
    return faults


def _clipped(one: Stage, part: QWidget | None = None) -> list[tuple[str, str]]:
    """All of the window is painted here, or a part of it where the rest was judged, and only here: what lies between
    two looks nobody judges."""
    one.clipped.clear()
    one.window.setUpdatesEnabled(True)
    assert not (part or one.window).grab().isNull()
    one.window.setUpdatesEnabled(False)
    return list(one.clipped)


@pytest.mark.parametrize(("role", "size"), HOMES)
def test_every_notice_of_the_store_is_shown_and_can_be_read_whole(
    stage: Build, role: str, size: tuple[int, int]
) -> None:
    one = a_stage(stage, role, size, scale=125)
    found: dict[str, list[object]] = {}

    async def scene() -> None:
        for key in NOTICES:
            notice = Notice(key, key, VALUES, is_urgent=True)
            one.bus.publish(notice)
            await one.settle()
            await one.tap(f"strip.store-{key}")
            faults: list[object] = [*_clipped(one)]
            for name, text in (("title", notice.title), ("what", notice.what), ("to_do", notice.to_do)):
                said = one.sees(f"notice.{name}")
                if text and (said is None or said.accessibleName() != text):
                    faults.append(f"{name} is not said")
            found[key] = faults
            await one.tap("sheet.close")
            one.bus.publish(Notice(key, key, VALUES, is_over=True))
            await one.settle()
            assert one.sees(f"strip.store-{key}") is None

    one.play(scene)
    assert {key: faults for key, faults in found.items() if faults} == {}


@pytest.mark.parametrize("role", ["operator", "team_lead"])
def test_what_only_its_cause_takes_away_has_no_button_and_goes_with_it(stage: Build, role: str) -> None:
    one = a_stage(stage, role, (1280, 800))

    async def scene() -> None:
        one.bus.publish(DISK)
        await one.settle()
        await one.tap("strip.store-disk")
        assert one.sees("sheet.notice") is not None
        assert one.sees("notice.answer") is None
        await one.tap("sheet.close")
        assert one.sees("strip.store-disk") is not None, "read, and still there"
        await one.tap("strip.store-disk")
        one.bus.publish(SPACE)
        await one.settle()
        assert one.sees("sheet.notice") is None
        assert one.sees("strip.store-disk") is None

    one.play(scene)


@pytest.mark.parametrize("role", ["operator", "team_lead"])
def test_a_tap_on_a_card_takes_nothing_away_unread(stage: Build, role: str) -> None:
    one = a_stage(stage, role, (1280, 800))
    asked: list[str] = []
    one.window.notices.answered.connect(asked.append)

    async def scene() -> None:
        one.bus.publish(REBUILT)
        one.bus.publish(PUT_BACK)
        await one.settle()
        await one.tap("strip.store-rebuilt")
        assert asked == []
        await one.tap("notice.answer")
        assert asked == ["store-rebuilt"], "whoever may decide is asked"
        assert one.sees("sheet.notice") is not None
        await one.tap("sheet.close")
        await one.tap("strip.store-put_back")
        await one.tap("notice.answer")
        assert one.sees("sheet.notice") is None
        assert one.sees("strip.store-put_back") is None
        assert asked == ["store-rebuilt"]

    one.play(scene)


def test_it_says_since_when(stage: Build) -> None:
    one = a_stage(stage, "operator", (1280, 800))

    async def scene() -> None:
        one.bus.publish(DISK)
        await one.settle()
        one.clock.advance(3600)
        one.bus.publish(DISK)  # said again: it began when it began
        await one.settle()
        await one.tap("strip.store-disk")
        sheet = one.sees("sheet.notice")
        assert sheet is not None
        said = [each.text() for each in sheet.findChildren(Text)]
        assert f"Said since {one.window.services.moment(made.NOW)}" in said

    one.play(scene)


@pytest.mark.parametrize(("role", "places"), [("operator", 4), ("team_lead", 3)])
def test_what_finds_no_place_is_counted_and_can_be_read(stage: Build, role: str, places: int) -> None:
    one = a_stage(stage, role, (1280, 800))
    said = [
        Notice(key, key, VALUES, is_urgent=True) for key in ("copy.failing", "copy.ahead", "store.damaged")
    ]

    async def scene() -> None:
        one.link = link(SyncState.OFFLINE, made.NOW, 10_412, timedelta(hours=20))
        one.window.tick()
        for notice in (DISK, *said):
            one.bus.publish(notice)
        await one.settle()
        assert len(one.names("strip.")) == places
        hidden = 5 - (places - 1)
        await one.says("strip.more", f"{hidden} more messages")
        await one.tap("strip.more")
        await one.says("notice.what", "10412 records wait here")
        assert _clipped(one) == []

    one.play(scene)


@pytest.mark.parametrize("role", ["operator", "team_lead"])
def test_nobody_says_that_nothing_is_lost_while_records_are_in_danger(stage: Build, role: str) -> None:
    one = a_stage(stage, role, (1280, 800))
    one.link = link(SyncState.OFFLINE, made.NOW, 3)

    async def said() -> str:
        one.window.tick()
        await one.tap("link")
        sentence = one.sees("link.sentence")
        assert sentence is not None
        await one.tap("sheet.close")
        return sentence.accessibleName()

    async def scene() -> None:
        assert "nothing is lost" in await said()
        one.bus.publish(DISK)
        await one.settle()
        assert "nothing is lost" not in await said()
        one.bus.publish(SPACE)
        await one.settle()
        assert "nothing is lost" in await said()
        one.bus.publish(RecordingHeld(Refused("store.full")))
        await one.settle()
        if one.sees("verdict.refused") is not None:
            await one.tap("verdict.refused")
        assert "nothing is lost" not in await said()

    one.play(scene)


def test_the_stations_sheet_tells_what_is_wrong_with_the_records(stage: Build) -> None:
    one = a_stage(stage, "operator", (1280, 800))

    async def scene() -> None:
        await one.tap("link")
        await one.says("records.sentence", "Nothing is known to be wrong")
        await one.tap("sheet.close")
        one.bus.publish(DISK)
        await one.settle()
        await one.tap("link")
        await one.says("records.sentence", DISK.title)

    one.play(scene)


def test_a_scanners_card_is_read_whole_too_and_with_keys(stage: Build) -> None:
    one = a_stage(stage, "team_lead", (1920, 1080))
    why = "Scanner S1 is not there. Check its cable at COM3, and whether another program uses the port just now."

    async def scene() -> None:
        one.bus.publish(ScannerStatus("S1", False, why))
        await one.settle()
        card = one.sees("strip.scanner-S1")
        assert card is not None
        card.setFocus()
        QTest.keyClick(card, Qt.Key.Key_Return)
        await one.settle()
        await one.says("notice.what", why)
        await one.press(Qt.Key.Key_Escape)
        assert one.sees("sheet.notice") is None

    one.play(scene)


@pytest.mark.parametrize(("role", "theme"), list(product(["operator", "team_lead"], ["dark", "contrast"])))
def test_no_theme_cuts_a_message(stage: Build, role: str, theme: str) -> None:
    one = a_stage(stage, role, (1280, 800), theme=theme)

    async def scene() -> None:
        one.bus.publish(REBUILT)
        await one.settle()
        assert _clipped(one) == []
        await one.tap("strip.store-rebuilt")
        assert _clipped(one) == []

    one.play(scene)
