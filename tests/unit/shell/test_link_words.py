"""The connection to the plant in words: what waits, and that the work goes on."""

from datetime import UTC, datetime

import pytest

from momstation.shell.link_words import LinkWords, link_words
from momstation.sync.status import SyncState, SyncStatus
from momstation.ui.status import Status

AT = datetime(2026, 11, 23, 13, 20, tzinfo=UTC)


def words(state: SyncState, waiting: int = 0, reason: str = "") -> LinkWords:
    oldest = AT if waiting else None
    return link_words(SyncStatus(state, waiting, oldest, AT, reason), lambda at: f"{at:%H:%M}")


def test_offline_says_what_waits_since_when_and_that_nothing_is_lost() -> None:
    said = words(SyncState.OFFLINE, 3, "The network cable is out.")
    assert (said.status, said.word, said.waiting) == (Status.OFFLINE, "Offline", 3)
    assert said.sentence == (
        "The network cable is out. 3 records wait here since 13:20. "
        "You can work on as usual: nothing is lost."
    )


def test_one_record_waits() -> None:
    assert "1 record waits here since 13:20." in words(SyncState.OFFLINE, 1).sentence


def test_records_on_their_way_are_no_worry_while_the_link_is_live() -> None:
    assert (words(SyncState.LIVE, 2).waiting, words(SyncState.LIVE).status) == (0, Status.NORMAL)


def test_a_station_that_works_alone_is_not_offline() -> None:
    said = words(SyncState.NEVER_CONFIGURED, 500)
    assert (said.status, said.waiting) == (Status.NORMAL, 0)
    assert "alone" in said.sentence


@pytest.mark.parametrize("state", list(SyncState))
def test_every_state_has_its_words(state: SyncState) -> None:
    said = words(state, 1, "Because.")
    assert said.word
    assert said.sentence
    assert said.icon
