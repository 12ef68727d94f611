"""Signing on, switching and signing off, with what is shown of it."""

from collections.abc import Callable

from momstation.core.errors import Refused
from momstation.ui.banner import VerdictBanner
from momstation.workforce.model import SignOff, SignOnByPin
from tests.support.shell_stage import Stage, a_pin_pad, a_sign_on

Build = Callable[..., Stage]


def test_the_badge_comes_first_and_names_are_the_way_without(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        await one.tap("people.acting")
        hint = one.sees("screen.people")
        assert hint is not None
        assert one.names("people.P") == ["people.P2", "people.P3", "people.P4", "people.P5"]
        assert one.names("present.") == ["present.P1", "present.P2"]

    one.play(scene)


def test_somebody_without_a_pin_says_why(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        await one.tap("people.acting")
        await one.tap("people.P3")
        shown = one.sees("verdict.refused")
        assert isinstance(shown, VerdictBanner)
        assert shown.title == "C. Ito has no PIN. Scan the badge."
        assert one.sign_on.chosen == []

    one.play(scene)


def test_a_pin_is_shown_as_dots_and_sent_with_its_last_digit(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        await one.tap("people.acting")
        await one.tap("people.P2")
        dots = one.sees("pin.dots")
        assert dots is not None
        await one.types("123")
        assert dots.accessibleName() == "3 of 4 digits"
        assert one.desk.sent == []
        await one.tap("keypad.backspace")
        assert dots.accessibleName() == "2 of 4 digits"
        await one.types("34")
        sent = one.desk.sent[-1]
        assert isinstance(sent, SignOnByPin)
        assert sent.pin == "1234"
        assert one.sees("screen.home") is not None, "signed on: the work is next"

    one.play(scene)


def test_a_wrong_pin_is_refused_though_it_was_recorded(stage: Build) -> None:
    one = stage()

    one.refusal = Refused("core.not_permitted", person="B. Novak")

    async def scene() -> None:
        await one.tap("people.acting")
        await one.tap("people.P2")
        await one.types("9999")
        assert one.sees("verdict.refused") is not None
        assert one.sees("pin.dots") is not None, "the pad stays for the next try"
        assert one.sees("screen.people") is not None

    one.play(scene)


def test_a_locked_person_is_told_until_when_and_cannot_type(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        await one.tap("people.acting")
        await one.tap("people.P2")
        one.sign_on.view = a_sign_on(a_pin_pad("Too many wrong PINs. Try again after 14:20."))
        one.window.places.show()
        await one.settle()
        refusal = one.sees("pin.refusal")
        assert refusal is not None
        assert "14:20" in refusal.accessibleName()
        await one.types("1234")
        await one.tap("keypad.1")
        assert one.desk.sent == []

    one.play(scene)


def test_signing_off_stays_on_the_screen(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        await one.tap("people.acting")
        await one.tap("sign_off.P2")
        sent = one.desk.sent[-1]
        assert isinstance(sent, SignOff)
        assert sent.person == "P2"
        assert one.sees("screen.people") is not None

    one.play(scene)


def test_leaving_the_pad_forgets_what_was_typed(stage: Build) -> None:
    one = stage()

    async def scene() -> None:
        await one.tap("people.acting")
        await one.tap("people.P2")
        await one.types("12")
        await one.tap("pin.back")
        await one.tap("people.P2")
        dots = one.sees("pin.dots")
        assert dots is not None
        assert dots.accessibleName() == "0 of 4 digits"
        await one.tap("nav.home")
        assert one.sees("screen.home") is not None

    one.play(scene)
