"""Lays out the codes that a person could scan in the demo with windows: badges, orders, reasons, and odd ones."""

import msgspec

from momstation.core.i18n import _
from momstation.plant.importing import read_plant
from momstation.plant.nouns import JobOrder, Noun, Person, Reason, ReasonKind
from momstation.simulation.code_panel import Code, Deck
from momstation.simulation.demo.stage import Place, Stage

MOST = 9


def show_panel(stage: Stage) -> None:
    """Open the panel in a process of its own, one card for each scanner."""
    nouns = read_plant(stage.plant_folder, {})
    decks = [_deck(place, nouns) for place in stage.places if place.scanner is not None]
    path = stage.folder / "codes.json"
    path.write_bytes(msgspec.json.encode(decks))
    stage.player("codes", "momstation.simulation.code_panel", "--decks", str(path))


def _deck(place: Place, nouns: list[Noun]) -> Deck:
    persons = [Code(one.badge, one.name) for one in nouns if isinstance(one, Person)]
    orders = [
        Code(f"ORDER:{one.id}", one.id)
        for one in nouns
        if isinstance(one, JobOrder) and one.work_unit == place.machine
    ]
    reasons = [one for one in nouns if isinstance(one, Reason)]
    codes = {
        _("Badges"): persons[:MOST],
        _("Job orders"): orders[:MOST],
        _("Scrap one part"): [Code(f"SCRAP:{r.id}", r.text) for r in reasons if r.kind is ReasonKind.SCRAP][
            :MOST
        ],
        _("Reason of the stop"): [Code(f"STOP:{r.id}", r.text) for r in reasons if r.kind is ReasonKind.STOP][
            :MOST
        ],
        _("A code of something else"): [Code("4006381333931", _("A pen"))],
    }
    return Deck(place.code, str(place.scanner), codes)
