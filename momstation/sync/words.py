"""The sentences that tell a person at the station how it stands with the plant."""

from collections.abc import Collection

from momstation.core.i18n import _, ngettext
from momstation.sync.faults import Fault
from momstation.sync.secrecy import explained
from momstation.sync.status import Progress, Remark, SyncState


def reason_of(
    state: SyncState,
    waiting: int,
    detail: str,
    fault: Fault | None = None,
    remarks: Collection[Remark] = (),
    progress: Progress | None = None,
) -> str:
    """Why the state is what it is, what that means for the work, and what to do if anything."""
    match state:
        case SyncState.NEVER_CONFIGURED:
            return _("This station is not connected to a plant. Every record is kept here.")
        case SyncState.CONNECTING:
            return _("Connecting to the plant. You can go on working.")
        case SyncState.LIVE:
            return " ".join([_connected(waiting, progress), *map(_remark, sorted(remarks))])
        case SyncState.OFFLINE:
            return " ".join([_("The plant's database cannot be reached. Go on working."), kept(waiting)])
        case SyncState.REFUSED:
            return " ".join([_refused(fault, detail), kept(waiting)])


def _connected(waiting: int, progress: Progress | None) -> str:
    if progress is not None:
        said = _("Connected to the plant, fetching what is open: {done} of {total}.")
        return said.format(done=progress.done, total=progress.total)
    return _("Connected to the plant.") if waiting == 0 else _("Connected to the plant, sending.")


def _refused(fault: Fault | None, detail: str) -> str:
    if fault is Fault.DAMAGED:
        said = _(
            "The plant finds a record of this station damaged ({detail}). The disk of this computer may be failing."
            " Call the administrator."
        )
    elif fault is Fault.OUTDATED:
        said = _(
            "The plant's database is older than this station needs ({detail}). Ask the administrator to update it."
        )
    elif (secrecy := explained(detail)) is not None:
        said = " ".join([secrecy, _("Nothing was sent. Call the administrator.")])
    else:
        said = _("The plant's database refuses this station ({detail}). Call the administrator.")
    return said.format(detail=detail)


def _remark(remark: Remark) -> str:
    match remark:
        case Remark.PLANT_OLDER:
            return _("The plant's database is older than this station. Ask the administrator to update it.")
        case Remark.PLANT_NEWER:
            return _("The plant's database is newer than this station. Update the station when it suits.")
        case Remark.ASTRAY:
            return _("Some records go to areas that this station may not write to. Tell the administrator.")
        case Remark.ASKED_TO_WAIT:
            return _("The plant is busy and takes records more slowly.")
        case Remark.SLOW:
            return _("The plant is slow to answer.")


def kept(waiting: int) -> str:
    """How many records wait here for the plant."""
    if waiting == 0:
        return _("No record is waiting.")
    sentence = ngettext("{count} record is kept here.", "{count} records are kept here.", waiting)
    return sentence.format(count=waiting)
