"""``store stats``: what is in a record file, in numbers."""

import argparse
import json
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from momstation.core.i18n import _
from momstation.store.command.asking import DONE, Voice, looked_into
from momstation.store.identity import TRAINING, is_for_training
from momstation.store.schema import form_of
from momstation.store.sqlite import Cursor, cursor_of

_SECOND_FORM = 2
_PREFIX = "substr(stream, 1, instr(stream || '/', '/') - 1)"
_EPOCHS = (
    "SELECT p.epoch, count(o.seq), p.acked_seq, p.acked_at, p.opened_why "
    "FROM push_state p LEFT JOIN own_log o USING (epoch) GROUP BY p.epoch ORDER BY p.epoch"
)
_OUTBOX = (
    "SELECT count(*), min(e.recorded_at) FROM own_log o JOIN push_state p USING (epoch) "
    "LEFT JOIN event e USING (event_id) WHERE o.seq > p.acked_seq"
)
_ENVELOPE = "sum(length(payload) + length(stream) + length(kind) + length(basis) + length(topics))"


def run(asked: argparse.Namespace, voice: Voice) -> int:
    with looked_into(asked.file) as conn:
        found = stats_of(conn, asked.file)
    if asked.json:
        voice.say(json.dumps(found, indent=2))
    else:
        _tell(found, voice)
    return DONE


def stats_of(conn: sa.Connection, path: Path) -> dict[str, Any]:
    """Names and numbers only, ready for JSON."""
    cursor = cursor_of(conn)
    form = form_of(conn)
    station = _row(cursor, "SELECT code, lower(hex(station_id)), epoch FROM identity") or ("", "", 0)
    waiting, oldest = _row(cursor, _OUTBOX) or (0, None)
    first, last, records = (
        _row(cursor, "SELECT min(recorded_at), max(recorded_at), count(*) FROM event") or ()
    )
    return {
        "file": str(path),
        "form": form,
        "bytes": {"file": path.stat().st_size, "log": _size(path.with_name(f"{path.name}-wal"))},
        "station": {"code": station[0], "station_id": station[1], "epoch": station[2]},
        "is_training": is_for_training(cursor),
        "records": {
            "all": records,
            "own": _one(cursor, "SELECT count(*) FROM own_log"),
        },
        "first_recorded_at": first,
        "last_recorded_at": last,
        "kinds": dict(
            cursor.execute("SELECT kind, count(*) FROM event GROUP BY kind ORDER BY 2 DESC, 1").fetchall()
        ),
        "streams": _streams(cursor),
        "epochs": [
            dict(zip(("epoch", "own", "acknowledged", "acknowledged_at", "opened_why"), row, strict=True))
            for row in cursor.execute(_EPOCHS).fetchall()
        ],
        "outbox": {"waiting": waiting, "oldest": oldest},
        "topics": dict(cursor.execute("SELECT code, pos FROM feed_cursor ORDER BY code").fetchall()),
        "unread_streams": _one(cursor, "SELECT count(*) FROM stream WHERE partial"),
        "streams_to_fold": _one(cursor, "SELECT count(*) FROM stream WHERE dirty = 1"),
        "faults_of_rules": _one(cursor, "SELECT count(*) FROM apply_error"),
        "discrepancies": _discrepancies(cursor),
        **(_of_second_form(cursor) if form >= _SECOND_FORM else {}),
    }


def _streams(cursor: Cursor) -> dict[str, dict[str, int]]:
    sql = f"SELECT {_PREFIX}, count(DISTINCT stream), count(*), {_ENVELOPE} FROM event GROUP BY 1 ORDER BY 3 DESC, 1"
    names = ("streams", "records", "bytes")
    return {row[0]: dict(zip(names, row[1:], strict=True)) for row in cursor.execute(sql).fetchall()}


def _discrepancies(cursor: Cursor) -> dict[str, int]:
    sql = "SELECT rule, count(*) FROM discrepancy WHERE resolved_by IS NULL GROUP BY rule ORDER BY rule"
    return {
        **dict(cursor.execute(sql).fetchall()),
        "settled": _one(cursor, "SELECT count(*) FROM discrepancy WHERE resolved_by IS NOT NULL"),
    }


def _of_second_form(cursor: Cursor) -> dict[str, Any]:
    upkeep = cursor.execute(
        "SELECT name, done_at, said FROM upkeep WHERE name NOT GLOB 'past of *' AND name != ? ORDER BY name",
        (TRAINING,),
    ).fetchall()
    return {
        "pulses_waiting": _one(cursor, "SELECT count(*) FROM tick"),
        "thinned": {
            "streams": _one(cursor, "SELECT count(*) FROM thinned"),
            "records": _one(cursor, "SELECT coalesce(sum(n), 0) FROM thinned"),
            "asked_back": _one(cursor, "SELECT count(*) FROM upkeep WHERE name GLOB 'past of *'"),
        },
        "upkeep": {name: {"at": at, "said": said} for name, at, said in upkeep},
    }


def _row(cursor: Cursor, sql: str) -> tuple[Any, ...] | None:
    return cursor.execute(sql).fetchone()


def _one(cursor: Cursor, sql: str) -> int:
    row = _row(cursor, sql)
    return int(row[0]) if row else 0


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _tell(found: dict[str, Any], voice: Voice) -> None:
    station, size, records = found["station"], found["bytes"], found["records"]
    practised = (_("Training"), _("People practised on this file: nothing in it counts."))
    lines = [
        *([practised] if found["is_training"] else []),
        (_("Station"), f"{station['code']}  {station['station_id']}"),
        (_("File"), f"{found['file']}  {size['file']:,} B, log {size['log']:,} B, form {found['form']}"),
        (_("Records"), f"{records['all']:,}, own {records['own']:,}"),
        (_("Recorded"), f"{found['first_recorded_at'] or '-'} … {found['last_recorded_at'] or '-'}"),
        (_("Not at central"), f"{found['outbox']['waiting']:,}, oldest {found['outbox']['oldest'] or '-'}"),
    ]
    for one in found["epochs"]:
        said = f"{one['own']:,} own, {one['acknowledged']:,} acknowledged, {one['opened_why']}"
        lines.append((_("Epoch {epoch}").format(epoch=one["epoch"]), said))
    lines += [
        (prefix, f"{n['records']:,} in {n['streams']:,}, {n['bytes']:,} B")
        for prefix, n in found["streams"].items()
    ]
    lines += [(kind, f"{n:,}") for kind, n in found["kinds"].items()]
    lines += [
        (_("To be settled"), f"{rule}: {n}")
        for rule, n in found["discrepancies"].items()
        if rule != "settled"
    ]
    lines += [(name, f"{one['at']}  {one['said']}") for name, one in found.get("upkeep", {}).items()]
    width = max(len(name) for name, _value in lines)
    for name, value in lines:
        voice.say(f"{name:<{width}}  {value}".rstrip())
