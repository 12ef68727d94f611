"""``central verify`` finds whatever somebody changed behind everybody's back, and names the place."""

import json
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from momstation.sync.audit import audit
from tests.integration.sync.test_command import run
from tests.support.central_freeze import live
from tests.support.central_station import Stations
from tests.support.postgres import Cluster


@pytest.fixture(scope="module")
def lived(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database with parted logs and a replaced station, to be copied."""
    name = cluster.create(cluster.ready())
    stations = Stations(cluster.dsn_of(name), tmp_path_factory.mktemp("stations"))
    live(stations)
    stations.close()
    yield name
    cluster.drop(name)


@pytest.fixture
def held(cluster: Cluster, lived: str) -> Iterator[str]:
    name = cluster.create(lived)
    yield cluster.dsn_of(name)
    cluster.drop(name)


def forge(plant: str, *statements: str) -> None:
    """As a superuser who switches every trigger off."""
    with psycopg.connect(plant) as admin:
        admin.execute("SET LOCAL session_replication_role = replica")
        for statement in statements:
            assert admin.execute(statement).rowcount > 0


def test_what_lived_through_much_is_whole(held: str) -> None:
    code, said, _ = run("verify", "--central", held, "--json")
    figures = json.loads(said)
    assert (code, figures["is_sound"], figures["breaks"]) == (0, True, [])
    assert (figures["events"], figures["logs"]) == (44, 6)  # 42 records, two of them in two places
    code, said, _ = run("verify", "--central", held)
    assert code == 0 and "Everything is whole" in said


LOG = "station_id = (SELECT station_id FROM mom.station WHERE code = 'P07') AND epoch = 1"


@pytest.mark.parametrize(
    ("forgery", "says"),
    [
        (
            (f"UPDATE mom.event SET payload = '{{}}' WHERE {LOG} AND seq IN (3, 9)",),
            "Record 3 of epoch 1 of station P07 was changed.",
        ),
        (
            (f"UPDATE mom.event SET stream = 'x' WHERE {LOG} AND seq = 2",),
            "Record 2 of epoch 1 of station P07 was changed.",
        ),
        (
            (f"UPDATE mom.event SET hlc = hlc + 1 WHERE {LOG} AND seq = 1",),
            "Record 1 of epoch 1 of station P07 was changed.",
        ),
        (
            (f"UPDATE mom.event SET basis = ARRAY[gen_random_uuid()] WHERE {LOG} AND seq = 4",),
            "Record 4 of epoch 1 of station P07 was changed.",
        ),
        (
            (f"DELETE FROM mom.event WHERE {LOG} AND seq = 5",),
            "Record 5 of epoch 1 of station P07 is missing.",
        ),
        (
            (f"DELETE FROM mom.event WHERE {LOG} AND seq = 24",),
            "The log of epoch 1 of station P07 says that it ends at 24; its records end at 23.",
        ),
        (
            (f"UPDATE mom.log_head SET last_seq = 30 WHERE {LOG}",),
            "The log of epoch 1 of station P07 says that it ends at 30; its records end at 24.",
        ),
        (
            (f"UPDATE mom.log_head SET head_hash = 'x' WHERE {LOG}",),
            "The log of epoch 1 of station P07 says that it ends at 24; its records end at 2",
        ),
        (("DELETE FROM mom.event_again WHERE seq = 1",), "Record 1 of epoch 3 of station P07 is missing."),
        (
            ("DELETE FROM mom.feed WHERE pos = 7 AND topic_id = 1",),
            "Position 7 of topic area/A is missing or held twice.",
        ),
        (
            (
                "DELETE FROM mom.feed WHERE topic_id = 1 AND pos = (SELECT max(pos) FROM mom.feed WHERE topic_id = 1)",
            ),
            "its positions end at",
        ),
        (
            (
                "INSERT INTO mom.feed SELECT part_day - 1, topic_id, pos, event_id FROM mom.feed WHERE pos = 4",
            ),
            "Position 5 of topic area/A is missing or held twice.",
        ),
        (
            (
                "UPDATE mom.feed SET event_id = (SELECT event_id FROM mom.feed WHERE topic_id = 1 AND pos = 3)"
                " WHERE topic_id = 1 AND pos = 2",
            ),
            "Record 2 of epoch 1 of station P07 is in no area's feed.",
        ),
        (
            ("UPDATE mom.feed SET event_id = gen_random_uuid() WHERE topic_id = 1 AND pos = 2",),
            "No record stands behind position 2 of topic area/A.",
        ),
        (
            (
                "INSERT INTO mom.event SELECT part_day - 1, event_id, station_id, 77, seq, hlc, recorded_at,"
                " clock_off_ms, kind, v, stream, flags, basis, topics, payload, hash, appended_at FROM mom.event"
                f" WHERE {LOG} AND seq = 1",
            ),
            "in epoch 77 belong to no log.",
        ),
    ],
)
def test_a_forgery_is_found_at_its_place(held: str, forgery: tuple[str, ...], says: str) -> None:
    forge(held, *forgery)
    code, said, _ = run("verify", "--central", held)
    assert code == 1
    assert says in said
    firsts = [line for line in said.splitlines() if line.endswith((" was changed.", " is missing."))]
    assert len(firsts) <= 1  # the first place of a log, not everything behind it


def test_an_auditor_needs_no_more_than_the_role(held: str, tmp_path: Path) -> None:
    name = f"auditor_{tmp_path.name[-8:]}".lower().replace("-", "_")
    with psycopg.connect(held, autocommit=True) as admin:
        admin.execute(f"CREATE ROLE {name} LOGIN IN ROLE mom_auditor")
    try:
        code, _, wrong = run("verify", "--central", held.replace("user=postgres", f"user={name}"))
        assert (code, wrong) == (0, "")
    finally:
        with psycopg.connect(held, autocommit=True) as admin:
            admin.execute(f"DROP ROLE {name}")


def test_it_tells_how_far_it_is(held: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("momstation.sync.audit._TELL_EVERY", 10)
    told: list[tuple[int, int]] = []
    audit(held, lambda done, total: told.append((done, total)))
    assert told == [(10, 44), (20, 44), (30, 44), (40, 44), (44, 44)]
