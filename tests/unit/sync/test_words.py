"""What a person at the station reads about the plant."""

import pytest

from momstation.sync.faults import Fault
from momstation.sync.status import Progress, Remark, SyncState
from momstation.sync.words import reason_of


@pytest.mark.parametrize(
    ("state", "waiting", "said"),
    [
        (SyncState.CONNECTING, 3, "Connecting to the plant. You can go on working."),
        (SyncState.LIVE, 0, "Connected to the plant."),
        (SyncState.LIVE, 9, "Connected to the plant, sending."),
        (
            SyncState.OFFLINE,
            1,
            "The plant's database cannot be reached. Go on working. 1 record is kept here.",
        ),
        (
            SyncState.REFUSED,
            0,
            "The plant's database refuses this station (station not authorised). Call the administrator. "
            "No record is waiting.",
        ),
    ],
)
def test_each_state_has_its_sentence(state: SyncState, waiting: int, said: str) -> None:
    assert reason_of(state, waiting, "station not authorised") == said


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (Fault.REFUSED, "refuses this station (why). Call the administrator."),
        (
            Fault.DAMAGED,
            "finds a record of this station damaged (why). The disk of this computer may be failing.",
        ),
        (Fault.OUTDATED, "is older than this station needs (why). Ask the administrator to update it."),
    ],
)
def test_why_the_plant_refuses_says_whom_to_call(fault: Fault, said: str) -> None:
    sentence = reason_of(SyncState.REFUSED, 2, "why", fault)
    assert said in sentence
    assert sentence.endswith("2 records are kept here.")


def test_a_connection_that_works_says_what_is_remarkable() -> None:
    assert reason_of(SyncState.LIVE, 0, "", remarks=list(Remark)).count(". ") >= len(Remark)
    progress = Progress(7, 20, is_at_work=False)
    assert "fetching what is open: 7 of 20." in reason_of(SyncState.LIVE, 0, "", progress=progress)
