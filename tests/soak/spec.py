"""What one life of a station is told before it is born, and what it says while it lives."""

from enum import StrEnum

import msgspec


class Access(msgspec.Struct, frozen=True):
    """How the station comes in; bytes in hex."""

    dsn: str
    station_id: str
    token: str
    user: str | None
    password: str | None


class Life(msgspec.Struct, frozen=True, kw_only=True):
    """``retries`` are the commands that the life before may or may not have carried out, with their sizes.
    ``crash_at`` is ``name:count`` of ``tests.soak.crash``; ``most_bytes`` how large a file may get here;
    ``copy_to`` where the second journal is."""

    code: str
    area: str
    folder: str
    access: Access
    seed: str
    pace_s: float
    is_quiet: bool = False
    crash_at: str = ""
    retries: tuple[tuple[str, int], ...] = ()
    most_bytes: int | None = None
    copy_to: str | None = None
    mutant: str = ""


class Said(StrEnum):
    """The first letter of a line that a station writes; the rest is separated by blanks."""

    OPENED = "O"  # milliseconds that it took
    SHOWN = "E"  # lane, id of a record: said after the record is durable, as a tick on the screen
    TRIES = "C"  # command, size: said before; nothing is promised yet
    PULSE = "P"  # order: a machine made a part
    COUNTED = "T"  # order: the part is durable
    DONE = "K"  # lane, command, ids
    REFUSED = "F"  # key: nothing was recorded
    SHUT = "N"  # key: the station did not start
    STATUS = "S"  # state, how many wait
    FAILED = "X"  # what no station may say: a bug
