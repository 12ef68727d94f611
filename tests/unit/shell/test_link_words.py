"""The connection to the plant in words: what waits, why, what to do, and that the work goes on only where it does."""

from datetime import UTC, datetime, timedelta

import pytest

from momstation.plant.time_words import day_and_clock
from momstation.shell.link_words import LinkWords, backlog_of, link_words
from momstation.sync.faults import Fault
from momstation.sync.status import Denial, Progress, Remark, SyncState, SyncStatus
from momstation.sync.words import reason_of
from momstation.ui.status import Status

AT = datetime(2026, 11, 23, 13, 20, tzinfo=UTC)
NOW = AT + timedelta(minutes=5)
SAFE = "You can work on as usual: nothing is lost."


def status(state: SyncState, waiting: int = 0, reason: str = "", age: timedelta = NOW - AT) -> SyncStatus:
    return SyncStatus(state, waiting, NOW - age if waiting else None, AT, reason)


def words(said: SyncStatus, *, is_safe: bool = True) -> LinkWords:
    return link_words(said, NOW, lambda at: day_and_clock(at, NOW, UTC), is_safe=is_safe)


def live(*remarks: Remark, off: int = 0, progress: Progress | None = None) -> SyncStatus:
    clock_off = timedelta(minutes=off)
    reason = reason_of(SyncState.LIVE, 0, "", None, remarks, progress, clock_off)
    return SyncStatus(
        SyncState.LIVE, 0, None, AT, reason, progress, remarks=frozenset(remarks), clock_off=clock_off
    )


def refused(denial: Denial) -> SyncStatus:
    fault = Fault.DAMAGED if denial is Denial.DAMAGED else Fault.REFUSED
    return SyncStatus(
        SyncState.REFUSED, 3, AT, AT, reason_of(SyncState.REFUSED, 3, "x", fault), denial=denial
    )


def test_offline_says_what_waits_since_when_and_that_nothing_is_lost() -> None:
    said = words(status(SyncState.OFFLINE, 3, "The network cable is out."))
    assert (said.status, said.word, said.waiting, said.title) == (
        Status.OFFLINE,
        "Offline since 13:20",
        3,
        "",
    )
    assert said.kept == "3 kept"
    assert said.sentence == f"The network cable is out. 3 records wait here since 13:20. {SAFE}"


@pytest.mark.parametrize(
    ("age", "shape"),
    [
        (timedelta(minutes=14), Status.OFFLINE),
        (timedelta(minutes=15), Status.WARNING),
        (timedelta(hours=8), Status.ALARM),
    ],
)
def test_to_be_offline_is_quiet_until_somebody_should_look_at_it(age: timedelta, shape: Status) -> None:
    said = words(status(SyncState.OFFLINE, 31, age=age))
    assert (said.status, said.kept) == (shape, "31 kept")
    assert bool(said.title) is (shape is not Status.OFFLINE), "a card where it is more than offline"


def test_nothing_is_kept_where_nothing_was_recorded() -> None:
    assert words(status(SyncState.OFFLINE)).kept == ""


def test_one_record_waits() -> None:
    assert "1 record waits here since 13:20." in words(status(SyncState.OFFLINE, 1)).sentence


def test_a_time_of_another_day_is_said_with_its_day() -> None:
    said = words(status(SyncState.OFFLINE, 3, age=timedelta(days=1)))
    other = day_and_clock(NOW - timedelta(days=1), NOW, UTC)
    assert other != "13:25"
    assert other in said.sentence


def test_records_on_their_way_are_no_worry_while_the_link_is_live() -> None:
    assert words(status(SyncState.LIVE, 2)).waiting == 0
    assert words(status(SyncState.LIVE)).status is Status.NORMAL


def test_a_station_that_works_alone_is_not_offline_however_many_records_it_has() -> None:
    said = words(status(SyncState.NEVER_CONFIGURED, 50_000, age=timedelta(days=400)))
    assert (said.status, said.waiting, said.title) == (Status.NORMAL, 0, "")
    assert "alone" in said.sentence


@pytest.mark.parametrize(
    "state", [SyncState.OFFLINE, SyncState.LIVE, SyncState.REFUSED, SyncState.CONNECTING]
)
@pytest.mark.parametrize(
    ("waiting", "age", "shape"),
    [
        (499, timedelta(minutes=14, seconds=59), Status.NORMAL),
        (500, timedelta(0), Status.WARNING),
        (1, timedelta(minutes=15), Status.WARNING),
        (9_999, timedelta(hours=7, minutes=59), Status.WARNING),
        (10_000, timedelta(0), Status.ALARM),
        (1, timedelta(hours=8), Status.ALARM),
        (1, -timedelta(hours=9), Status.NORMAL),
        (0, timedelta(0), Status.NORMAL),
    ],
)
def test_from_when_waiting_records_are_a_matter_for_a_person(
    state: SyncState, waiting: int, age: timedelta, shape: Status
) -> None:
    one = status(state, waiting, age=age)
    assert backlog_of(one, NOW) is shape
    said = words(one)
    assert said.status.severity >= shape.severity
    if shape is not Status.NORMAL:
        assert said.title, "it has its card, in words"
        assert str(waiting) in said.title + said.text
        assert said.waiting == waiting, "and its number at the top"
        assert said.text.count("since") + said.title.count("since") == 1, "each is said once"


def test_red_says_whom_to_call() -> None:
    said = words(status(SyncState.OFFLINE, 10_000))
    assert "Only this station holds these records" in said.text
    assert "call whoever looks after the network" in said.text


@pytest.mark.parametrize(
    ("remark", "extra", "shape"),
    [
        (Remark.PLANT_OLDER, "plant too old", Status.CAUTION),
        (Remark.PLANT_NEWER, "update due", Status.NORMAL),
        (Remark.ASTRAY, "wrong area", Status.CAUTION),
        (Remark.ASKED_TO_WAIT, "plant is busy", Status.NORMAL),
        (Remark.SLOW, "slow", Status.NORMAL),
        (Remark.CLOCK_WRONG, "clocks differ", Status.WARNING),
    ],
)
def test_a_connection_that_works_does_not_hide_what_is_remarkable(
    remark: Remark, extra: str, shape: Status
) -> None:
    said = words(live(remark, off=12))
    assert (said.word, said.extra, said.status) == ("Live", extra, shape)
    assert said.sentence == reason_of(SyncState.LIVE, 0, "", None, [remark], None, timedelta(minutes=12))
    assert bool(said.title) is (shape is not Status.NORMAL)


def test_a_clock_that_is_off_a_little_is_less_than_one_that_is_off_far() -> None:
    assert words(live(Remark.CLOCK_WRONG, off=2)).status is Status.CAUTION
    assert words(live(Remark.CLOCK_WRONG, off=-5)).status is Status.WARNING


def test_of_several_remarks_the_worst_is_short_and_all_are_told() -> None:
    said = words(live(*Remark, off=12))
    assert said.extra == "clocks differ"
    for remark in Remark:
        assert words(live(remark, off=12)).sentence.removeprefix("Connected to the plant. ") in said.sentence


def test_how_far_a_new_station_has_come() -> None:
    said = words(live(progress=Progress(7, 20, is_at_work=False)))
    assert said.word == "Fetching 7 of 20"
    assert "Orders and people may be missing" in said.sentence
    assert "needs is here already" in words(live(progress=Progress(7, 20, is_at_work=True))).sentence


def test_where_a_disk_is_in_doubt_nobody_says_that_nothing_is_lost() -> None:
    damaged = words(refused(Denial.DAMAGED))
    assert (damaged.status, damaged.word) == (Status.ALARM, "Record damaged")
    assert "nothing is lost" not in damaged.sentence + damaged.text
    assert "nothing is lost" in words(refused(Denial.SHUT_OUT)).sentence
    for state in SyncState:
        assert "lost" not in words(status(state, 700), is_safe=False).sentence
        assert "kept" not in words(status(state, 700), is_safe=False).sentence


@pytest.mark.parametrize("denial", list(Denial))
def test_every_refusal_has_a_card(denial: Denial) -> None:
    said = words(refused(denial))
    assert said.title
    assert said.text.startswith(refused(denial).reason)
    assert said.status.severity >= Status.WARNING.severity


@pytest.mark.parametrize("state", list(SyncState))
def test_every_state_has_its_words(state: SyncState) -> None:
    said = words(status(state, 1, "Because."))
    assert said.word
    assert said.sentence
    assert said.icon
