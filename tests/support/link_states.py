"""Every state of the connection to the plant with every reason that it can have, as sync tells it."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from momstation.sync.denials import ANOTHER_STORE, UNREADABLE_ADDRESS, denial_of
from momstation.sync.faults import Fault
from momstation.sync.status import Denial, Progress, Remark, SyncState, SyncStatus
from momstation.sync.words import reason_of

UNFIT = (
    "The access to the central database in /var/lib/momstation/P07/central.token cannot be read (Object missing"
    " required field `user`). Enrol this station again."
)
SAID: dict[Denial, tuple[Fault | None, str]] = {
    Denial.ACCESS: (None, UNFIT),
    Denial.ADDRESS: (Fault.REFUSED, UNREADABLE_ADDRESS),
    Denial.SHUT_OUT: (Fault.REFUSED, 'FATAL:  role "mom_p07" is not permitted to log in'),
    Denial.UNKNOWN: (Fault.REFUSED, "station not authorised"),
    Denial.PASSWORD: (Fault.REFUSED, 'FATAL:  password authentication failed for user "mom_p07"'),
    Denial.NO_LOGIN: (Fault.REFUSED, 'FATAL:  role "mom_p07" does not exist'),
    Denial.NO_DATABASE: (Fault.REFUSED, 'FATAL:  database "mom" does not exist'),
    Denial.NO_ENTRY: (Fault.REFUSED, "FATAL:  no pg_hba.conf entry for host"),
    Denial.NO_RIGHT: (Fault.REFUSED, "permission denied for function push"),
    Denial.ANOTHER_STORE: (Fault.REFUSED, ANOTHER_STORE),
    Denial.INSECURE: (Fault.REFUSED, "SSL error: certificate verify failed"),
    Denial.OUTDATED: (Fault.OUTDATED, "function mom.push does not exist"),
    Denial.DAMAGED: (Fault.DAMAGED, "hash of seq 12 does not follow"),
    Denial.OTHER: (Fault.REFUSED, "something new"),
}
BACKLOGS = {
    "none": (0, timedelta(0)),
    "few": (3, timedelta(minutes=1)),
    "amber by age": (3, timedelta(minutes=15)),
    "amber by number": (612, timedelta(minutes=1)),
    "red by age": (3, timedelta(hours=20)),
    "red by number": (10_412, timedelta(minutes=1)),
}


def every_link(now: datetime) -> Iterator[tuple[str, SyncStatus]]:
    """A name for the test's report, and the status."""
    for state in SyncState:
        for name, (waiting, age) in BACKLOGS.items():
            yield f"{state}, {name}", link(state, now, waiting, age)
    for denial, (fault, text) in SAID.items():
        assert denial_of(fault, text) is denial
        yield (
            f"refused, {denial}",
            link(SyncState.REFUSED, now, 3, timedelta(hours=20), fault=fault, text=text),
        )
    for remark in Remark:
        yield f"live, {remark}", link(SyncState.LIVE, now, remarks=frozenset({remark}))
    yield (
        "live, everything",
        link(SyncState.LIVE, now, 10_412, timedelta(hours=20), remarks=frozenset(Remark)),
    )
    for is_at_work in (False, True):
        progress = Progress(1_007, 20_480, is_at_work)
        yield f"live, fetching, {is_at_work}", link(SyncState.LIVE, now, progress=progress)


def link(
    state: SyncState,
    now: datetime,
    waiting: int = 0,
    age: timedelta = timedelta(0),
    *,
    fault: Fault | None = Fault.REFUSED,
    text: str = "station not authorised",
    remarks: frozenset[Remark] = frozenset(),
    progress: Progress | None = None,
) -> SyncStatus:
    off = timedelta(minutes=-754) if Remark.CLOCK_WRONG in remarks else timedelta(0)
    return SyncStatus(
        state,
        waiting,
        now - age if waiting else None,
        now - age,
        reason_of(state, waiting, text, fault, remarks, progress, off),
        progress,
        denial=denial_of(fault, text) if state is SyncState.REFUSED else None,
        remarks=remarks,
        clock_off=off,
    )
