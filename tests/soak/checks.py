"""The invariants I1 to I10, asked of the real plant and the real stores when everything is healed."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import sqlalchemy as sa

from momstation.store import sqlite
from momstation.store.verify import state_hash, verify
from momstation.sync import overview
from tests.soak.fleet import Disk, Fleet
from tests.soak.station import topics_of

Row = tuple[UUID, UUID, int, int]
Place = tuple[UUID, int, int]


@dataclass
class Found:
    """``lost`` and ``duplicated`` count records, ``stuck`` stations; ``said`` is a sentence for each kind."""

    lost: int = 0
    duplicated: int = 0
    stuck: int = 0
    broken: int = 0
    said: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        return not (self.lost or self.duplicated or self.stuck or self.broken)

    def lose(self, ids: Iterable[bytes], where: str) -> None:
        missing = list(ids)
        self.lost += len(missing)
        if missing:
            some = ", ".join(one.hex() for one in missing[:3])
            self.said.append(f"{len(missing)} lost: {where} ({some} ...)")

    def break_(self, sentence: str) -> None:
        self.broken += 1
        self.said.append(sentence)


@dataclass(frozen=True)
class Plant:
    """What the plant holds: events by id, and each topic's feed in the order of its positions."""

    events: dict[bytes, Row]
    feeds: dict[str, list[bytes]]


def read_plant(dsn: str, found: Found) -> Plant:
    with psycopg.connect(dsn) as connection:
        ask: Callable[[str], list[Any]] = lambda sql: connection.execute(sql).fetchall()  # noqa: E731
        rows: list[Row] = ask("SELECT event_id, station_id, epoch, seq FROM mom.event")
        again: list[Place] = ask("SELECT station_id, epoch, seq FROM mom.event_again")
        heads = ask("SELECT station_id, epoch, last_seq FROM mom.log_head")
        fed = ask(
            "SELECT t.code, f.pos, f.event_id FROM mom.feed f JOIN mom.topic t USING (topic_id) ORDER BY 1, 2"
        )
        tops = ask("SELECT code, head_pos FROM mom.topic")
        home_of: dict[UUID, str] = dict(
            ask(
                "SELECT s.station_id, t.code FROM mom.station s JOIN mom.topic t ON t.topic_id = s.home_topic"
            )
        )
    counted = Counter(row[0] for row in rows)
    found.duplicated += sum(count - 1 for count in counted.values())
    _logs_are_dense([row[1:] for row in rows] + again, heads, found)
    feeds = _feeds(fed, tops, found)
    plant = Plant({row[0].bytes: row for row in rows}, feeds)
    here = {code: set(ids) for code, ids in feeds.items()}
    astray = [one for one, row in plant.events.items() if one not in here.get(home_of[row[1]], set())]
    found.lose(astray, "not fed in their home topic")
    return plant


def _logs_are_dense(places: Sequence[Place], heads: Sequence[Place], found: Found) -> None:
    logs: dict[tuple[UUID, int], list[int]] = defaultdict(list)
    for station, epoch, seq in places:
        logs[station, epoch].append(seq)
    for station, epoch, last in heads:
        if sorted(logs[station, epoch]) != list(range(1, last + 1)):
            found.break_(f"the log of {station}, epoch {epoch}, is not dense up to {last}")


def _feeds(
    fed: Sequence[tuple[str, int, UUID]], tops: Sequence[tuple[str, int]], found: Found
) -> dict[str, list[bytes]]:
    feeds: dict[str, list[bytes]] = {code: [] for code, _ in tops}
    for code, pos, event_id in fed:
        feeds[code].append(event_id.bytes)
        if pos != len(feeds[code]):
            found.break_(f"the feed of {code} has no position {len(feeds[code])}")
            break
    for code, top in tops:
        ids = feeds[code]
        if len(ids) != top:
            found.break_(f"the feed of {code} has {len(ids)} rows, its head is at {top}")
        found.duplicated += len(ids) - len(set(ids))
    return feeds


def check_shown(fleet: Fleet, plant: Plant, found: Found) -> None:
    """I1 and I3: what was shown is there, and in the order in which each hand did it."""
    found.lose(fleet.shown - set(plant.events), "shown, and not at the plant")
    for ids in fleet.lanes:
        places = [plant.events[one][2:] for one in ids if one in plant.events]
        if places != sorted(places):
            found.break_("a hand's records stand in another order than it made them")


def check_commands(dsn: str, fleet: Fleet, found: Found) -> None:
    """A command that was tried once or ten times has happened once, whole, or never."""
    with psycopg.connect(dsn) as connection:
        rows = connection.execute("SELECT stream, count(*) FROM mom.event GROUP BY stream").fetchall()
    counts = {str(stream): int(count) for stream, count in rows}
    for command, size in tuple(fleet.tried.items()):
        there = counts.get(f"order/{command}", 0)
        if there > size:
            found.duplicated += there - size
            found.said.append(f"command {command} happened {there} / {size} times")
        elif there < size and (there or command in fleet.commands):
            found.lost += size - there
            found.said.append(f"command {command} is there in part: {there} of {size}")


def check_pulses(dsn: str, fleet: Fleet, found: Found) -> None:
    """Each pulse that was durable is in exactly one record, however few those are."""
    with psycopg.connect(dsn) as connection:
        rows = connection.execute(
            "SELECT payload::json ->> 'order', sum((payload::json ->> 'good')::int) FROM mom.event"
            " WHERE stream LIKE 'order/pulses-%' GROUP BY 1"
        ).fetchall()
    told = {str(order): int(good) for order, good in rows}
    for order, pulses in tuple(fleet.pulses.items()):
        there = told.get(order, 0)
        if not pulses.counted <= there <= pulses.made:
            found.lost += max(0, pulses.counted - there)
            found.duplicated += max(0, there - pulses.made)
            found.said.append(f"{order}: {pulses.made} made, {pulses.counted} durable, {there} at the plant")


def check_stores(disks: Sequence[Disk], plant: Plant, found: Found, is_thorough: bool) -> None:
    """I5: whoever hears the same topics holds the same records and shows the same state."""
    states: dict[str, set[str]] = defaultdict(set)
    for disk in disks:
        wanted = {one for topic in (*topics_of(disk.area), "plant") for one in plant.feeds.get(topic, ())}
        conn = sqlite.open_reader(disk.store)
        try:
            cursor = sqlite.cursor_of(conn)
            held = {bytes(row[0]) for row in cursor.execute("SELECT event_id FROM event").fetchall()}
            found.lose(wanted - held, f"not at {disk.folder.name}")
            if held - wanted:
                found.break_(f"{disk.folder.name} holds {len(held - wanted)} records that nobody sent there")
            errors = cursor.execute("SELECT error FROM apply_error").fetchall()
            if errors:
                found.break_(f"{disk.folder.name} could not apply {len(errors)} records: {errors[0][0]}")
            states[disk.area].add(state_hash(conn))
            if is_thorough:
                _check_chains(conn, disk, found)
        finally:
            sqlite.close(conn)
    for area, hashes in states.items():
        if len(hashes) != 1:
            found.break_(f"stations of area {area} hold the same records and show {len(hashes)} states")


def _check_chains(conn: sa.Connection, disk: Disk, found: Found) -> None:
    verified = verify(conn)
    if not verified.is_whole:
        found.break_(f"chains of {disk.folder.name}: {len(verified.faults)} faults, {verified.faults[0]}")


def check_chains(dsn: str, found: Found) -> None:
    for sentence in overview.broken_chains(dsn):
        found.break_(sentence)


def is_caught_up(disk: Disk, heads: dict[str, int]) -> bool:
    """I8: its cursors stand at the heads of its topics."""
    conn = sqlite.open_reader(disk.store)
    try:
        rows = sqlite.cursor_of(conn).execute("SELECT code, pos FROM feed_cursor").fetchall()
    finally:
        sqlite.close(conn)
    cursors = {str(code): int(pos) for code, pos in rows}
    wanted = {*topics_of(disk.area), "plant"}
    return all(cursors.get(code, 0) == pos for code, pos in heads.items() if code in wanted)


def heads_of(dsn: str) -> dict[str, int]:
    with psycopg.connect(dsn) as connection:
        rows = connection.execute("SELECT code, head_pos FROM mom.topic").fetchall()
    return {str(code): int(pos) for code, pos in rows}


def tail_of(path: Path, lines: int = 15) -> str:
    return "\n".join(path.read_text(errors="replace").splitlines()[-lines:]) if path.exists() else ""
