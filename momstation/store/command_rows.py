"""Which records a command came to, in a store that is made anew: a command that is tried again has no second effect.

An answer may be lost together with the file that knew of it. Whoever asked then asks again under the same id.
"""

from collections.abc import Iterable

from momstation.store.copy_frames import CommandFrame
from momstation.store.sqlite import Cursor

_PLACE = "SELECT epoch, seq FROM event e JOIN own_log o USING (epoch, seq, event_id) WHERE e.event_id = ?"
_KNOWN = "SELECT 1 FROM command WHERE command_id = ?"
_PUT = "INSERT INTO command (command_id, first_event, n, at) VALUES (?, ?, ?, ?)"
_ALL = (
    "SELECT c.command_id, c.at, c.n, o.epoch, o.seq FROM command c JOIN event e ON e.event_id = c.first_event "
    "JOIN own_log o ON o.epoch = e.epoch AND o.seq = e.seq AND o.event_id = e.event_id"
)
_IDS = "SELECT event_id FROM own_log WHERE (epoch, seq) >= (?, ?) ORDER BY epoch, seq LIMIT ?"


def remember(cursor: Cursor, commands: Iterable[CommandFrame]) -> int:
    """Put commands into the store as far as their records are in its own log; how many were not known."""
    return sum(_remember(cursor, command) for command in commands)


def _remember(cursor: Cursor, command: CommandFrame) -> bool:
    if cursor.execute(_KNOWN, (command.command_id,)).fetchone() is not None:
        return False
    places = []
    for event_id in command.event_ids:
        row = cursor.execute(_PLACE, (event_id,)).fetchone()
        if row is not None:
            places.append((tuple(row), event_id))
    if not places:
        return False
    first = min(places)[1]
    cursor.execute(_PUT, (command.command_id, first, len(places), command.at))
    return True


def known(cursor: Cursor) -> Iterable[CommandFrame]:
    """Every command whose records this store still holds."""
    for command_id, at, n, epoch, seq in cursor.execute(_ALL).fetchall():
        ids = tuple(row[0] for row in cursor.execute(_IDS, (epoch, seq, n)).fetchall())
        yield CommandFrame(command_id, at, ids)
