"""A keyboard, a gauge and a scan reach the number that is asked for, and nothing covers it or its limits."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QWidget

from momstation.core.part import Part
from momstation.plant.readings import GaugeRead, GaugeStatus
from momstation.production.model.commands import DeclareQuantity
from momstation.ui.keypad import KeyPad
from momstation.ui.overlay import Overlay
from momstation.ui.sheet import Sheet
from momstation.ui.text_sheet import TextSheet
from tests.support import production_views as made
from tests.support.shell_builders import scanned
from tests.support.shell_stage import PANELS, Stage

Build = Callable[..., Stage]
ACCEPTS = (Part(name="production", accepts=("an order's code",)),)
SHEETS = {"tile.scrap": "sheet.scrap", "tile.quantity": "sheet.quantity"}


def read(value: str | None, *, unit: str = "", trouble: str = "") -> GaugeRead:
    number = None if value is None else Decimal(value)
    return GaugeRead("G1", number, unit, f"{value} {unit}".strip(), made.NOW, 0.0, trouble)


def pad_of(one: Stage) -> KeyPad:
    return next(pad for pad in one.window.findChildren(KeyPad) if pad.isVisible())


def box(one: Stage, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(one.window, QPoint(0, 0)), widget.size())


async def opened(one: Stage, tile: str) -> KeyPad:
    await one.tap(tile)
    await one.shows(SHEETS[tile])
    return pad_of(one)


@pytest.mark.parametrize("tile", list(SHEETS))
@pytest.mark.parametrize("size", list(PANELS))
@pytest.mark.parametrize("scale", [100, 125])
def test_no_key_covers_the_number_its_unit_or_its_limits(
    stage: Build, tile: str, size: tuple[int, int], scale: int
) -> None:
    one = stage(size=size, scale=scale)

    async def scene() -> None:
        pad = await opened(one, tile)
        field = pad.field
        assert field.visibleRegion().boundingRect() == field.rect(), "the field is whole in the window"
        assert one.window.rect().contains(box(one, field))
        for key in (*pad.keys.values(), pad.enter_key):
            assert not key.isVisible() or not box(one, key).intersects(box(one, field))
        for over in one.window.findChildren(Overlay):
            if over.isVisible() and not isinstance(over, Sheet):
                assert not box(one, over).intersects(box(one, field)), over.objectName()
        said = field.accessibleName()
        assert "pieces" in said and str(pad.model.limits.maximum) in said
        assert not [what for what in one.clipped if what[0] == "KeyPadField"]

    one.play(scene)


def test_what_is_outside_is_said_in_the_field_and_not_sent(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        pad = await opened(one, "tile.scrap")
        await one.types("420")
        assert "Too large: at most 419." in pad.field.accessibleName()
        await one.tap("scrap.reason.BURR")
        assert one.desk.sent == []
        assert one.sees("verdict.refused") is not None
        await one.press(Qt.Key.Key_Backspace)
        await one.tap("scrap.reason.BURR")
        (sent,) = one.desk.sent
        assert isinstance(sent, DeclareQuantity) and sent.scrap == 42

    one.play(scene)


def test_keyboard_gauge_and_scan_reach_the_same_number(stage: Build) -> None:
    one = stage(parts=ACCEPTS)

    async def scene() -> None:
        pad = await opened(one, "tile.quantity")
        await one.types("12")
        assert pad.model.value == 12
        one.bus.publish(read("24"))
        await one.settle()
        assert pad.model.value == 24
        await one.says("verdict.accepted", "Entered: 24")
        one.bus.publish(scanned("Q36"))
        await one.settle()
        assert pad.model.value == 36
        await one.types("5")
        assert pad.model.value == 5, "the first digit replaces what was sent"
        assert one.desk.sent == [], "a number that is entered is not recorded"
        await one.tap("keypad.enter")
        (sent,) = one.desk.sent
        assert isinstance(sent, DeclareQuantity) and sent.good == 5

    one.play(scene)


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        (read("12.06", unit="mm"), "measures in mm; pieces is asked for here"),
        (read("12.06"), "12.06 was not entered"),
        (read("-3"), "-3 was not entered"),
        (read("123456789"), "123456789 was not entered"),
        (read(None, trouble="Gauge G1 was not at rest: S D 3 g."), "not at rest"),
    ],
)
def test_a_value_that_cannot_stand_there_is_refused_in_words(
    stage: Build, sent: GaugeRead, says: str
) -> None:
    one = stage()

    async def scene() -> None:
        pad = await opened(one, "tile.quantity")
        before = pad.model.text
        one.bus.publish(sent)
        await one.says("verdict.refused", says)
        assert pad.model.text == before

    one.play(scene)


@pytest.mark.parametrize("code", ["40063813", "10001", "4.5"])
def test_a_code_outside_of_what_is_asked_for_is_no_number(stage: Build, code: str) -> None:
    one = stage(parts=ACCEPTS)

    async def scene() -> None:
        pad = await opened(one, "tile.quantity")
        before = pad.model.text
        one.bus.publish(scanned(code))
        await one.says("verdict.refused", f"Nobody here knows this code: {code}")
        assert pad.model.text == before

    one.play(scene)


def test_a_value_that_nobody_asks_for_is_said_and_kept_nowhere(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        one.bus.publish(read("24"))
        await one.says("verdict.refused", "no number is asked for here")

    one.play(scene)


def test_a_number_below_another_sheet_is_not_written_into(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        pad = await opened(one, "tile.quantity")
        before = pad.model.text
        TextSheet(one.host, one.window).ask("Note")
        await one.settle()
        one.bus.publish(read("24"))
        await one.says("verdict.refused", "no number is asked for here")
        assert pad.model.text == before

    one.play(scene)


def test_a_scan_that_nobody_knows_goes_into_the_text_that_is_asked_for(stage: Build) -> None:
    one = stage(parts=ACCEPTS)

    async def scene() -> None:
        sheet = TextSheet(one.host, one.window)
        sheet.ask("Note")
        await one.settle()
        one.bus.publish(scanned("COIL-A-771"))
        await one.settle()
        assert sheet.pad.field.typed == "COIL-A-771"
        await one.says("verdict.accepted", "COIL-A-771")

    one.play(scene)


def test_what_is_entered_leaves_the_undo_of_the_last_booking(stage: Build) -> None:
    one = stage(parts=ACCEPTS)

    async def scene() -> None:
        await opened(one, "tile.quantity")
        await one.types("5")
        await one.tap("keypad.enter")
        await one.gone("sheet.quantity")
        await opened(one, "tile.quantity")
        one.bus.publish(read("24"))
        await one.settle()
        await one.press(Qt.Key.Key_Escape)
        await one.shows("undo.button")

    one.play(scene)


def test_a_gauge_that_is_not_there_has_its_card(stage: Build) -> None:
    one = stage(home=made.a_home(strip=()))

    async def scene() -> None:
        one.bus.publish(GaugeStatus("G1", False, "Gauge G1 is not there. Check its cable at COM4."))
        await one.says("strip.gauge-G1", "Check its cable at COM4.")
        one.bus.publish(GaugeStatus("G1", True))
        await one.gone("strip.gauge-G1")

    one.play(scene)
