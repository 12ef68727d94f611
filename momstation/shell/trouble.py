"""What is wrong with the station's own store and devices, as cards for the strip and sentences for who asks."""

from collections.abc import Sequence

from momstation.core.i18n import _
from momstation.plant.readings import ScannerStatus
from momstation.production.views import StripCard
from momstation.store.notices import Notice
from momstation.ui.status import Status


class Troubles:
    """The last word on the store and on each scanner."""

    def __init__(self) -> None:
        self._scanners: dict[str, ScannerStatus] = {}
        self._is_held = False
        self._notices: dict[str, Notice] = {}

    def hear(self, status: ScannerStatus) -> None:
        self._scanners[status.scanner] = status

    def hear_recording(self, *, is_held: bool) -> None:
        """Whether machines' facts wait because the store refuses them."""
        self._is_held = is_held

    def hear_notice(self, notice: Notice) -> None:
        """What the store says of its own health."""
        self._notices.pop(notice.topic, None)
        if not notice.is_over:
            self._notices[notice.topic] = notice

    def cards(self) -> tuple[StripCard, ...]:
        return tuple(_card(status) for status in self._missing())

    def among(self, cards: Sequence[StripCard]) -> tuple[StripCard, ...]:
        """``cards`` and the station's own: first of all what is not recorded, the rest at the end."""
        held = (_held_card(),) if self._is_held else ()
        urgent = [_notice_card(one) for one in self._notices.values() if one.is_urgent]
        others = [_notice_card(one) for one in self._notices.values() if not one.is_urgent]
        return (*held, *urgent, *cards, *others, *self.cards())

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


def _card(status: ScannerStatus) -> StripCard:
    return StripCard(
        key=f"scanner-{status.scanner}",
        status=Status.CAUTION,
        icon="barcode_scanner",
        kicker=_("Scanner {scanner}").format(scanner=status.scanner),
        title=_("The scanner is not there."),
        text=status.reason or _("Check its cable. Everything can be done by tapping."),
        action=None,
    )


def card_of(topic: str) -> str:
    """The key of the card that shows what the store says about a topic."""
    return f"store-{topic}"


def _notice_card(notice: Notice) -> StripCard:
    return StripCard(
        key=card_of(notice.topic),
        status=Status.ALARM if notice.is_urgent else Status.WARNING,
        icon="report-fill",
        kicker=_("The station's records"),
        title=notice.title,
        text=notice.text,
        action=None,
    )


def _held_card() -> StripCard:
    return StripCard(
        key="not_recorded",
        status=Status.ALARM,
        icon="report-fill",
        kicker=_("The disk is full or fails"),
        title=_("What the machine does is not recorded now"),
        text=_("It waits, and the numbers stand still. Make space on the disk, or call support."),
        action=None,
    )
