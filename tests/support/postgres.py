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


class Cluster(EmbeddedPostgres):
    """The session's server, with a database that is ready for stations, made once, to be copied."""

    _ready: str | None = None

    def ready(self) -> str:
        if self._ready is None:
            self._ready = self.create("template1")
            central.init(self.dsn_of(self._ready))
        return self._ready

    def create(self, template: str) -> str:
        """A new database like ``template``; its name."""
        name = f"test_{uuid4().hex[:12]}"
        with psycopg.connect(self.dsn, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return name

    def drop(self, name: str) -> None:
        with psycopg.connect(self.dsn, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """The session's cluster. A test that stops or crashes it starts it again itself."""
    folder = Path(tempfile.mkdtemp(prefix="momstation-test-pg-"))
    server = Cluster(folder, settings=QUICK)
    server.start()
    yield server
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def database(cluster: Cluster) -> Iterator[str]:
    """The administrator's DSN of an empty database."""
    name = cluster.create("template1")
    yield cluster.dsn_of(name)
    cluster.drop(name)


@pytest.fixture
def plant(cluster: Cluster) -> Iterator[str]:
    """The administrator's DSN of a database that is ready for stations."""
    name = cluster.create(cluster.ready())
    yield cluster.dsn_of(name)
    cluster.drop(name)
