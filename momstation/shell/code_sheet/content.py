"""Which codes the sheet holds and what stands beside each, in the station's language."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from momstation.core.i18n import _
from momstation.plant.nouns import ReasonKind
from momstation.plant.records import plant_definition, reasons
from momstation.shell.codes import COMMAND
from momstation.ui.letter_ranges import in_letters

PREFIX = f"{COMMAND.upper()}:"


@dataclass(frozen=True, slots=True)
class PrintedCode:
    """``text`` is what the scanner reads; ``word`` what a person reads."""

    text: str
    word: str


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    codes: tuple[PrintedCode, ...]


def sections(scrap: Sequence[PrintedCode], stop: Sequence[PrintedCode]) -> tuple[Section, ...]:
    """Without a section that holds nothing: a plant may have no reasons yet."""
    wanted = (
        Section(_("Order"), _of_order()),
        Section(_("Scrap: one piece each"), tuple(scrap)),
        Section(_("Reason of the stop"), tuple(stop)),
        Section(_("People"), _of_people()),
    )
    return tuple(section for section in wanted if section.codes)


def reasons_in(conn: sa.Connection, kind: ReasonKind) -> tuple[PrintedCode, ...]:
    """Of the plant as the station knows it, by their letters; none in a store that no plant was imported into."""
    if not sa.inspect(conn).has_table(plant_definition.name):
        return ()
    word = "SCRAP" if kind is ReasonKind.SCRAP else "STOP"
    found = sorted(reasons(conn, kind), key=lambda reason: (in_letters(reason.text), reason.id))
    return tuple(_code(f"{word}:{reason.id}", reason.text) for reason in found)


def _of_order() -> tuple[PrintedCode, ...]:
    return (
        _code("START", _("Start the next order, or go on")),
        _code("PAUSE", _("Pause the order")),
        _code("FINISH", _("Finish the order")),
        _code("CLEAR", _("The line is clear")),
        _code("SETUP", _("Start the setup")),
        _code("SETUP-END", _("End the setup")),
        _code("GOOD:1", _("One good part")),
        _code("UNDO", _("Take the last entry back")),
    )


def _of_people() -> tuple[PrintedCode, ...]:
    return _code("SIGN-OFF", _("Sign off")), _code("LOCK", _("Lock the station"))


def _code(text: str, word: str) -> PrintedCode:
    return PrintedCode(PREFIX + text, word)
