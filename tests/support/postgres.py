"""A real PostgreSQL for the tests: one private cluster per session, a fresh database per test."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from momstation.sync import central
from momstation.sync.embedded import EmbeddedPostgres

# A crash of the server is simulated, a crash of the computer is not: the disk need not be waited for.
QUICK = {"fsync": "off", "shared_buffers": "32MB", "max_connections": "60", "log_min_messages": "fatal"}


@pytest.fixture(scope="session")
def cluster() -> Iterator[EmbeddedPostgres]:
    """The session's cluster. A test that stops or crashes it starts it again itself."""
    folder = Path(tempfile.mkdtemp(prefix="momstation-test-pg-"))
    server = EmbeddedPostgres(folder, settings=QUICK)
    server.start()
    yield server
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def database(cluster: EmbeddedPostgres) -> Iterator[str]:
    """The administrator's DSN of an empty database."""
    name = f"test_{uuid4().hex[:12]}"
    with psycopg.connect(cluster.dsn, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    yield cluster.dsn_of(name)
    with psycopg.connect(cluster.dsn, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def plant(database: str) -> str:
    """The administrator's DSN of a database that is ready for stations."""
    central.init(database)
    return database
