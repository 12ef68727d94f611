"""Finds pages and screen states by the names that the index gives them."""

from collections.abc import Sequence

from momstation.app.gallery.looks import Unfit
from momstation.app.gallery.stage import ScreenState
from momstation.app.gallery.states import states
from momstation.ui.gallery_page import Page
from momstation.ui.gallery_pages import PAGES


def names_of(wanted: Sequence[str]) -> tuple[str, ...]:
    """As given, once all are known: a page, a screen, or a screen and its state as in ``home-stopped``."""
    known = {page.name for page in PAGES} | {state.screen for state in states()}
    for one in wanted:
        if one not in known | {state.name for state in states()}:
            raise Unfit(f"There is no page or screen '{one}'. Known are: {', '.join(sorted(known))}.")
    return tuple(wanted)


def pages_of(only: Sequence[str]) -> list[Page]:
    return [page for page in PAGES if not only or page.name in only]


def states_of(only: Sequence[str]) -> list[ScreenState]:
    return [state for state in states() if not only or state.screen in only or state.name in only]
