"""What is done before a store can be used: looking for damage, and making the file anew where there is any."""

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from momstation.core.clock import Clock
from momstation.core.errors import Refused
from momstation.store import ballast, command_rows, health, held_ticks, sqlite, upkeep
from momstation.store.catching_up import last_own
from momstation.store.copy_file import Gathered, gather, in_step_mark, last_word, owner_of
from momstation.store.fold import AnyFold
from momstation.store.identity import Identity
from momstation.store.notices import Notice
from momstation.store.progress import Progress, Report
from momstation.store.projection import Projection
from momstation.store.quarantine import damage_mark, quarantine
from momstation.store.sources import PutBack, Rebuilt, Sources
from momstation.store.tick_copy import waiting_in
from momstation.store.upgrade import open_in_present_form

if TYPE_CHECKING:
    from momstation.store.verify import Fault

REBUILT = "rebuilt"
_DAMAGED = ("store.corrupt", "store.not_a_store")
_BESIDE = ("-wal", "-shm", "-journal")
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Asked:
    """What ``open_store`` was asked for. Without ``sources`` damage is refused and the file left where it is."""

    path: Path
    code: str
    folds: Sequence[AnyFold]
    projections: Sequence[Projection]
    clock: Clock
    sources: Sources | None
    report: Report


class ChangedRecords(Refused):
    """Is store.corrupt, and names the records."""

    def __init__(self, path: Path, faults: "tuple[Fault, ...]") -> None:
        detail = f"record {faults[0].seq} is {faults[0].what}"
        super().__init__("store.corrupt", file=str(path), detail=detail)
        self.faults = faults


def connect(asked: Asked) -> sa.Connection:
    """The writer's connection to a file that is whole, as far as a start may wait for the check. Raises what a
    failing disk raises; on a full one the reserve is given up first."""
    try:
        return _connect(asked)
    except Exception as error:
        if not _is_full(error) or not ballast.give_up(asked.path):
            raise
        return _connect(asked)


def rebuild_missing(asked: Asked) -> Rebuilt | None:
    """A file that is gone, while a backup or the second journal knows the station, is made anew."""
    path = asked.path
    is_there = path.exists() and path.stat().st_size > 0
    if is_there or path.is_dir() or asked.sources is None or not _is_known(asked):
        return None
    is_any_left = path.exists() or any(path.with_name(path.name + one).exists() for one in _BESIDE)
    return rebuild(asked, quarantine(path, asked.clock.now()) if is_any_left else None)


def refuse_emptied(conn: sa.Connection, asked: Asked) -> None:
    """A file without an identity is a new station's, unless a backup or the second journal knows better: then its
    log was lost before it was written into the file. Raises Refused store.corrupt."""
    is_new = sqlite.cursor_of(conn).execute("SELECT 1 FROM identity").fetchone() is None
    if is_new and asked.sources is not None and _is_known(asked):
        raise health.damaged(asked.path, "the file is empty")


def rebuild_damaged(asked: Asked, error: Exception) -> Rebuilt | None:
    """Put the file aside and make it anew; None when ``error`` is no damage, or nobody asked for that. A database
    of somebody else is damage only when a backup or the second journal shows that the station's was there."""
    refused = error if isinstance(error, Refused) else sqlite.refusal(error, asked.path)
    if refused is None and sqlite.is_misread(error):
        refused = health.damaged(asked.path, str(error))
    if refused is None or refused.key not in _DAMAGED or asked.sources is None:
        return None
    if refused.key == "store.not_a_store" and not _is_known(asked):
        return None
    _log.error("The store is damaged and is made anew: %s", refused)
    asked.report(Progress("move"))
    rebuilt = rebuild(asked, quarantine(asked.path, asked.clock.now()))
    return replace(rebuilt, faults=refused.faults) if isinstance(refused, ChangedRecords) else rebuilt


def rebuild(asked: Asked, folder: Path | None) -> Rebuilt:
    """Make the file anew; ``folder`` holds the damaged one."""
    from momstation.store.rebuild import Rebuilding  # no start needs it but the one after damage

    assert asked.sources is not None
    making = Rebuilding(
        asked.path, asked.code, asked.folds, asked.projections, asked.clock, asked.sources, asked.report
    )
    rebuilt = making.run(folder)
    damage_mark(asked.path).unlink(missing_ok=True)
    return rebuilt


def take_back(conn: sa.Connection, identity: Identity, asked: Asked) -> PutBack:
    """What the second journal holds and the store has lost, by a torn log or an older file, goes back into it."""
    copy = asked.sources.copy if asked.sources is not None else None
    try:
        found = _not_in_step(conn, identity, copy) if copy is not None else None
    except OSError as error:
        _log.warning("The second journal cannot be read: %s", error)
        return PutBack()
    if found is None or found.identity is None:
        _take_pulses_back(conn, identity, asked)
        return PutBack()
    from momstation.store.put_back import PuttingBack  # as above
    from momstation.store.rebuild import folding  # as above

    put = PutBack()
    with folding(conn, asked.folds, asked.projections, asked.clock, asked.report) as refold:
        before = held_ticks.last_stamp(conn)
        putting = PuttingBack(sqlite.cursor_of(conn), identity.station_id, identity.epoch)
        put = putting.run(list(found.records.values()), found.identity.epoch)
        command_rows.remember(sqlite.cursor_of(conn), found.commands.values())
        held_ticks.forget_told(conn, identity.station_id, before)
        refold(put.streams)
    _take_pulses_back(conn, identity, asked)
    if put.count:
        _log.warning("%d own records were taken back from the second journal", put.count)
    return put


def _take_pulses_back(conn: sa.Connection, identity: Identity, asked: Asked) -> None:
    """Those that the store lost with the end of its log come back; those that a record tells which came back go."""
    copy = asked.sources.copy if asked.sources is not None else None
    found = waiting_in(copy, identity.station_id) if copy is not None else []
    if not found:
        return
    conn.exec_driver_sql("BEGIN IMMEDIATE")
    count = held_ticks.bring_back(conn, identity.station_id, found, asked.clock.now())
    conn.exec_driver_sql("COMMIT")
    if count:
        _log.warning("%d pulses were taken back from the second journal", count)


def opening_notices(conn: sa.Connection, rebuilt: Rebuilt | None, put: PutBack, asked: Asked) -> list[Notice]:
    """What people must know of what was done, now or at a start before that nobody has seen yet."""
    remembered = remembered_rebuilt(conn)
    found = [remembered] if remembered is not None else []
    if put.count:
        found.append(Notice("store.put_back", "put_back", {"n": put.count}))
    unreadable = rebuilt.unreadable_bytes if rebuilt is not None else 0
    left_out = len(put.left_out) + (len(rebuilt.left_out) if rebuilt is not None else 0)
    if unreadable or left_out:
        folder = asked.sources.copy if asked.sources is not None else ""
        values = {"bytes": unreadable, "n": left_out, "folder": folder}
        found.append(Notice("store.unreadable_copy", "unreadable", values))
    return found


def rebuilt_notice(said: dict[str, object]) -> Notice:
    key = "store.rebuilt" if said.get("has_source") else "store.rebuilt_empty"
    return Notice(key, REBUILT, said, is_urgent=True)


def remember_rebuilt(conn: sa.Connection, rebuilt: Rebuilt, clock: Clock) -> None:
    """So that it is shown until somebody has seen it, also after another start."""
    said = json.dumps(_said(rebuilt), sort_keys=True, default=str)
    upkeep.note(sqlite.cursor_of(conn), REBUILT, clock.now(), said)
    if rebuilt.faults:
        from momstation.store import changed  # as above

        changed.remember(sqlite.cursor_of(conn), rebuilt.faults, clock.now())


def remembered_rebuilt(conn: sa.Connection) -> Notice | None:
    done = upkeep.read(conn).get(REBUILT)
    return rebuilt_notice(json.loads(done.said)) if done is not None and done.said else None


def forget_rebuilt(conn: sa.Connection) -> None:
    """Somebody has seen it."""
    sqlite.cursor_of(conn).execute("DELETE FROM upkeep WHERE name = ?", (REBUILT,))


def _said(rebuilt: Rebuilt) -> dict[str, object]:
    return {
        "backup": rebuilt.from_backup,
        "copy": rebuilt.from_copy,
        "salvaged": rebuilt.salvaged,
        "folder": str(rebuilt.folder or "-"),
        "has_source": rebuilt.has_source,
    }


def _connect(asked: Asked) -> sa.Connection:
    conn = open_in_present_form(asked.path, asked.clock, asked.report)
    try:
        is_marked = damage_mark(asked.path).exists()
        if is_marked:
            asked.report(Progress("check"))
        if is_marked or health.is_small(asked.path):
            damage = health.quick_check(asked.path)
            if damage is not None:
                raise damage
        if asked.sources is not None:
            health.check_last_own(conn, asked.path)
            if not held_ticks.are_readable(conn):
                raise health.damaged(asked.path, "a pulse that waits cannot be read")
            if is_marked:
                _check_records(asked.path)
            damage_mark(asked.path).unlink(missing_ok=True)
    except BaseException:
        sqlite.close(conn)
        raise
    return conn


def _check_records(path: Path) -> None:
    """Every record: damage that was noted while the station worked can be in any of them. Raises store.corrupt."""
    from momstation.store.verify import verify  # only where damage was noted: a start has no need of it

    look = sqlite.open_reader(path)
    try:
        sqlite.read_damaged_text(look)
        found = verify(look)
    finally:
        sqlite.close(look)
    if not found.is_whole:
        raise ChangedRecords(path, found.faults)


def _is_full(error: Exception) -> bool:
    is_refused = isinstance(error, Refused) and error.key in ("store.disk_full", "store.disk_failing")
    return is_refused or sqlite.is_out_of_space(error)


def _is_known(asked: Asked) -> bool:
    """Whether there is anything of this station to make the file from."""
    from momstation.store.rebuild import is_of_station  # as above

    assert asked.sources is not None
    try:
        owner = owner_of(asked.sources.copy) if asked.sources.copy is not None else None
    except OSError:
        owner = None
    if owner is not None and owner.code == asked.code:
        return True
    backup = asked.sources.backup() if asked.sources.backup is not None else None
    return backup is not None and is_of_station(backup, asked.code)


def _not_in_step(conn: sa.Connection, identity: Identity, copy: Path) -> Gathered | None:
    """What the copy holds, unless its last word is what the store ends with; the latest of it where that reaches
    back to what the store has. After a crash the copy may lack something, which is brought to it later."""
    place, chained = last_own(conn, identity.epoch)
    mark = in_step_mark(copy)
    if mark is not None and (mark.place, mark.hash) == (place, chained or bytes(32)):
        return None
    last = last_word(copy)
    if last is not None and (last.place, last.hash) == (place, chained):
        return None
    owner = owner_of(copy)
    if owner is None or owner.station_id != identity.station_id:
        return None
    found = gather(copy, newest=2)
    reaches_back = any(frame.hash == chained for frame in found.records.values())
    return found if reaches_back else gather(copy)
