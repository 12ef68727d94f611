"""Finds the code that people know a station by, for those who read its records."""

import sqlalchemy as sa

from momstation.store.sqlite import cursor_of

_OWN = "SELECT lower(hex(station_id)), code FROM identity"
_SAID = (
    "SELECT e.payload ->> '$.station_id', e.payload ->> '$.code' FROM event e "
    "WHERE e.stream >= 'station/' AND e.stream < 'station0' AND e.kind = 'station.announced' "
    "AND json_valid(e.payload) ORDER BY e.hlc"
)


def codes_of(conn: sa.Connection) -> dict[str, str]:
    """By the station's id in hex; as each station announced itself last."""
    cursor = cursor_of(conn)
    said = dict(cursor.execute(_SAID).fetchall())
    return {**said, **dict(cursor.execute(_OWN).fetchall())}
