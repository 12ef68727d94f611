"""``store export``: every record with its whole envelope, for an auditor who trusts no program of ours."""

import argparse
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO
from uuid import UUID

import sqlalchemy as sa

from momstation.core.errors import Refused
from momstation.core.i18n import _, ngettext
from momstation.store.codes import codes_of
from momstation.store.command.asking import DONE, Voice, looked_into, progress
from momstation.store.rows import COLUMNS, parted
from momstation.store.sqlite import cursor_of

_STEP = 1000
_ALL = (
    f"SELECT {COLUMNS}, o.seq IS NOT NULL, CASE WHEN e.seq = 1 THEN x'' WHEN o.seq IS NOT NULL THEN b.hash END "
    "FROM event e LEFT JOIN own_log o ON o.epoch = e.epoch AND o.seq = e.seq AND o.event_id = e.event_id "
    "LEFT JOIN own_log b ON b.epoch = e.epoch AND b.seq = e.seq - 1 "
    "WHERE datetime(e.recorded_at) >= datetime(?) {more}ORDER BY e.station_id, e.epoch, e.seq, e.event_id"
)
_ONLY_OWN = "AND o.seq IS NOT NULL "
_EVER = "0001-01-01"


def run(asked: argparse.Namespace, voice: Voice) -> int:
    with looked_into(asked.file) as conn:
        if asked.out is None:
            _write(conn, asked, voice.out, voice)
            return DONE
        n = _write_file(conn, asked, voice)
    wrote = ngettext("{n} record in {file}.", "{n} records in {file}.", n)
    voice.say(wrote.format(n=n, file=asked.out))
    return DONE


def _write_file(conn: sa.Connection, asked: argparse.Namespace, voice: Voice) -> int:
    out: Path = asked.out
    try:
        with out.open("x", encoding="ascii", newline="\n") as file:
            return _write(conn, asked, file, voice)
    except FileExistsError as error:
        raise Refused("store.exists", file=str(out)) from error
    except OSError as error:
        raise Refused("store.not_written", file=str(out), detail=error.strerror) from error


def _write(conn: sa.Connection, asked: argparse.Namespace, file: TextIO, voice: Voice) -> int:
    n = 0
    with progress(voice, _("{n} written…")) as shown:
        for n, line in enumerate(lines(conn, asked.since, only_own=asked.own), start=1):
            file.write(line + "\n")
            if n % _STEP == 0:
                shown.step(n)
    return n


def lines(conn: sa.Connection, since: datetime | None = None, *, only_own: bool = False) -> Iterator[str]:
    """One JSON object for each record, ordered by station, epoch and number; ASCII only."""
    codes = codes_of(conn)
    sql = _ALL.format(more=_ONLY_OWN if only_own else "")
    cursor = cursor_of(conn).execute(sql, (_EVER if since is None else since.isoformat(),))
    while (row := cursor.fetchone()) is not None:
        yield json.dumps(_envelope(row, codes), allow_nan=False)


def _envelope(row: tuple[Any, ...], codes: dict[str, str]) -> dict[str, Any]:
    (
        event_id, station_id, epoch, seq, hlc, recorded_at, clock_off_ms,
        kind, v, stream, flags, basis, topics, payload, own_hash, is_own, before,
    ) = row  # fmt: skip
    return {
        "event_id": str(UUID(bytes=event_id)),
        "station_id": str(UUID(bytes=station_id)),
        "station": codes.get(station_id.hex()),
        "epoch": epoch,
        "seq": seq,
        "hlc": str(hlc),
        "recorded_at": recorded_at,
        "clock_off_ms": clock_off_ms,
        "kind": kind,
        "v": v,
        "stream": stream,
        "flags": flags,
        "basis": [str(UUID(bytes=one)) for one in parted(basis)],
        "topics": topics.split("\n") if topics else [],
        "payload": payload,
        "after": None if before is None else before.hex(),
        "hash": own_hash.hex(),
        "own": bool(is_own),
    }
