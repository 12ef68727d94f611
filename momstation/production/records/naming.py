"""Answers what people call a station, for sentences that must not speak in codes."""

import sqlalchemy as sa

from momstation.production.records.tables import production_station


def station_names(conn: sa.Connection) -> dict[str, str]:
    """The name of every station that was ever heard of, by its code; the latest word counts."""
    table = production_station
    rows = conn.execute(sa.select(table.c.code, table.c.name).order_by(table.c.hlc))
    return {row.code: row.name for row in rows}
