"""What a person at the station reads about the plant."""

from datetime import timedelta

import pytest

from momstation.sync.denials import ANOTHER_STORE, UNREADABLE_ADDRESS, denial_of
from momstation.sync.faults import Fault
from momstation.sync.status import Denial, Progress, Remark, SyncState
from momstation.sync.words import DENIALS, reason_of

AT = 'connection to server at "10.20.0.5", port 5432 failed: FATAL:  '
SAID = {
    AT + 'role "mom_p07_1" is not permitted to log in': Denial.SHUT_OUT,
    "station not authorised": Denial.UNKNOWN,
    AT + 'password authentication failed for user "mom_p07_1"': Denial.PASSWORD,
    "connection failed: fe_sendauth: no password supplied": Denial.PASSWORD,
    AT + 'role "mom_p07_1" does not exist': Denial.NO_LOGIN,
    AT + 'database "mom" does not exist': Denial.NO_DATABASE,
    AT + 'no pg_hba.conf entry for host "10.20.0.9", user "mom_p07_1"': Denial.NO_ENTRY,
    "permission denied for function push": Denial.NO_RIGHT,
    "topic 7 not granted": Denial.NO_RIGHT,
    f"{ANOTHER_STORE}; enrol this station again": Denial.ANOTHER_STORE,
    f'{UNREADABLE_ADDRESS}: missing "=" after "hst" in connection info string': Denial.ADDRESS,
    'invalid port number: "54x2"': Denial.ADDRESS,
    "SSL error: certificate verify failed": Denial.INSECURE,
    "something that nobody foresaw": Denial.OTHER,
}


@pytest.mark.parametrize(
    ("state", "waiting", "said"),
    [
        (SyncState.CONNECTING, 3, "The connection to the plant is being made."),
        (SyncState.LIVE, 0, "Connected to the plant."),
        (SyncState.LIVE, 9, "Connected to the plant, sending."),
        (SyncState.OFFLINE, 1, "The plant's database cannot be reached."),
    ],
)
def test_each_state_has_its_sentence(state: SyncState, waiting: int, said: str) -> None:
    assert reason_of(state, waiting, "the driver's own words") == said


@pytest.mark.parametrize(("text", "denial"), SAID.items())
def test_what_the_plant_says_is_told_apart_and_none_of_its_own_words_is_shown(
    text: str, denial: Denial
) -> None:
    assert denial_of(Fault.REFUSED, text) is denial
    sentence = reason_of(SyncState.REFUSED, 2, text, Fault.REFUSED)
    assert not any(word in sentence for word in ("FATAL", "mom_p07_1", "10.20.0", "port 5432", "seq "))
    assert "administrator" in sentence


def test_no_two_refusals_share_a_sentence() -> None:
    sentences = [reason_of(SyncState.REFUSED, 0, text, Fault.REFUSED) for text in SAID]
    by_denial = dict(zip(SAID.values(), sentences, strict=True))
    assert len(set(by_denial.values())) == len(by_denial)
    assert set(DENIALS) | {Denial.ACCESS, Denial.INSECURE} == set(Denial)


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (Fault.DAMAGED, "finds a record of this station damaged. The disk of this computer may be failing."),
        (Fault.OUTDATED, "is older than this station needs. Ask the administrator to update it."),
    ],
)
def test_what_the_fault_alone_tells(fault: Fault, said: str) -> None:
    assert said in reason_of(SyncState.REFUSED, 2, "hash of seq 12 does not follow", fault)


def test_an_access_that_the_station_itself_finds_unfit_is_told_in_its_own_words() -> None:
    assert reason_of(SyncState.REFUSED, 0, "Its access is damaged.") == "Its access is damaged."


def test_a_connection_that_works_says_what_is_remarkable() -> None:
    assert reason_of(SyncState.LIVE, 0, "", remarks=list(Remark)).count(". ") >= len(Remark)
    progress = Progress(7, 20, is_at_work=False)
    assert "fetching what is open: 7 of 20." in reason_of(SyncState.LIVE, 0, "", progress=progress)


@pytest.mark.parametrize(
    ("minutes", "said"), [(12, "12 min ahead of the plant's."), (-90, "1 h 30 min behind the plant's.")]
)
def test_a_clock_that_differs_is_said_with_how_much(minutes: int, said: str) -> None:
    off = timedelta(minutes=minutes)
    sentence = reason_of(SyncState.LIVE, 0, "", remarks=[Remark.CLOCK_WRONG], clock_off=off)
    assert f"The clock of this computer is {said}" in sentence
