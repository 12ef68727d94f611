"""Hundreds of stations on one PostgreSQL: coming back at once, asking for heads, ringing; and what each costs."""

import asyncio
import os
import re
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg

from benchmarks.pooler import Pooler
from momstation.sync import central
from momstation.sync.embedded import EmbeddedPostgres
from tests.support.crowd import Member, admit, all_come_back, crowd

_POLL_S = 3.0
_ASKING = 16
_RINGS = 200


def measure(stations: int = 300, backlog: int = 40) -> dict[str, object]:
    """Real functions, real connections, the server's disk synced; all on this one machine."""
    with _server(stations + 60) as server:
        central.init(server.dsn)
        members = crowd(stations, areas=max(1, stations // 30), backlog=backlog)
        admit(server.dsn, members)
        storm = _storm(server.dsn, members)
        return {
            "coming_back": storm,
            "heads_per_s": asyncio.run(_heads_per_s(server.dsn, members[0])),
            "bare_head_per_s": asyncio.run(_bare_heads_per_s(server.dsn)),
            "connection_mb": _connection_mb(server.dsn),
            "bytes": _bytes_per_event(server.dsn),
            "ring_ms": {n: _ring_ms(server.dsn, n) for n in (1, 50, 200)},
            "pushes_per_s": asyncio.run(_pushes_per_s(server.dsn)),
            "pooler": _through_pooler(server, stations),
        }


@contextmanager
def _server(connections: int) -> Iterator[EmbeddedPostgres]:
    folder = Path(tempfile.mkdtemp(prefix="momstation-bench-"))
    folder.chmod(0o755)
    server = EmbeddedPostgres(folder / "postgresql", settings={"max_connections": str(connections)})
    server.start()
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _storm(dsn: str, members: Sequence[Member]) -> dict[str, object]:
    took_s = asyncio.run(all_come_back(dsn, members, seed=1))
    pushes = sorted(one for member in members for one in member.push_s)
    drained = sorted(member.drained_s for member in members)
    events = sum(len(member.own) for member in members)
    return {
        "stations": len(members),
        "events": events,
        "all_drained_s": round(drained[-1], 2),
        "median_station_drained_s": round(statistics.median(drained), 2),
        "all_read_everything_s": round(took_s, 2),
        "longest_push_s": round(pushes[-1], 3),
        "push_p50_s": round(statistics.median(pushes), 4),
        "undrained": sum(member.acked < len(member.own) for member in members),
        "retries": sum(member.retries for member in members),
        "rows_read_per_s": round(sum(member.read for member in members) / took_s),
    }


async def _rate(dsn: str, ask: Callable[[psycopg.AsyncConnection, int], object]) -> int:
    """How often ``ask`` is answered in a second, by ``_ASKING`` connections that do nothing else."""
    done = 0

    async def one(n: int) -> None:
        nonlocal done
        async with await psycopg.AsyncConnection.connect(
            dsn, autocommit=True, prepare_threshold=None
        ) as link:
            until = time.monotonic() + _POLL_S
            while time.monotonic() < until:
                await ask(link, n)  # type: ignore[misc]
                done += 1

    begun_s = time.monotonic()
    await asyncio.gather(*(one(n) for n in range(_ASKING)))
    return round(done / (time.monotonic() - begun_s))


async def _heads_per_s(dsn: str, member: Member) -> int:
    async def ask(link: psycopg.AsyncConnection, _: int) -> None:
        who = (member.station_id, member.token)
        await (await link.execute("SELECT * FROM mom.heads(%s, %s)", who)).fetchall()

    return await _rate(dsn, ask)


async def _bare_heads_per_s(dsn: str) -> int:
    async def ask(link: psycopg.AsyncConnection, _: int) -> None:
        await (await link.execute("SELECT head_pos FROM mom.topic WHERE topic_id = 1")).fetchall()

    return await _rate(dsn, ask)


async def _pushes_per_s(dsn: str) -> dict[str, int]:
    """Stations that push as fast as they are answered: one record at a time, and twenty."""
    members = [Member(f"P{n:04d}", f"{n % 8:02d}") for n in range(_ASKING)]
    admit(dsn, members)
    found: dict[str, int] = {}
    for size in (1, 20):

        async def push(link: psycopg.AsyncConnection, n: int, size: int = size) -> None:
            member = members[n]
            member.record(size)
            await member._push(link, (member.station_id, member.token))

        found[f"of_{size}"] = await _rate(dsn, push)
    return found


def _ring_ms(dsn: str, listeners: int) -> float:
    """Median time from NOTIFY to the one who waits for it, beside idle listeners on channels of their own."""
    idle = [psycopg.connect(dsn, autocommit=True) for _ in range(listeners - 1)]
    try:
        for n, link in enumerate(idle):
            link.execute(f"LISTEN idle_{n}")
        with psycopg.connect(dsn, autocommit=True) as bell, psycopg.connect(dsn, autocommit=True) as ear:
            ear.execute("LISTEN rung")
            times = []
            for _ in range(_RINGS):
                asked_s = time.perf_counter()
                bell.execute("NOTIFY rung")
                next(iter(ear.notifies(timeout=5, stop_after=1)))
                times.append((time.perf_counter() - asked_s) * 1000)
            return round(statistics.median(times), 3)
    finally:
        for link in idle:
            link.close()


def _connection_mb(dsn: str) -> float | None:
    """What one more idle connection costs the server, shared memory shared out (Pss); Linux only."""
    with psycopg.connect(dsn, autocommit=True) as link:
        link.execute("SELECT count(*) FROM mom.topic")
        row = link.execute("SELECT pg_backend_pid()").fetchone()
        assert row is not None
        rollup = Path(f"/proc/{row[0]}/smaps_rollup")
        try:
            found = re.search(r"^Pss:\s+(\d+) kB", rollup.read_text(), re.MULTILINE)
        except OSError:
            return None
        return round(int(found[1]) / 1024, 2) if found else None


def _bytes_per_event(dsn: str) -> dict[str, int]:
    """Tables with their indexes, per record and per row of a feed."""
    size = (
        "SELECT sum(pg_total_relation_size(inhrelid)), "
        "(SELECT count(*) FROM mom.{0}) FROM pg_inherits WHERE inhparent = 'mom.{0}'::regclass"
    )
    found: dict[str, int] = {}
    with psycopg.connect(dsn, autocommit=True) as link:
        for table in ("event", "feed"):
            row = link.execute(size.format(table)).fetchone()
            assert row is not None
            found[f"per_{table}"] = round(row[0] / row[1])
    return found


def _through_pooler(server: EmbeddedPostgres, stations: int) -> dict[str, object] | None:
    """The same through PgBouncer in transaction mode, where one is installed."""
    program = shutil.which("pgbouncer") or shutil.which(
        "pgbouncer", path=f"/usr/sbin{os.pathsep}/usr/local/sbin"
    )
    if program is None:
        return None
    members = [Member(f"Q{n:04d}", f"{n % 10:02d}") for n in range(stations)]
    for member in members:
        member.record(10)
    admit(server.dsn, members)
    with Pooler(program, server.dsn, server_connections=20) as pooler:
        heads = asyncio.run(_heads_per_s(pooler.dsn, members[0]))
        took_s = asyncio.run(_polling_storm(pooler.dsn, members))
        return {
            "version": pooler.version,
            "server_connections": 20,
            "heads_per_s": heads,
            "stations": stations,
            "all_drained_s": round(took_s, 2),
            "undrained": sum(member.acked < len(member.own) for member in members),
        }


async def _polling_storm(dsn: str, members: Sequence[Member]) -> float:
    """As coming back, but without LISTEN, which a pooler cannot carry."""
    begun_s = time.monotonic()

    async def one(member: Member) -> None:
        async with await psycopg.AsyncConnection.connect(
            dsn, autocommit=True, prepare_threshold=None
        ) as link:
            while member.acked < len(member.own):
                await member._push(link, (member.station_id, member.token))

    await asyncio.gather(*(one(member) for member in members))
    return time.monotonic() - begun_s
