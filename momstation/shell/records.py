"""Asks the store when a stream was last heard of, so that the board can say how old its rows are."""

from collections.abc import Sequence
from datetime import UTC, datetime

import sqlalchemy as sa

from momstation.store.hlc import millis_of

_LAST = sa.text("SELECT stream, last_hlc FROM stream WHERE stream IN :streams").bindparams(
    sa.bindparam("streams", expanding=True)
)


def last_heard(conn: sa.Connection, streams: Sequence[str]) -> dict[str, datetime]:
    """The newest record's time by stream; a stream without records is left out."""
    rows = conn.execute(_LAST, {"streams": list(streams)})
    return {row.stream: datetime.fromtimestamp(millis_of(row.last_hlc) / 1000, UTC) for row in rows}
