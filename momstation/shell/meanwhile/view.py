"""What is shown after a reconnect: a few sentences, the most important first."""

from dataclasses import dataclass

from momstation.ui.status import Status


@dataclass(frozen=True, slots=True)
class MeanwhileLine:
    key: str
    status: Status
    icon: str
    text: str
    when: str


@dataclass(frozen=True, slots=True)
class MeanwhileView:
    """``more``: ``and 5 more``, or empty. No lines: there is nothing to tell."""

    title: str
    detail: str
    lines: tuple[MeanwhileLine, ...]
    more: str
    empty_text: str
