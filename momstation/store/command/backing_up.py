"""``store backup``: a sound copy, made while the station works."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from momstation.core.clock import Clock, SystemClock
from momstation.core.errors import Refused
from momstation.core.i18n import _
from momstation.store.command.asking import DONE, Voice, looked_into, must_be_a_file, progress
from momstation.store.lock import InstanceLock
from momstation.store.sqlite import cursor_of
from momstation.store.upkeep import Backups

_MEGA = 1_000_000
_IN_THE_WAY = ("store.in_use", "store.read_only", "store.disk_full")


def run(asked: argparse.Namespace, voice: Voice) -> int:
    clock = SystemClock()
    must_be_a_file(asked.file)
    with not_started_meanwhile(asked.file, clock):
        with looked_into(asked.file) as conn:
            row = cursor_of(conn).execute("SELECT code FROM identity").fetchone()
        if row is None:
            raise Refused("store.empty", file=str(asked.file))
        with progress(voice, _("Copying…")) as shown:
            shown.step(0)
            made = Backups(asked.to).make(asked.file, row[0], clock.now())
    size = made.stat().st_size / _MEGA
    voice.say(
        _("Backup of station {code}: {file} ({size:.1f} MB), checked.").format(
            code=row[0], file=made, size=size
        )
    )
    return DONE


@contextmanager
def not_started_meanwhile(path: Path, clock: Clock) -> Iterator[None]:
    """A station that runs keeps its log beside the file, and one that does not may not start now. Where it
    cannot be kept from starting, it cannot start at all."""
    try:
        lock = InstanceLock(path, clock)
    except Refused as refused:
        if refused.key not in _IN_THE_WAY:
            raise
        yield
        return
    try:
        yield
    finally:
        lock.release()
