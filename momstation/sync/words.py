"""The sentences that tell a person at the station how it stands with the plant."""

from collections.abc import Collection, Mapping
from datetime import timedelta
from types import MappingProxyType

from momstation.core.i18n import N_, _
from momstation.plant.time_words import duration
from momstation.sync.denials import denial_of
from momstation.sync.faults import Fault
from momstation.sync.secrecy import explained
from momstation.sync.status import Denial, Progress, Remark, SyncState

DENIALS: Mapping[Denial, str] = MappingProxyType(
    {
        Denial.ADDRESS: N_(
            "The address of the plant's database is written wrongly. Ask the administrator to correct dsn under"
            " [central] in the settings and to start the station again."
        ),
        Denial.SHUT_OUT: N_(
            "The plant has shut this station out. If that is a mistake, ask the administrator to enrol it again."
        ),
        Denial.UNKNOWN: N_(
            "The plant does not accept the access of this station: it was taken back, or the station was enrolled"
            " again with another store. Ask the administrator to enrol it."
        ),
        Denial.PASSWORD: N_(
            "The plant's database does not accept the name and password of this station."
            " Ask the administrator to enrol it again."
        ),
        Denial.NO_LOGIN: N_(
            "The plant's database has no login for this station any more. Ask the administrator to enrol it again."
        ),
        Denial.NO_DATABASE: N_(
            "The plant's server runs, but the database is not there. Ask the administrator whether it was moved."
        ),
        Denial.NO_ENTRY: N_(
            "The plant's server lets nobody in from this computer. Ask the administrator to allow its address."
        ),
        Denial.NO_RIGHT: N_(
            "The plant's database knows this station and forbids what it needs. Ask the administrator to run"
            " momstation central init, which sets the rights."
        ),
        Denial.ANOTHER_STORE: N_(
            "The access to the plant that lies here belongs to other records than those of this station."
            " Ask the administrator to enrol it again."
        ),
        Denial.OUTDATED: N_(
            "The plant's database is older than this station needs. Ask the administrator to update it."
        ),
        Denial.DAMAGED: N_(
            "The plant finds a record of this station damaged. The disk of this computer may be failing."
            " Call the administrator now."
        ),
        Denial.OTHER: N_(
            "The plant's database does not take what this station sends. Call the administrator: the log of this"
            " station holds what the database said."
        ),
    }
)


def reason_of(
    state: SyncState,
    waiting: int,
    detail: str,
    fault: Fault | None = None,
    remarks: Collection[Remark] = (),
    progress: Progress | None = None,
    clock_off: timedelta = timedelta(0),
) -> str:
    """Why the state is what it is, and what to do if anything; how many records wait is said beside it."""
    match state:
        case SyncState.NEVER_CONFIGURED:
            return _("This station is not connected to a plant. Every record is kept here.")
        case SyncState.CONNECTING:
            return _("The connection to the plant is being made.")
        case SyncState.LIVE:
            told = [remark_sentence(remark, clock_off) for remark in sorted(remarks)]
            return " ".join([_connected(waiting, progress), *told])
        case SyncState.OFFLINE:
            return _("The plant's database cannot be reached.")
        case SyncState.REFUSED:
            return _refused(fault, detail)
        case SyncState.TRAINING:
            return _("Training: nothing leaves this station.")


def _connected(waiting: int, progress: Progress | None) -> str:
    if progress is not None:
        said = _("Connected to the plant, fetching what is open: {done} of {total}.")
        return said.format(done=progress.done, total=progress.total)
    return _("Connected to the plant.") if waiting == 0 else _("Connected to the plant, sending.")


def _refused(fault: Fault | None, detail: str) -> str:
    denial = denial_of(fault, detail)
    if denial is Denial.ACCESS:
        return detail
    if denial is Denial.INSECURE:
        return " ".join([explained(detail) or "", _("Nothing was sent. Call the administrator.")])
    return _(DENIALS[denial])


def remark_sentence(remark: Remark, clock_off: timedelta) -> str:
    """What it is, and what to do if anything."""
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
        case Remark.CLOCK_WRONG:
            return clock_sentence(clock_off)


def clock_sentence(clock_off: timedelta) -> str:
    """Which of the two is wrong nobody knows here."""
    said = (
        _("The clock of this computer is {duration} ahead of the plant's.")
        if clock_off > timedelta(0)
        else _("The clock of this computer is {duration} behind the plant's.")
    )
    told = said.format(duration=duration(abs(clock_off).total_seconds()))
    return " ".join([told, _("Ask the administrator to set the one that is wrong.")])
