"""What stations did without knowing of each other: told in one sentence, settled once, alike everywhere."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from momstation.app.projector.meaning import of_state
from momstation.app.projector.tables import job_response
from momstation.core.clock import ManualClock
from momstation.core.dispatcher import Dispatcher
from momstation.core.errors import Refused
from momstation.core.event import Event, Record
from momstation.core.part import Actor, Context
from momstation.events.discrepancy import Decision
from momstation.events.production import (
    EntryReversed,
    OrderFinished,
    OrderPaused,
    OrderReopened,
    OrderResumed,
    OrderStarted,
    QuantityCounted,
    QuantityDeclared,
)
from momstation.events.station import StationAnnounced
from momstation.plant.roles import permissions_of
from momstation.plant.station import StationFacts
from momstation.production.model.contradictions import extra_good
from momstation.production.model.order import OrderWork, Phase
from momstation.shell.inbox import part
from momstation.shell.inbox.commands import ReopenDiscrepancy, SettleDiscrepancy
from momstation.shell.inbox.presenter import InboxPresenter
from momstation.shell.inbox.service import Settling
from momstation.shell.inbox.view import InboxRow
from momstation.shell.outcome import said_of
from tests.support.order_facts import OrderFact
from tests.support.plant_stores import Plant, at, everything, plant, rules

ORDER = "4711-20"
NAMES = {"P07": "Press 07", "P08": "Press 08", "LEAD": "Lead's desk"}
LEAD = Actor("L1", "L. Lead", permissions_of(("team_lead",)))


@pytest.fixture
def stations(tmp_path: Path) -> Iterator[Plant]:
    with plant(tmp_path, *NAMES) as three:
        for code, name in NAMES.items():
            three.record(
                code,
                StationAnnounced(
                    station_id="", code=code, name=name, area="a", role="operator", machines=(),
                    app_version="1", at=at(0),
                ),
            )  # fmt: skip
        three.all_hear_all()
        yield three


def who(station: str, minute: float) -> OrderFact:
    return OrderFact(order=ORDER, at=at(60 * minute), by="P1", station=station)


def started(station: str, minute: float) -> Event:
    return OrderStarted(**who(station, minute), machine=station, how="tap")


def resumed(station: str, minute: float) -> Event:
    return OrderResumed(**who(station, minute), machine=station, how="tap")


def paused(station: str, minute: float) -> Event:
    return OrderPaused(**who(station, minute))


def finished(station: str, minute: float) -> Event:
    return OrderFinished(**who(station, minute))


def counted(station: str, minute: float, good: int) -> Event:
    return QuantityCounted(**who(station, minute), machine=station, good=good, rejected=0)


async def _name(_entity: str, id_: str) -> str:
    return id_


async def _say(record: Record) -> str:
    return await said_of(record, _name)


def inbox(stations: Plant, code: str) -> tuple[InboxRow, ...]:
    facts = StationFacts(code, NAMES[code], "a", timezone="Europe/Berlin")
    presenter = InboxPresenter(stations.stores[code].reader, ManualClock(at(3600)), facts, _say)
    return asyncio.run(presenter.load()).rows


def decide(stations: Plant, code: str, command: SettleDiscrepancy | ReopenDiscrepancy) -> list[Record]:
    settling = Settling(stations.stores[code].reader, StationFacts(code, NAMES[code], "a"))
    handler = settling.settle if isinstance(command, SettleDiscrepancy) else settling.reopen
    events = asyncio.run(handler(command, Context(LEAD, at(3600))))
    return stations.record(code, *events) if events else []


def work(stations: Plant, code: str = "LEAD") -> OrderWork:
    found = asyncio.run(stations.stores[code].reader.state(f"order/{ORDER}", OrderWork))
    assert found is not None
    return found


def reported(stations: Plant) -> tuple[int, int]:
    """Good and extra parts of the order, as the plant's reports have them."""
    (row,) = (row for row in of_state(f"order/{ORDER}", work(stations), "A") if row.table is job_response)
    return row.values["good_quantity"], row.values["extra_quantity"]


def late_parts(stations: Plant) -> None:
    """Press 07 pauses; offline it goes on while Press 08, which saw the pause, closes the order."""
    stations.record("P07", started("P07", 0), counted("P07", 1, 10), paused("P07", 2))
    stations.all_hear_all()
    stations.record("P08", finished("P08", 3))
    stations.record("P07", resumed("P07", 2.5))
    stations.record("P07", counted("P07", 4, 4), counted("P07", 5, 2))


def test_parts_after_a_finish_elsewhere_are_kept_as_extra_and_told_in_one_sentence(stations: Plant) -> None:
    late_parts(stations)
    assert all(inbox(stations, code) == () for code in NAMES)
    stations.all_hear_all()
    here, lead = inbox(stations, "P07"), inbox(stations, "LEAD")
    assert [row.sentence for row in here] == [
        "Order 4711-20 was closed by Press 08 at 07:03; your 6 parts after that are kept as extra."
    ]
    assert [row.sentence for row in lead] == [
        "Order 4711-20 was closed by Press 08 at 07:03; 6 parts of Press 07 after that are kept as extra."
    ]
    assert (lead[0].accept, lead[0].overrule) == ("Keep as extra", "Count to the order")
    assert [(one.what, one.who) for one in lead[0].evidence] == [
        ("Order 4711-20 finished.", "P1 · Press 08"),
        ("Counted by the machine: 4 good, 0 rejected", "P1 · Press 07"),
    ]
    assert (work(stations).phase, work(stations).good, extra_good(work(stations))) == (Phase.FINISHED, 16, 6)


@pytest.mark.parametrize(("decision", "extra"), [(Decision.ACCEPTED, 6), (Decision.OVERRULED, 0)])
def test_one_decision_settles_it_everywhere_and_can_be_taken_back(
    stations: Plant, decision: Decision, extra: int
) -> None:
    late_parts(stations)
    stations.all_hear_all()
    (row,) = inbox(stations, "LEAD")
    decide(stations, "LEAD", SettleDiscrepancy(discrepancy=row.id, decision=decision))
    assert inbox(stations, "LEAD") == ()
    assert inbox(stations, "P07") != ()
    stations.all_hear_all()
    assert inbox(stations, "P07") == ()
    assert (work(stations, "P07").good, extra_good(work(stations, "P07"))) == (16, extra)
    assert reported(stations) == (16 - extra, extra)
    assert work(stations).phase is Phase.FINISHED
    assert decide(stations, "P08", SettleDiscrepancy(discrepancy=row.id)) == []
    decide(stations, "P08", ReopenDiscrepancy(discrepancy=row.id))
    stations.all_hear_all()
    assert [each.id for each in inbox(stations, "LEAD")] == [row.id]
    assert everything(stations.stores["LEAD"]) == everything(stations.stores["P07"])


def test_the_undo_of_the_finish_ends_it_by_itself(stations: Plant) -> None:
    late_parts(stations)
    stations.all_hear_all()
    finish = work(stations).finishes[0].event
    stations.record("P08", OrderReopened(**who("P08", 6), finished_event=finish))
    stations.all_hear_all()
    assert rules(stations.stores["LEAD"], is_open=False) == ["production.late_parts"]
    assert inbox(stations, "LEAD") == ()
    assert (work(stations).phase, extra_good(work(stations))) == (Phase.RUNNING, 0)
    (row,) = stations.stores["LEAD"].reader.read_now(
        lambda conn: [tuple(each) for each in conn.exec_driver_sql("SELECT id FROM discrepancy")]
    )
    with pytest.raises(Refused, match=r"inbox\.settled_by_history"):
        decide(stations, "LEAD", ReopenDiscrepancy(discrepancy=row[0].hex()))


def test_two_stations_that_finish_it_are_both_told_and_all_parts_count(stations: Plant) -> None:
    stations.record("P07", started("P07", 0), counted("P07", 1, 5), paused("P07", 2))
    stations.all_hear_all()
    stations.record("P08", finished("P08", 3))
    stations.record("P07", counted("P07", 4, 2), finished("P07", 5))
    stations.all_hear_all()
    (row,) = inbox(stations, "LEAD")
    assert row.sentence == (
        "Order 4711-20 was finished twice: by Press 08 at 07:03 and by Press 07 at 07:05. The parts of both count."
    )
    assert row.overrule == ""
    assert (work(stations).phase, work(stations).good) == (Phase.FINISHED, 7)


def test_an_order_that_two_started_runs_at_both_until_one_of_them_knows_and_pauses(stations: Plant) -> None:
    stations.record("P07", started("P07", 0))
    stations.record("P08", started("P08", 1), counted("P08", 2, 3))
    stations.all_hear_all()
    (row,) = inbox(stations, "P08")
    assert row.sentence == (
        "Order 4711-20 was started by Press 07 at 07:00 and by Press 08 at 07:01, "
        "neither knowing of the other. The parts of both count."
    )
    assert {place.station for place in work(stations).places} == {"P07", "P08"}
    stations.record("P08", paused("P08", 4))
    stations.all_hear_all()
    assert inbox(stations, "P08") == ()
    assert [place.station for place in work(stations).places] == ["P07"]


def test_a_count_that_saw_both_branches_decides_nothing(stations: Plant) -> None:
    stations.record("P07", started("P07", 0))
    stations.record("P08", started("P08", 1))
    stations.all_hear_all()
    stations.record("P08", counted("P08", 2, 3))
    stations.all_hear_all()
    assert rules(stations.stores["LEAD"]) == ["production.double_start"]


@pytest.mark.parametrize(
    ("decision", "phase"), [(Decision.ACCEPTED, Phase.FINISHED), (Decision.OVERRULED, Phase.RUNNING)]
)
def test_a_fork_of_closing_and_going_on_is_decided_by_a_person(
    stations: Plant, decision: Decision, phase: Phase
) -> None:
    stations.record("P07", started("P07", 0), paused("P07", 1))
    stations.all_hear_all()
    stations.record("P08", finished("P08", 3))
    stations.record("P07", resumed("P07", 4))
    stations.all_hear_all()
    (row,) = inbox(stations, "LEAD")
    assert row.sentence == (
        "Order 4711-20 was closed by Press 08 at 07:03, but Press 07 worked on it at 07:04."
    )
    assert work(stations).phase is Phase.FINISHED
    decide(stations, "LEAD", SettleDiscrepancy(discrepancy=row.id, decision=decision))
    stations.all_hear_all()
    assert [work(stations, code).phase for code in NAMES] == [phase] * 3
    assert all(inbox(stations, code) == () for code in NAMES)
    decide(stations, "LEAD", ReopenDiscrepancy(discrepancy=row.id))
    assert work(stations).phase is Phase.FINISHED
    assert [each.id for each in inbox(stations, "LEAD")] == [row.id]


def test_an_order_paused_here_and_gone_on_with_there_runs(stations: Plant) -> None:
    stations.record("P07", started("P07", 0), paused("P07", 1))
    stations.all_hear_all()
    stations.record("P08", resumed("P08", 2))
    stations.record("P07", resumed("P07", 3), paused("P07", 4))
    stations.all_hear_all()
    (row,) = inbox(stations, "LEAD")
    assert row.sentence == (
        "Order 4711-20 was paused by Press 07 at 07:04, but Press 08 went on at 07:02. It runs."
    )
    assert work(stations).phase is Phase.RUNNING


def test_an_entry_taken_back_twice_counts_as_taken_back_once(stations: Plant) -> None:
    entry = QuantityDeclared(
        **who("P07", 1), entry="e1", good=6, scrap=0, scrap_reason=None, rework=0, from_good=False
    )
    stations.record("P07", started("P07", 0), counted("P07", 1, 10), entry)
    stations.all_hear_all()
    stations.record("P07", EntryReversed(**who("P07", 2), entry="e1"))
    stations.record("P08", EntryReversed(**who("P08", 3), entry="e1"))
    stations.all_hear_all()
    (row,) = inbox(stations, "LEAD")
    assert row.sentence == (
        "The same entry of order 4711-20 was taken back twice: by P1 at 07:02 and by P1 at 07:03. "
        "It counts as taken back once."
    )
    assert work(stations).good == 10


def test_what_takes_back_an_entry_that_is_not_here_waits_for_it(stations: Plant) -> None:
    entry = QuantityDeclared(
        **who("P07", 1), entry="e1", good=6, scrap=0, scrap_reason=None, rework=0, from_good=False
    )
    declared = stations.record("P07", entry)
    back = stations.record("P07", EntryReversed(**who("P07", 2), entry="e1"))
    stations.hear("LEAD", back)
    assert rules(stations.stores["LEAD"]) == ["dangling_basis", "production.unknown_correction"]
    assert [row.sentence for row in inbox(stations, "LEAD")] == [
        "P1 took back an entry of order 4711-20 at 07:02 that has not arrived here. "
        "Nothing is subtracted until it does."
    ]
    stations.hear("LEAD", declared)
    assert rules(stations.stores["LEAD"]) == []
    assert work(stations).good == 0


def test_a_record_from_a_clock_far_ahead_is_told_and_settled_like_any_other(stations: Plant) -> None:
    now = stations.clock.now()
    stations.clock.advance(3600)
    far = stations.record("P07", started("P07", 60))
    stations.clock.set_wall(now)
    for code in ("P08", "LEAD"):
        stations.hear(code, far)
    (row,) = inbox(stations, "LEAD")
    assert row.sentence.startswith("A record came with a time far ahead, 08:00")
    assert [each.id for each in inbox(stations, "P08")] == [row.id]
    decide(stations, "LEAD", SettleDiscrepancy(discrepancy=row.id))
    assert inbox(stations, "LEAD") == ()
    stations.hear("P08", stations.said)
    assert inbox(stations, "P08") == ()
    decide(stations, "P08", ReopenDiscrepancy(discrepancy=row.id))
    assert [each.id for each in inbox(stations, "P08")] == [row.id]


def test_only_a_team_lead_may_settle(stations: Plant) -> None:
    late_parts(stations)
    stations.all_hear_all()
    (row,) = inbox(stations, "LEAD")
    store = stations.stores["LEAD"]
    facts = StationFacts("LEAD", NAMES["LEAD"], "a")
    dispatcher = Dispatcher([part(store.reader, facts)], store.journal, stations.clock)
    command = SettleDiscrepancy(discrepancy=row.id)
    for roles, key in (((), "core.sign_on_first"), (("operator",), "core.not_permitted")):
        person = Actor("P1" if roles else None, "A. Meyer", permissions_of(roles))
        with pytest.raises(Refused) as refused:
            asyncio.run(dispatcher.send(command, person))
        assert refused.value.key == key
    asyncio.run(dispatcher.send(command, Actor("L1", "L. Lead", permissions_of(("team_lead",)))))
    assert inbox(stations, "LEAD") == ()


def test_settling_what_is_gone_is_refused(stations: Plant) -> None:
    for unknown in ("ab" * 32, "no hex"):
        with pytest.raises(Refused, match=r"inbox\.unknown"):
            decide(stations, "LEAD", SettleDiscrepancy(discrepancy=unknown))
