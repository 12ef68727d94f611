"""What a person at the station reads about the plant."""

import pytest

from momstation.sync.status import SyncState
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
