"""A plant with a database, and the projector run on it as an administrator would."""

import io
import signal
from collections.abc import Callable, Iterator

import psycopg
import pytest

from momstation.app.projector.command import main
from tests.support.central_station import stations
from tests.support.postgres import cluster, database, plant

__all__ = ["cluster", "database", "plant", "stations"]


@pytest.fixture(autouse=True)
def signals() -> Iterator[None]:
    """The command takes the signals that end a program; the tests get theirs back."""
    before = {one: signal.getsignal(one) for one in (signal.SIGTERM, signal.SIGINT)}
    yield
    for one, handler in before.items():
        signal.signal(one, handler)


@pytest.fixture
def project(plant: str) -> Callable[[], str]:
    """Catch up once; what was said."""

    def once() -> str:
        said, complaint = io.StringIO(), io.StringIO()
        assert main(["--central", plant, "--once"], said, complaint) == 0, complaint.getvalue()
        return said.getvalue()

    return once


Rows = Callable[[str], list[tuple[object, ...]]]


@pytest.fixture
def rows(plant: str) -> Rows:
    """What a query gives the administrator."""

    def ask(query: str) -> list[tuple[object, ...]]:
        with psycopg.connect(plant, autocommit=True) as connection:
            return connection.execute(query).fetchall()

    return ask
