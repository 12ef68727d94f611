"""``store restore``: puts a backup in the place of a record file, and deletes nothing."""

import argparse
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from momstation.core.clock import Clock, SystemClock
from momstation.core.errors import Refused
from momstation.core.i18n import _, ngettext
from momstation.store import behind
from momstation.store.command.asking import DONE, Voice, looked_into, must_be_a_file
from momstation.store.files import flush, flush_folder, second_name
from momstation.store.lock import InstanceLock
from momstation.store.schema import form_of
from momstation.store.sqlite import close, cursor_of, open_copy, refusal
from momstation.store.upgrade import as_one_file, open_in_present_form
from momstation.store.upkeep import copy_whole, damage_of

_WITH_PULSES = 2
_BESIDE = ("", "-wal", "-shm")
_END = (
    "SELECT i.station_id, i.code, i.epoch, coalesce(max(o.seq), 0), p.acked_seq, "
    "(SELECT max(e.recorded_at) FROM event e WHERE e.station_id = i.station_id) "
    "FROM identity i JOIN push_state p USING (epoch) LEFT JOIN own_log o USING (epoch)"
)
_OF_THE_FOLDER = (
    "store.no_backup_folder",
    "store.copy_damaged",
    "store.disk_full",
    "store.disk_failing",
    "store.read_only",
    "store.no_room_to_upgrade",
)
_PULSES = "SELECT count(*) FROM tick"


@dataclass(frozen=True, slots=True)
class _End:
    """Whose file it is, and where its own log ends."""

    station_id: bytes
    code: str
    epoch: int
    seq: int
    acked: int
    last_at: str | None
    pulses: int


def run(asked: argparse.Namespace, voice: Voice) -> int:
    clock = SystemClock()
    backup, target = asked.backup, asked.to
    must_be_a_file(backup)
    lock_file = target.with_name(f"{target.name}.lock")
    had_lock_file = lock_file.exists()
    lock = InstanceLock(target, clock)
    try:
        _restore(backup, target, clock, voice, is_forced=asked.force)
    finally:
        lock.release()
        if not had_lock_file and not target.exists():
            with suppress(OSError):
                lock_file.unlink()
    return DONE


def _restore(backup: Path, target: Path, clock: Clock, voice: Voice, *, is_forced: bool) -> None:
    damage = damage_of(backup)
    if damage is not None:
        raise Refused("store.backup_damaged", file=str(backup), detail=_detail(damage))
    there = _end_of(backup)
    here = _readable_end_of(target) if target.exists() else None
    if here is not None and here.station_id != there.station_id:
        raise Refused("store.backup_of_other", file=str(target), found=here.code, code=there.code)
    _foretell(there, here, voice)
    if target.exists() and not is_forced:
        raise Refused("store.exists_already", file=str(target))
    new = target.with_name(f"{target.name}.restoring")
    _copy_ready(backup, new, clock)
    aside = _move_aside(target, clock, is_readable=here is not None)
    new.replace(target)
    flush_folder(target.parent)
    if aside is not None:
        voice.say(_("The file that was there is now {file}.").format(file=aside))
    voice.say(_("Restored: {file}. Start the station.").format(file=target))


def _copy_ready(backup: Path, new: Path, clock: Clock) -> None:
    """Raises Refused store.no_room_to_restore and the like; nothing of the copy is left then."""
    try:
        copy_whole(backup, new)
        _make_ready(new, clock)
    except Exception as error:
        refused = error if isinstance(error, Refused) else refusal(error, new)
        with suppress(OSError):
            new.unlink(missing_ok=True)
        if refused is None:
            raise
        raise _not_restored(refused, new.parent) from error


def _not_restored(refused: Refused, folder: Path) -> Refused:
    """Why there is no copy, as somebody must hear it who wanted it in the place of a record file."""
    if refused.key == "store.no_room_for_backup":
        return Refused("store.no_room_to_restore", **refused.values)
    if refused.key in _OF_THE_FOLDER:
        return Refused("store.not_restored", folder=str(folder), detail=_detail(refused))
    return refused


def _make_ready(copy: Path, clock: Clock) -> None:
    """Pulses that waited when the backup was made were told by a record since; were they told again, their parts
    would count twice. If none was, the machine's own counter still holds them. For the same reason the station
    must not hear its machines before the plant has sent back what the backup lacks."""
    _bring_to_present_form(copy, clock)
    conn = open_copy(copy)
    try:
        conn.exec_driver_sql("BEGIN IMMEDIATE")
        conn.exec_driver_sql("DELETE FROM tick")
        behind.mark(cursor_of(conn), clock.now(), "restored")
        conn.exec_driver_sql("COMMIT")
    finally:
        close(conn)
    flush(copy)


def _bring_to_present_form(copy: Path, clock: Clock) -> None:
    """The oldest form has no place for what must be remembered. The backup itself stays as it is."""
    conn = open_copy(copy)
    try:
        is_old = form_of(conn) < _WITH_PULSES
    finally:
        close(conn)
    if is_old:
        close(open_in_present_form(copy, clock))
        as_one_file(copy)
        for older in copy.parent.glob(f"{copy.name}.v*"):
            older.unlink()


def _detail(damage: Refused) -> str:
    return str(damage.values.get("detail", damage.key))


def _end_of(path: Path) -> _End:
    with looked_into(path) as conn:
        row = cursor_of(conn).execute(_END).fetchone()
        pulses = cursor_of(conn).execute(_PULSES).fetchone() if form_of(conn) >= _WITH_PULSES else None
    if row is None or row[0] is None:
        raise Refused("store.empty", file=str(path))
    return _End(*row, *(pulses or (0,)))


def _readable_end_of(path: Path) -> _End | None:
    """None for a damaged file: that is what backups are for."""
    with suppress(Refused):
        return _end_of(path)
    return None


def _foretell(there: _End, here: _End | None, voice: Voice) -> None:
    voice.say(
        _("The backup is of station {code}: epoch {epoch}, {seq} own records, the last of {at}.").format(
            code=there.code, epoch=there.epoch, seq=there.seq, at=there.last_at or "-"
        )
    )
    if here is not None:
        _foretell_loss(there, here, voice)
    voice.say(
        _(
            "Central may know later records of this station than the backup. They come back with the next "
            "exchange, and the station then goes on under a new epoch by itself. It does not count parts before "
            "that, so that none counts twice; the machines' counters run on meanwhile. A station without a plant "
            "counts on at once."
        )
    )


def _foretell_loss(there: _End, here: _End, voice: Voice) -> None:
    """What only the present file has: not in the backup, and not acknowledged by central. Pulses that wait to
    be told together are records too."""
    known = max(here.acked, there.seq if here.epoch == there.epoch else 0)
    only_here = max(0, here.seq - known) + here.pulses
    if not only_here:
        voice.say(_("The present file has no record that central or the backup lacks."))
        return
    sentence = ngettext(
        "{n} record of the present file is neither in the backup nor at central. It stays in the file that is "
        "moved aside, and in the second journal if there is one: keep both.",
        "{n} records of the present file are neither in the backup nor at central. They stay in the file that "
        "is moved aside, and in the second journal if there is one: keep both.",
        only_here,
    )
    voice.say(sentence.format(n=only_here))


def _move_aside(target: Path, clock: Clock, *, is_readable: bool) -> Path | None:
    """Give the present file and its log a second name before they lose the first one."""
    if not any(target.with_name(target.name + end).exists() for end in _BESIDE):
        return None
    if is_readable:
        as_one_file(target)
    aside = target.with_name(f"{target.name}.before-{clock.now():%Y%m%d-%H%M%S}")
    beside = [end for end in _BESIDE if target.with_name(target.name + end).exists()]
    for end in beside:
        second_name(target.with_name(target.name + end), aside.with_name(aside.name + end))
    flush_folder(target.parent)
    for end in beside[::-1]:
        if end:
            target.with_name(target.name + end).unlink()
    return aside
