"""Finds out whose store an enrolment is for, so that the plant and the store agree on who the station is."""

from pathlib import Path

import sqlalchemy as sa

from momstation.core.clock import SystemClock
from momstation.store import schema
from momstation.store.identity import identity_of
from momstation.store.sqlite import close, cursor_of, open_reader, open_writer, refusal


def station_id_of(store: Path, code: str) -> bytes:
    """The id of the station with this store, which is made if there is none yet; the station may be running.

    Raises Refused ``store.*``.
    """
    is_new = not store.exists()
    store.parent.mkdir(parents=True, exist_ok=True)
    try:
        connection = open_writer(store) if is_new else open_reader(store)
    except sa.exc.DBAPIError as error:
        raise refusal(error, store) or error from error
    try:
        schema.prepare(connection, store)
        return identity_of(cursor_of(connection), code, SystemClock(), store).station_id
    except sa.exc.DBAPIError as error:
        raise refusal(error, store) or error from error
    finally:
        close(connection)
