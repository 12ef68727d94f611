"""Everything in which a person can have begun something: each as plain values that outlive the window it was in.

A PIN is not among them: it is forgotten when the station locks, and never kept for anybody.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from momstation.core.i18n import _
from momstation.shell.navigation import Place
from momstation.shell.operator_sheets import OperatorSheets
from momstation.shell.panel_sheet import PanelSheet
from momstation.shell.places import Places
from momstation.shell.text_wish import TextDraft, TextFor

Taken = Callable[[bool], None]
"""Hears whether what was begun stands there again, or there is no use for it any more."""
_PLACE_OF = {TextFor.ORDER: Place.ORDERS, TextFor.NOTE: Place.INBOX}


class Desk(Protocol):
    """What of the window people begin things in."""

    sheets: OperatorSheets
    places: Places
    panel_sheet: PanelSheet

    def go(self, place: Place, about: str = "") -> None: ...


@dataclass(frozen=True, slots=True)
class Begun:
    """``now``: what is begun, None for nothing; ``take_up`` puts it back. ``forget`` leaves nothing of it to be
    seen by whoever comes; a sheet needs none, it is closed. ``lost`` says that there is no use for it any more."""

    name: str
    now: Callable[[], object | None]
    take_up: Callable[[Any, Taken], None]
    lost: Callable[[], str]
    forget: Callable[[], None] | None = None

    @property
    def is_sheet(self) -> bool:
        return self.forget is None


def begun_in(desk: Desk) -> tuple[Begun, ...]:
    sheets, places, panel = desk.sheets, desk.places, desk.panel_sheet
    return (
        Begun("note", places.notes, _at_once(places.take_notes), _nothing_lost, places.forget_notes),
        Begun("mark", places.marked, _at_once(places.mark), _nothing_lost, partial(places.mark, "")),
        Begun("quantity", sheets.quantity_draft, sheets.open_quantity, _order_done),
        Begun("scrap", sheets.scrap_draft, sheets.open_scrap, _order_done),
        Begun("stop", sheets.stop_draft, sheets.go_on_with_stop, _stop_explained),
        Begun("text", sheets.text_draft, partial(_write_on, desk), _nothing_lost),
        Begun("panel", panel.draft, _at_once(panel.take_up), _nothing_lost),
    )


def _write_on(desk: Desk, draft: TextDraft, taken: Taken) -> None:
    desk.go(_PLACE_OF[draft.wanted_for])
    desk.places.ask_text(draft.wanted_for, draft.about, draft.text)
    taken(True)


def _at_once(take_up: Callable[[Any], None]) -> Callable[[Any, Taken], None]:
    """For what is there again as soon as it is asked for."""

    def taking(draft: Any, taken: Taken) -> None:
        take_up(draft)
        taken(True)

    return taking


def _order_done() -> str:
    return _("What you had begun belonged to an order that does not run here any more. It was dropped.")


def _stop_explained() -> str:
    return _("The stop that you had begun to explain has its reason by now.")


def _nothing_lost() -> str:
    """It can always be put back; what has become of its subject is said where that is shown."""
    return ""
