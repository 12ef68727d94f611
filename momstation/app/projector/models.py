"""Makes the tables of the read models, opens them to readers by area, and knows how far they are."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from momstation.app.projector import tables

_LEADER = 0x6D6F6D72  # "momr"
_BECOME = "GRANT SELECT ON {0} TO mom_reader"
_SECURE = """
ALTER TABLE {0} ENABLE ROW LEVEL SECURITY;
ALTER TABLE {0} FORCE ROW LEVEL SECURITY;
CREATE POLICY kept_by_projector ON {0} TO mom_projector USING (true) WITH CHECK (true);
CREATE POLICY read_by_area ON {0} FOR SELECT TO mom_reader
  USING ({1} = ANY ((SELECT rm.my_areas())::text[]));
"""
# The area of a reader is looked up once in a statement, in the name of the projector: readers cannot see whose
# areas are whose.
_MY_AREAS = """
CREATE OR REPLACE FUNCTION rm.my_areas() RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT coalesce(array_agg(a.area), '{}') FROM mom.reader_area a WHERE a.login = session_user
$$;
REVOKE ALL ON FUNCTION rm.my_areas() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION rm.my_areas() TO mom_reader;
"""


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of the plant: how far it goes, from where it is kept, and how far it was read."""

    topic_id: int
    code: str
    head_pos: int
    oldest_pos: int
    pos: int
    event_id: UUID | None


def lead(connection: sa.Connection) -> bool:
    """Whether this projector is the one that writes; until it leaves, or its connection ends."""
    asked = sa.text("SELECT pg_try_advisory_lock(:key)")
    return bool(connection.execute(asked, {"key": _LEADER}).scalar_one())


def leave(connection: sa.Connection) -> None:
    """Somebody else may lead at once: the server notices some time later only that a connection has ended."""
    with suppress(sa.exc.SQLAlchemyError):  # the connection is gone, and the lead with it
        connection.execute(sa.text("SELECT pg_advisory_unlock(:key)"), {"key": _LEADER})


def act(connection: sa.Connection) -> None:
    """Write in the name of the projector, whoever logged in."""
    connection.exec_driver_sql("SET ROLE mom_projector")


def prepare(connection: sa.Connection, folds: str) -> bool:
    """Make the tables anew if they are not of this version; True when they were, and begin empty."""
    if _is_current(connection, folds):
        return False
    tables.TABLES.drop_all(connection)
    tables.TABLES.create_all(connection)
    connection.exec_driver_sql(_MY_AREAS)
    connection.exec_driver_sql("GRANT USAGE ON SCHEMA rm TO mom_reader")
    for table in tables.OPEN_TO_READERS:
        connection.exec_driver_sql(_BECOME.format(table.fullname))
    for table in tables.BY_AREA:
        connection.exec_driver_sql(_SECURE.format(table.fullname, f"{table.name}.area"))
    connection.execute(
        sa.insert(tables.standing).values(one=1, models_version=tables.VERSION, folds=folds, current_to=None)
    )
    return True


def _is_current(connection: sa.Connection, folds: str) -> bool:
    if connection.exec_driver_sql("SELECT to_regclass('rm.standing')").scalar_one() is None:
        return False
    found = connection.execute(sa.select(tables.standing.c.models_version, tables.standing.c.folds)).first()
    return found is not None and tuple(found) == (tables.VERSION, folds)


_TOPICS = sa.text("""
    SELECT t.topic_id, t.code, t.head_pos, t.oldest_pos, coalesce(c.pos, 0), c.event_id
      FROM mom.topic t LEFT JOIN rm.cursor c ON c.topic_id = t.topic_id ORDER BY t.topic_id""")


def topics(connection: sa.Connection) -> list[Topic]:
    """Every topic of the plant."""
    return [Topic(*row) for row in connection.execute(_TOPICS)]


_AT = sa.text("SELECT event_id FROM mom.feed WHERE topic_id = :topic AND pos = :pos")


def is_rewritten(connection: sa.Connection, topic: Topic) -> bool:
    """Whether the plant was restored to a time before the read models, which are then made anew.

    They are in the same database and go back with it; this guards those that were kept apart.
    """
    if topic.pos == 0 or topic.pos <= topic.oldest_pos:
        return False
    there = connection.execute(_AT, {"topic": topic.topic_id, "pos": topic.pos}).scalar_one_or_none()
    return there != topic.event_id


def note(connection: sa.Connection, topic_id: int, pos: int, event_id: UUID) -> None:
    """The topic was read as far as ``pos``."""
    put = insert(tables.cursor).values(topic_id=topic_id, pos=pos, event_id=event_id)
    connection.execute(
        put.on_conflict_do_update(
            index_elements=[tables.cursor.c.topic_id],
            set_={"pos": put.excluded.pos, "event_id": put.excluded.event_id},
        )
    )


def current(connection: sa.Connection, at: datetime) -> None:
    """All that was recorded before ``at`` (the server's time) is in the read models."""
    connection.execute(sa.update(tables.standing).values(current_to=at))
