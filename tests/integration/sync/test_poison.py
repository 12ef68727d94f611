"""A record that PostgreSQL cannot take holds nobody up: it travels sealed and comes out as it was."""

import msgspec

from momstation.sync import overview
from tests.conftest import ExpectedLog
from tests.support.central_station import Stations
from tests.support.memory_door import counted

NUL = "47\x0011"


def test_a_name_with_a_nul_travels_sealed_and_keeps_its_place(
    stations: Stations, expect_log: ExpectedLog
) -> None:
    expect_log("travels sealed")
    first, second = stations.enrol("P07"), stations.enrol("P08").start()
    made = first.record_all([counted(n, order=NUL if n == 13 else "4711") for n in range(1, 31)])
    first.start()
    first.until_drained()
    second.until_knows(made)
    assert [seq for _, _, seq, _ in stations.held()] == list(range(1, 31))
    assert second.records()[made[12].event_id] == made[12]
    assert overview.broken_chains(stations.plant) == ()


def test_a_nul_inside_a_payload_is_plain_text(stations: Stations) -> None:
    first, second = stations.enrol("P07").start(), stations.enrol("P08").start()
    made = first.record_all([msgspec.structs.replace(counted(), machine="P\x0007 \u2603")])
    second.until_knows(made)
    assert second.records()[made[0].event_id] == made[0]
