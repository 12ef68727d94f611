"""The sentences that tell a person at the station how it stands with the plant."""

from momstation.core.i18n import _, ngettext
from momstation.sync.status import SyncState


def reason_of(state: SyncState, waiting: int, detail: str) -> str:
    """Why the state is what it is, what that means for the work, and what to do if anything."""
    match state:
        case SyncState.NEVER_CONFIGURED:
            return _("This station is not connected to a plant. Every record is kept here.")
        case SyncState.CONNECTING:
            return _("Connecting to the plant. You can go on working.")
        case SyncState.LIVE:
            return _("Connected to the plant.") if waiting == 0 else _("Connected to the plant, sending.")
        case SyncState.OFFLINE:
            return " ".join([_("The plant's database cannot be reached. Go on working."), kept(waiting)])
        case SyncState.REFUSED:
            said = _("The plant's database refuses this station ({detail}). Call the administrator.")
            return " ".join([said.format(detail=detail), kept(waiting)])


def kept(waiting: int) -> str:
    """How many records wait here for the plant."""
    if waiting == 0:
        return _("No record is waiting.")
    sentence = ngettext("{count} record is kept here.", "{count} records are kept here.", waiting)
    return sentence.format(count=waiting)
