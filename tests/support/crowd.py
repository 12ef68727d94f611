"""Hundreds of stations in one process: the real functions on real connections, without stores and windows.

Each keeps its log and its cursors in memory, chains its hashes as a store does, and checks what it reads: a
position that is missing, or a head that goes back, ends the run.
"""

import asyncio
import random
import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID, uuid4

import psycopg
from psycopg.rows import TupleRow

from momstation.core.event import Record
from momstation.core.ids import uuid7
from momstation.events.codec import chain_hash, content_hash, encode
from momstation.sync.envelope import batch_json
from tests.support.memory_door import counted

_PUSH = "SELECT is_taken, last_seq, head_hash, topic_ids, heads FROM mom.push(%s, %s, 1, %s, %s, %s::json)"
_PULL = "SELECT pos, event_id, payload, hash FROM mom.pull(%s, %s, %s, %s, 500)"
_HEADS = "SELECT topic_id, head_pos FROM mom.heads(%s, %s)"
_HELLO = "SELECT spread_ms FROM mom.hello(%s, %s, 'crowd')"
_RING = (
    "SELECT set_config('synchronous_commit', 'off', true),"
    " (SELECT count(pg_notify('mom_' || t, p::text)) FROM unnest(%s::int[], %s::bigint[]) AS rung (t, p))"
)
BATCH = 50


@dataclass
class Member:
    """One station of the crowd; ``own`` is what it recorded, ``acked`` how much of it the plant holds."""

    code: str
    area: str
    station_id: UUID = field(default_factory=uuid4)
    token: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    own: list[Record] = field(default_factory=list)
    acked: int = 0
    cursors: dict[int, int] = field(default_factory=dict)
    push_s: list[float] = field(default_factory=list)
    retries: int = 0
    read: int = 0
    drained_s: float = 0.0
    caught_up_s: float = 0.0

    def record(self, n: int) -> None:
        """More records for the plant, each with its place in the chain."""
        for _ in range(n):
            event, now = counted(), datetime.now(UTC)
            event_id, seq = uuid7(now).bytes, len(self.own) + 1
            hlc = (int(now.timestamp() * 1000) << 16) + seq % 65536
            stream, payload = event.stream(), encode(event)
            content = content_hash(event_id, hlc, event.kind, event.v, stream, (), payload)
            last = self.own[-1].hash if self.own else b""
            self.own.append(
                Record(
                    event_id=event_id,
                    station_id=self.station_id.bytes,
                    epoch=1,
                    seq=seq,
                    hlc=hlc,
                    recorded_at=now,
                    clock_off_ms=0,
                    kind=event.kind,
                    v=event.v,
                    stream=stream,
                    flags=0,
                    basis=(),
                    topics=(f"area/{self.area}",),
                    payload=payload,
                    hash=chain_hash(last, content),
                    event=event,
                )
            )

    async def come_back(self, dsn: str, chance: random.Random, begun_s: float) -> None:
        """From an outage: connect, push all that waits, read all that others say, then hang up."""
        wait_s = 0.2
        while True:
            try:
                await self._session(dsn, chance, begun_s)
                return
            except psycopg.OperationalError:
                self.retries += 1
                await asyncio.sleep(chance.uniform(0, wait_s))
                wait_s = min(wait_s * 2, 30.0)

    async def _session(self, dsn: str, chance: random.Random, begun_s: float) -> None:
        async with await psycopg.AsyncConnection.connect(
            dsn, autocommit=True, prepare_threshold=None
        ) as link:
            who = (self.station_id, self.token)
            for topic, _ in await self._all(link, _HEADS, who):
                await link.execute(f"LISTEN mom_{topic:d}")
            ((spread_ms,),) = await self._all(link, _HELLO, who)
            await asyncio.sleep(chance.uniform(0, spread_ms / 1000))
            while self.acked < len(self.own):
                await self._push(link, who)
            self.drained_s = time.monotonic() - begun_s
            await self.catch_up(link)
            self.caught_up_s = time.monotonic() - begun_s

    async def _push(self, link: psycopg.AsyncConnection, who: tuple[UUID, bytes]) -> None:
        batch = self.own[self.acked : self.acked + BATCH]
        last = self.own[self.acked - 1].hash if self.acked else b""
        asked_s = time.monotonic()
        answer = await self._all(link, _PUSH, (*who, self.acked, last, batch_json(batch, frozenset())))
        self.push_s.append(time.monotonic() - asked_s)
        is_taken, last_seq, head_hash, topics, heads = answer[0]
        ours = self.own[last_seq - 1].hash if last_seq else b""
        if bytes(head_hash) != ours:
            raise AssertionError(f"{self.code}: the plant holds another log")
        self.acked = last_seq
        if is_taken:
            await link.execute(_RING, (topics, heads))

    async def catch_up(self, link: psycopg.AsyncConnection) -> None:
        """Read every topic to its head, without a gap."""
        who = (self.station_id, self.token)
        for topic, head in await self._all(link, _HEADS, who):
            while self.cursors.get(topic, 0) < head:
                await self._pull(link, who, topic)

    async def _pull(self, link: psycopg.AsyncConnection, who: tuple[UUID, bytes], topic: int) -> None:
        pos = self.cursors.get(topic, 0)
        rows = await self._all(link, _PULL, (*who, topic, max(pos, 1)))
        fresh = [row for row in rows if row[0] > pos]
        if [row[0] for row in fresh] != list(range(pos + 1, pos + len(fresh) + 1)) or not fresh:
            raise AssertionError(f"{self.code}: topic {topic} has a gap after {pos}")
        self.cursors[topic] = fresh[-1][0]
        self.read += len(fresh)

    async def _all(
        self, link: psycopg.AsyncConnection, query: str, values: tuple[object, ...]
    ) -> Sequence[TupleRow]:
        return await (await link.execute(query, values)).fetchall()


def crowd(n: int, areas: int, backlog: int) -> list[Member]:
    """``n`` stations spread over ``areas``, each with ``backlog`` records for the plant."""
    made = [Member(f"S{k:04d}", f"{k % areas:02d}") for k in range(n)]
    for member in made:
        member.record(backlog)
    return made


def admit(plant: str, members: Sequence[Member]) -> None:
    """Write all of them in, behind one login as with a pooler: the token alone says who is who."""
    with psycopg.connect(plant) as connection:
        connection.execute("SET LOCAL ROLE mom_owner")
        topics = sorted({f"area/{member.area}" for member in members} | {"plant"})
        connection.cursor().executemany(
            "INSERT INTO mom.topic (code) VALUES (%s) ON CONFLICT DO NOTHING", [(t,) for t in topics]
        )
        ids: dict[str, int] = dict(connection.execute("SELECT code, topic_id FROM mom.topic").fetchall())
        homes = [(m, ids[f"area/{m.area}"]) for m in members]
        cursor = connection.cursor()
        cursor.executemany(
            "INSERT INTO mom.station (station_id, code, home_topic, token_hash) VALUES (%s, %s, %s, %s)",
            [(m.station_id, m.code, home, sha256(m.token).digest()) for m, home in homes],
        )
        cursor.executemany(
            "INSERT INTO mom.station_topic (station_id, topic_id) VALUES (%s, %s)",
            [(m.station_id, topic) for m, home in homes for topic in (home, ids["plant"])],
        )
        cursor.executemany(
            "INSERT INTO mom.log_head (station_id, epoch, opened_why) VALUES (%s, 1, 'enrol')",
            [(m.station_id,) for m in members],
        )


async def all_come_back(dsn: str, members: Sequence[Member], seed: int) -> float:
    """All at the same moment; how long until the last has sent and read everything, in seconds."""
    begun_s = time.monotonic()
    async with asyncio.TaskGroup() as group:
        for n, member in enumerate(members):
            group.create_task(member.come_back(dsn, random.Random(f"{seed} {n}"), begun_s))
    return time.monotonic() - begun_s
