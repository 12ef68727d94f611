"""The embedded PostgreSQL: starts, survives a crash with its data, ends, says when it is absent."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from momstation.core.errors import Refused
from momstation.sync import embedded


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="momstation-test-") as made:
        yield Path(made)


def test_it_keeps_its_data_over_a_crash_and_a_stop(folder: Path) -> None:
    server = embedded.start(folder)
    try:
        with psycopg.connect(server.dsn) as connection:
            connection.execute("CREATE TABLE kept (n int)")
            connection.execute("INSERT INTO kept VALUES (7)")
        server.stop(at_once=True)
        server.start()
        with psycopg.connect(server.dsn) as connection:
            assert connection.execute("SELECT n FROM kept").fetchone() == (7,)
            listening = connection.execute("SHOW listen_addresses").fetchone()
            assert listening == ("",)
        place = server.socket_path
        assert place.parent.stat().st_mode & 0o077 == 0
    finally:
        server.stop()
    assert not place.exists()
    again = embedded.start(folder)
    try:
        with psycopg.connect(again.dsn) as connection:
            assert connection.execute("SELECT n FROM kept").fetchone() == (7,)
    finally:
        again.stop()


def test_data_of_something_else_is_a_refusal_with_its_words(folder: Path) -> None:
    (folder / "data").mkdir()
    (folder / "data" / "PG_VERSION").write_text("9\n", encoding="ascii")
    with pytest.raises(Refused) as refused:
        embedded.start(folder)
    assert refused.value.key == "sync.embedded_failed"


def test_without_the_wheel_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr(embedded, "find_spec", lambda name: None)
    with pytest.raises(Refused) as refused:
        embedded.start(folder)
    assert refused.value.key == "sync.no_embedded"


def test_it_runs_where_only_the_owner_may_enter(tmp_path: Path, folder: Path) -> None:
    """A clone in root's home: the server's own user cannot reach the wheel, so it gets a copy that is whole."""
    wheel = embedded.installed().parent
    closed = tmp_path / "closed"
    for part in (wheel, wheel.with_name(f"{wheel.name}.libs")):
        if part.is_dir():  # Windows keeps the libraries beside the programs
            shutil.copytree(part, closed / part.name, ignore=shutil.ignore_patterns("include", "*.a"))
    closed.chmod(0o700)
    installation = closed / wheel.name / embedded.installed().name
    server = embedded.EmbeddedPostgres(folder, installation=installation)
    try:
        server.start()
        with psycopg.connect(server.dsn) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
    finally:
        server.stop()
