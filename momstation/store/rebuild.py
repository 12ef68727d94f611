"""Makes a store file anew from the newest backup, the second journal and what is readable of the damaged file.

The new file is made under another name and takes the store's name when it is whole; a computer that stops on
the way begins again at the next start. What central knows comes back by the ordinary way of sync.
"""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import msgspec
import sqlalchemy as sa

from momstation.core.clock import Clock
from momstation.core.errors import Refused
from momstation.store import behind, changed, command_rows, health, held_ticks, sqlite
from momstation.store.copy_file import Gathered, gather
from momstation.store.copy_frames import RecordFrame, TickFrame
from momstation.store.fold import AnyFold
from momstation.store.identity import Identity, machine_fingerprint
from momstation.store.progress import Progress, Report
from momstation.store.projection import Projection
from momstation.store.put_back import PuttingBack
from momstation.store.salvage import Salvaged, salvage
from momstation.store.sources import PutBack, Rebuilt, Sources
from momstation.store.streams import Streams
from momstation.store.tick_copy import waiting_in
from momstation.store.upgrade import open_in_present_form
from momstation.store.verify import verify_file
from momstation.store.versions import bring_up_to_date

_BESIDE = ("", "-wal", "-shm", "-journal")
_REPORT_EVERY = 50


class Rebuilding:
    """For one file that is no longer there, because it was put aside or was missing."""

    def __init__(
        self,
        path: Path,
        code: str,
        folds: Sequence[AnyFold],
        projections: Sequence[Projection],
        clock: Clock,
        sources: Sources,
        report: Report,
    ) -> None:
        self._path = path
        self._new = path.with_name(f"{path.name}.rebuilding")
        self._code = code
        self._folds = folds
        self._projections = projections
        self._clock = clock
        self._sources = sources
        self._report = report

    def run(self, folder: Path | None) -> Rebuilt:
        """``folder``: where the damaged file is. Raises what a failing disk raises; then nothing has changed."""
        for ending in _BESIDE:
            self._new.with_name(self._new.name + ending).unlink(missing_ok=True)
        copy = self._read_copy()
        backup = self._take_backup(is_only_source=not copy.records)
        self._report(Progress("salvage"))
        damaged = salvage(folder / self._path.name) if folder is not None else Salvaged()
        conn = open_in_present_form(self._new, self._clock)
        try:
            rebuilt = self._fill(conn, folder, backup, copy, damaged)
            conn.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            sqlite.close(conn)
        _flush(self._new)
        self._new.replace(self._path)
        _flush(self._path.parent)
        return rebuilt

    def _take_backup(self, *, is_only_source: bool) -> Path | None:
        """One with a record that the disk had changed before is better than none where there is nothing else."""
        self._report(Progress("backup"))
        newest = self._sources.backup
        backup = newest(is_unchanged) if newest is not None else None
        if backup is None and newest is not None and is_only_source:
            backup = newest(has_sound_end)
        if backup is None or not is_of_station(backup, self._code):
            return None
        shutil.copyfile(backup, self._new)
        return backup

    def _read_copy(self) -> Gathered:
        if self._sources.copy is None:
            return Gathered()
        try:
            found = gather(
                self._sources.copy,
                on_file=lambda done, total: self._report(Progress("copy", done + 1, total)),
            )
        except OSError as error:
            return Gathered(faults=[str(error)])
        is_ours = found.identity is not None and found.identity.code == self._code
        return found if is_ours else Gathered()

    def _fill(
        self, conn: sa.Connection, folder: Path | None, backup: Path | None, copy: Gathered, damaged: Salvaged
    ) -> Rebuilt:
        self._report(Progress("put_back"))
        conn.exec_driver_sql("BEGIN IMMEDIATE")
        conn.exec_driver_sql("DELETE FROM tick")  # those of the backup were folded since
        behind.mark(sqlite.cursor_of(conn), self._clock.now(), "rebuilt")
        identity = self._settle_identity(conn, copy, damaged)
        from_backup = int(conn.exec_driver_sql("SELECT count(*) FROM own_log").scalar_one())
        put, saved = PutBack(), PutBack()
        if identity is not None:
            put = _put_back(conn, identity, list(copy.records.values()), copy.identity)
            known = copy.records.keys()
            lacking = [frame for frame in damaged.frames if frame.event_id not in known]
            saved = _put_back(conn, identity, lacking, damaged.identity, only_proven=True)
            command_rows.remember(sqlite.cursor_of(conn), (*copy.commands.values(), *damaged.commands))
            waiting = self._waiting(conn, identity, damaged)
            held_ticks.bring_back(conn, identity.station_id, waiting, self._clock.now())
        conn.exec_driver_sql("COMMIT")
        with folding(conn, self._folds, self._projections, self._clock, self._report) as refold:
            refold(put.streams | saved.streams)
        return Rebuilt(
            folder, backup, from_backup, put.count, saved.count,
            frozenset(put.left_out), copy.unreadable_bytes,
            backup is not None or bool(copy.records) or bool(damaged.frames),
        )  # fmt: skip

    def _waiting(self, conn: sa.Connection, identity: Identity, damaged: Salvaged) -> list[TickFrame]:
        """Pulses that may wait still. The second journal knows better since when one waits than the damaged file,
        which may have some that the journal, brought in step after each start, had not got yet."""
        copied = waiting_in(self._sources.copy, identity.station_id) if self._sources.copy else []
        if damaged.identity is None or damaged.identity.station_id != identity.station_id:
            return copied
        after = held_ticks.stamp_among(conn, {frame.event_id for frame in damaged.frames})
        unnamed = [msgspec.structs.replace(tick, after=after) for tick in damaged.waiting]
        lacking = held_ticks.beyond((*damaged.held, *unnamed), map(held_ticks.said, copied))
        return sorted((*copied, *lacking), key=lambda tick: tick.at)

    def _settle_identity(self, conn: sa.Connection, copy: Gathered, damaged: Salvaged) -> Identity | None:
        """Who the station was it stays; ``install_id`` is new, because this is another file, which an auditor
        and the server must be able to tell from the one that was damaged."""
        install_id, machine = uuid4().bytes, machine_fingerprint()
        row = (
            sqlite.cursor_of(conn)
            .execute("SELECT station_id, code, epoch, install_id, machine_fp FROM identity")
            .fetchone()
        )
        if row is not None:
            conn.exec_driver_sql("UPDATE identity SET install_id = ?, machine_fp = ?", (install_id, machine))
            return replace(Identity(*row), install_id=install_id, machine_fp=machine)
        salvaged = damaged.identity if damaged.identity and damaged.identity.code == self._code else None
        found = copy.identity or salvaged
        if found is None:
            known = self._sources.hint() if self._sources.hint is not None else None
            if known is None:
                return None
            found = Identity(known, self._code, 1, install_id, machine)
        first = min((frame.place[0] for frame in copy.records.values()), default=found.epoch)
        made = Identity(found.station_id, self._code, first, install_id, machine)
        conn.exec_driver_sql(
            "INSERT INTO identity VALUES (1, ?, ?, ?, ?, ?)",
            (made.station_id, made.code, made.epoch, made.install_id, made.machine_fp),
        )
        conn.exec_driver_sql(
            "INSERT INTO push_state (epoch, acked_seq, opened_why) VALUES (?, 0, 'rebuilt')", (first,)
        )
        return made


def _put_back(
    conn: sa.Connection,
    identity: Identity,
    frames: Sequence[RecordFrame],
    latest: Identity | None,
    *,
    only_proven: bool = False,
) -> PutBack:
    cursor = sqlite.cursor_of(conn)
    row = cursor.execute("SELECT epoch FROM identity").fetchone()
    epoch = row[0] if row else identity.epoch
    is_same = latest is not None and latest.station_id == identity.station_id
    last = latest.epoch if latest is not None and is_same else epoch
    return PuttingBack(cursor, identity.station_id, epoch).run(frames, last, only_proven=only_proven)


@contextmanager
def folding(
    conn: sa.Connection,
    folds: Sequence[AnyFold],
    projections: Sequence[Projection],
    clock: Clock,
    report: Report,
) -> Iterator[Callable[[set[str]], None]]:
    """One transaction, in which records may be put back, and what brings the states and tables of their streams in
    step with them: a station that is killed meanwhile has the records with their states, or does all of it again."""
    streams = Streams(conn, folds, projections, clock)

    def refold(names: set[str]) -> None:
        for number, name in enumerate(sorted(names), start=1):
            streams.refold(name)
            if number % _REPORT_EVERY == 0 or number == len(names):
                report(Progress("fold", number, len(names)))

    try:
        bring_up_to_date(conn, streams, folds, projections)
        conn.exec_driver_sql("BEGIN IMMEDIATE")
        yield refold
        conn.exec_driver_sql("COMMIT")
    finally:
        streams.close()


def is_of_station(path: Path, code: str) -> bool:
    """Whether a store file is that of the station ``code``; no for what cannot be read."""
    try:
        conn = sqlite.open_frozen(path)
    except Exception:  # an edge: whatever a file that is none makes the driver say
        return False
    try:
        return bool(conn.exec_driver_sql("SELECT code FROM identity").scalar() == code)
    except Exception:  # as above
        return False
    finally:
        sqlite.close(conn)


def is_unchanged(path: Path) -> bool:
    """Whether every record of a backup is what was recorded, or came changed: what the disk changed may have been
    backed up since."""
    try:
        found = verify_file(path)
        return found.is_whole or changed.known_in(path).issuperset(found.faults)
    except Refused:
        return False


def has_sound_end(path: Path) -> bool:
    """Whether a start would go on with a backup: it looks at the last own records."""
    conn = sqlite.open_frozen(path)
    try:
        sqlite.read_damaged_text(conn)
        health.check_last_own(conn, path)
    except Refused:
        return False
    finally:
        sqlite.close(conn)
    return True


def _flush(path: Path) -> None:
    if os.name == "nt" and path.is_dir():
        return
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
