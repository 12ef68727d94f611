"""How the connection to the plant stands, short for the top bar and whole for who asks."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from momstation.core.i18n import N_, _, ngettext
from momstation.sync.status import SyncState, SyncStatus
from momstation.ui.status import Status


@dataclass(frozen=True, slots=True)
class LinkWords:
    """``sentence`` says what it means for the work; ``waiting`` is 0 where waiting means nothing."""

    status: Status
    icon: str
    word: str
    waiting: int
    sentence: str


_SHORT = {
    SyncState.LIVE: (Status.NORMAL, "sync", N_("Live")),
    SyncState.CONNECTING: (Status.NORMAL, "sync", N_("Connecting")),
    SyncState.OFFLINE: (Status.OFFLINE, "cloud_off", N_("Offline")),
    SyncState.REFUSED: (Status.WARNING, "sync_problem", N_("Not accepted")),
    SyncState.NEVER_CONFIGURED: (Status.NORMAL, "cloud_off", N_("Alone")),
}


def link_words(status: SyncStatus, face: Callable[[datetime], str]) -> LinkWords:
    shape, icon, word = _SHORT[status.state]
    is_alone = status.state is SyncState.NEVER_CONFIGURED
    is_live = status.state is SyncState.LIVE
    waiting = 0 if is_alone or is_live else status.waiting
    return LinkWords(shape, icon, _(word), waiting, _sentence(status, face))


def _sentence(status: SyncStatus, face: Callable[[datetime], str]) -> str:
    if status.state is SyncState.NEVER_CONFIGURED:
        return _("This station works alone: no central database is configured. Everything is kept here.")
    if status.state is SyncState.LIVE:
        return _("Connected to the plant. What is recorded here is shared at once.")
    said = [status.reason or _("The plant's database does not answer.")]
    if status.waiting:
        said.append(_waiting(status, face))
    said.append(_("You can work on as usual: nothing is lost."))
    return " ".join(said)


def _waiting(status: SyncStatus, face: Callable[[datetime], str]) -> str:
    if status.oldest is None:
        sentence = ngettext("{count} record waits here.", "{count} records wait here.", status.waiting)
        return sentence.format(count=status.waiting)
    sentence = ngettext(
        "{count} record waits here since {time}.", "{count} records wait here since {time}.", status.waiting
    )
    return sentence.format(count=status.waiting, time=face(status.oldest))
