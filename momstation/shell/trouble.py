"""What is wrong with the station's own store, link and devices, as cards for the strip and sentences for who asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from momstation.core.i18n import N_, _, ngettext
from momstation.plant.readings import ScannerStatus
from momstation.production.views import StripCard
from momstation.shell.link_words import LinkWords
from momstation.store.notices import Notice
from momstation.ui.status import Status, worst

_REPORT = "report."
"""A fault of the program, not of the records."""
LINK, MORE, HELD = "link", "more", "not_recorded"
_ANSWERS = {
    "store.rebuilt": N_("Seen"),
    "store.rebuilt_empty": N_("Seen"),
    "store.put_back": N_("Seen"),
    "store.unreadable_copy": N_("Seen"),
    "report.hang": N_("Seen"),
    "report.crash": N_("Seen"),
    "report.fault": N_("Seen"),
    "store.behind": N_("Count on without the plant"),
}
_OVER_WHEN_SEEN = ("store.put_back", "store.unreadable_copy", "report.hang", "report.crash", "report.fault")
"""What happened once and is over: nobody but the reader need know that it was read."""


@dataclass(frozen=True, slots=True)
class NoticeView:
    """A message as a whole. ``answer`` is on the button that takes it away; empty where it goes with its cause."""

    key: str
    status: Status
    kicker: str
    title: str
    when: str
    what: str
    to_do: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class _Said:
    notice: Notice
    at: datetime


class Troubles:
    """The last word on the store, on the link and on each scanner."""

    def __init__(self) -> None:
        self._scanners: dict[str, ScannerStatus] = {}
        self._is_held = False
        self._said: dict[str, _Said] = {}
        self._link: LinkWords | None = None

    @property
    def is_safe(self) -> bool:
        """Nothing is known that puts the station's own records in danger."""
        return not self._is_held and not any(one.notice.is_urgent for one in self._said.values())

    def hear(self, status: ScannerStatus) -> None:
        self._scanners[status.scanner] = status

    def hear_recording(self, *, is_held: bool) -> None:
        """Whether machines' facts wait because the store refuses them."""
        self._is_held = is_held

    def hear_notice(self, notice: Notice, at: datetime) -> None:
        """What the store says of its own health, and when it was first heard here."""
        before = self._said.pop(notice.topic, None)
        if not notice.is_over:
            since = before.at if before is not None and before.notice.key == notice.key else at
            self._said[notice.topic] = _Said(notice, since)

    def hear_link(self, words: LinkWords) -> None:
        self._link = words

    def among(self, cards: Sequence[StripCard], places: int) -> tuple[StripCard, ...]:
        """``cards`` and the station's own, worst first, the own urgent ones before others that are as bad; what finds
        no place is counted in the last card."""
        held = (_held_card(),) if self._is_held else ()
        notices = [one.notice for one in self._said.values()]
        urgent = [_notice_card(one) for one in sorted(notices, key=_is_past) if one.is_urgent]
        others = [_notice_card(one) for one in notices if not one.is_urgent]
        link = [_link_card(self._link)] if self._link is not None and self._link.title else []
        every = (*held, *urgent, *cards, *link, *others, *(_scanner_card(one) for one in self._missing()))
        ranked = sorted(every, key=lambda card: -card.status.severity)
        if len(ranked) <= places:
            return tuple(ranked)
        return (*ranked[: places - 1], _more_card(ranked[places - 1 :]))

    def titles(self) -> tuple[str, ...]:
        """What is wrong with the records of this station, one title each."""
        held = (_held_card().title,) if self._is_held else ()
        said = (one.notice for one in self._said.values())
        return (*held, *(notice.title for notice in said if not notice.key.startswith(_REPORT)))

    def said(self, key: str) -> tuple[Notice, datetime] | None:
        """What the store said that a card of this key shows, and when."""
        found = next((one for topic, one in self._said.items() if card_of(topic) == key), None)
        return (found.notice, found.at) if found is not None else None

    def take_away(self, key: str) -> bool:
        """Forget what was seen; False where somebody else must be told, or its cause has to go."""
        found = self.said(key)
        if found is None or found[0].key not in _OVER_WHEN_SEEN:
            return False
        del self._said[found[0].topic]
        return True

    def scanner_trouble(self) -> str:
        """Why nothing can be scanned now; empty while a scanner is there or none was ever configured."""
        missing = self._missing()
        if not missing or len(missing) < len(self._scanners):
            return ""
        return missing[0].reason or _("The scanner is not there.")

    def scanner_sentence(self) -> str:
        if not self._scanners:
            return _("No scanner is configured at this station. Everything can be done by tapping.")
        missing = self._missing()
        if not missing:
            return _("Connected and ready.")
        return " ".join(status.reason or _("The scanner is not there.") for status in missing)

    def _missing(self) -> list[ScannerStatus]:
        return [status for status in self._scanners.values() if not status.is_connected]


def _is_past(notice: Notice) -> bool:
    """What waits to be read stands behind what goes on."""
    return notice.key in _ANSWERS


def card_of(topic: str) -> str:
    """The key of the card that shows what the store says about a topic."""
    return f"store-{topic}"


def notice_view(notice: Notice, when: str) -> NoticeView:
    answer = _ANSWERS.get(notice.key)
    return NoticeView(
        key=card_of(notice.topic),
        status=_status_of(notice),
        kicker=_kicker_of(notice),
        title=notice.title,
        when=_("Said since {time}").format(time=when),
        what=notice.what,
        to_do=notice.to_do,
        answer=_(answer) if answer is not None else "",
    )


def card_view(card: StripCard) -> NoticeView:
    """A card that nobody can answer, as a whole."""
    return NoticeView(card.key, card.status, card.kicker, card.title, "", card.text, "")


def _kicker_of(notice: Notice) -> str:
    return _("This station") if notice.key.startswith(_REPORT) else _("The station's records")


def _status_of(notice: Notice) -> Status:
    return Status.ALARM if notice.is_urgent else Status.WARNING


def _scanner_card(status: ScannerStatus) -> StripCard:
    return StripCard(
        key=f"scanner-{status.scanner}",
        status=Status.CAUTION,
        icon="barcode_scanner",
        kicker=_("Scanner {scanner}").format(scanner=status.scanner),
        title=_("The scanner is not there."),
        text=status.reason or _("Check its cable. Everything can be done by tapping."),
        action=None,
    )


def _link_card(words: LinkWords) -> StripCard:
    return StripCard(
        key=LINK,
        status=words.status,
        icon=words.icon,
        kicker=_("Connection to the plant"),
        title=words.title,
        text=words.text,
        action=None,
    )


def _notice_card(notice: Notice) -> StripCard:
    return StripCard(
        key=card_of(notice.topic),
        status=_status_of(notice),
        icon="report-fill",
        kicker=_kicker_of(notice),
        title=notice.title,
        text=notice.to_do or notice.what,
        action=None,
    )


def _held_card() -> StripCard:
    return StripCard(
        key=HELD,
        status=Status.ALARM,
        icon="report-fill",
        kicker=_("The disk is full or fails"),
        title=_("What the machine does is not recorded now"),
        text=_("It waits, and the numbers stand still. Make space on the disk, or call support."),
        action=None,
    )


def _more_card(rest: Sequence[StripCard]) -> StripCard:
    title = ngettext("{count} more message", "{count} more messages", len(rest)).format(count=len(rest))
    return StripCard(
        key=MORE,
        status=worst(card.status for card in rest),
        icon="list",
        kicker=_("There is no room for all"),
        title=title,
        text="\n".join(f"{card.title} – {card.text}" if card.text else card.title for card in rest),
        action=None,
    )
