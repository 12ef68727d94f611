"""What screens show of the people at the station: finished words, no rules."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class PersonTile:
    """A name to tap on the sign-on screen.

    hint        ``signed on``, ``acts now``, ``badge only``, or empty
    refusal     why a PIN cannot be given now (no PIN, locked until 14:20); empty when it can
    pin_refusal the same for somebody who is present already, as a locked station asks them too
    is_present  then a tap sends ActAs(person) at once, without a PIN: the person signed on here before
    """

    person: str
    name: str
    initials: str
    hint: str
    refusal: str
    is_present: bool
    is_acting: bool
    pin_refusal: str = ""


@dataclass(frozen=True, slots=True)
class PinPadView:
    """The PIN pad of the person that was chosen. The digits typed so far are the screen's and nowhere else.

    digits      how long every PIN is: with the last digit the screen sends SignOnByPin by itself
    is_enabled  False while the person is locked; then ``refusal`` says until when
    """

    person: str
    name: str
    prompt: str
    digits: int
    is_enabled: bool
    refusal: str
    locked_until: datetime | None


@dataclass(frozen=True, slots=True)
class SignOnView:
    """The sign-on screen. ``people`` has who worked here lately first; ``pad`` None: nobody is chosen yet."""

    title: str
    hint: str
    people: tuple[PersonTile, ...]
    pad: PinPadView | None
    empty_text: str


@dataclass(frozen=True, slots=True)
class PresentPerson:
    """Somebody who is signed on; the lit one acts. A tap sends ActAs(person)."""

    person: str
    name: str
    initials: str
    is_acting: bool
    spoken: str


@dataclass(frozen=True, slots=True)
class PresentPeopleView:
    """The top bar. ``text`` is the acting person's name, or says that nobody acts; ``spoken`` the whole.

    acting           who acts; while the station is locked, who did before
    acting_language  the language of the acting person, such as ``de``; empty: the station's own
    refusals         right (``production.finish_order``) → why the acting person may not; what is missing may be
                     done
    """

    people: tuple[PresentPerson, ...]
    acting: str | None
    text: str
    spoken: str
    acting_language: str = ""
    is_locked: bool = False
    refusals: Mapping[str, str] = field(default_factory=dict)
