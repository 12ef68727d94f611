"""What the inbox shows: a sentence for each contradiction, the records behind it, and what may be decided."""

from dataclasses import dataclass

from momstation.ui.status import Status


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """A record: what it says, who made it where, and when."""

    key: str
    what: str
    who: str
    when: str


@dataclass(frozen=True, slots=True)
class InboxRow:
    """``accept`` and ``overrule`` are the words on the buttons; ``overrule`` empty where there is one way.
    ``refusal``: why the acting person may do neither."""

    id: str
    status: Status
    sentence: str
    when: str
    accept: str
    overrule: str
    evidence: tuple[EvidenceLine, ...]
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class InboxView:
    title: str
    detail: str
    rows: tuple[InboxRow, ...]
    empty_text: str
    empty_hint: str
