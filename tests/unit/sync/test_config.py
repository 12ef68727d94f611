"""The access that enrolment leaves."""

import stat
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from momstation.core.errors import Refused
from momstation.settings import CentralSettings
from momstation.sync.config import SyncConfig, configured, read_access, write_access
from momstation.sync.refusals import REFUSALS

CONFIG = SyncConfig("host=db dbname=mom sslmode=verify-full", b"\7" * 16, b"\1" * 32, "mom_p07", "secret")


def test_what_was_written_is_read_and_only_the_owner_may(tmp_path: Path) -> None:
    path = tmp_path / "central.token"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o644)
    write_access(path, CONFIG)
    assert read_access(path) == CONFIG
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["central.token"]


def test_a_station_that_was_never_enrolled_has_none(tmp_path: Path) -> None:
    assert read_access(tmp_path / "central.token") is None
    assert configured(CentralSettings(token_file=tmp_path / "central.token")) is None


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"dsn":"","user":"","password":null,"station_id":"x","token":"y"}']
)
def test_a_damaged_access_is_a_refusal_that_names_it(tmp_path: Path, text: str) -> None:
    path = tmp_path / "central.token"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read_access(path)
    assert refused.value.key == "sync.access_unreadable"
    assert refused.value.values["file"] == str(path)


def test_the_settings_say_where_and_enrolment_says_who(tmp_path: Path) -> None:
    path = tmp_path / "central.token"
    write_access(path, CONFIG)
    moved = configured(
        CentralSettings(dsn="host=elsewhere dbname=mom user=postgres", token_file=path, poll_s=0.2)
    )
    assert moved is not None
    assert (moved.dsn, moved.user) == (
        "user=postgres dbname=mom host=elsewhere sslmode=verify-full",
        "mom_p07",
    )
    assert (moved.poll_active_s, moved.poll_idle_s) == (0.2, 0.2)
    same = configured(CentralSettings(token_file=path))
    assert same is not None
    assert same.dsn == CONFIG.dsn


def test_an_access_of_old_is_not_less_safe_than_a_new_one(tmp_path: Path) -> None:
    path = tmp_path / "central.token"
    write_access(path, replace(CONFIG, dsn="host=db.plant.example dbname=mom"))
    found = configured(CentralSettings(token_file=path))
    assert found is not None and "sslmode=verify-full" in found.dsn


def test_the_driver_is_not_loaded_at_the_start_to_see_what_is_plain(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A window must not wait for it."""
    monkeypatch.setitem(sys.modules, "psycopg.conninfo", None)
    path = tmp_path / "central.token"
    for dsn in (
        CONFIG.dsn,
        "dbname=mom host=/run/postgresql port=5432",
        "postgresql://db/mom?sslmode=require",
    ):
        write_access(path, replace(CONFIG, dsn=dsn))
        found = configured(CentralSettings(token_file=path))
        assert found is not None and found.dsn == dsn


@pytest.mark.parametrize(
    ("dsn", "key", "part"),
    [
        ("host=db dbname mom", "sync.address_wrong", None),
        ("host=db dbname=mom pasword=secret", "sync.address_part", "pasword"),
        ("postgresql://db:port/mom", "sync.address_wrong", None),
        ("postgresql://db/mom?sslmod=require", "sync.address_part", "sslmod"),
    ],
)
def test_an_address_that_was_mistyped_is_refused_at_the_start_and_tells_no_secret(
    tmp_path: Path, dsn: str, key: str, part: str | None
) -> None:
    path = tmp_path / "central.token"
    write_access(path, CONFIG)
    with pytest.raises(Refused) as refused:
        configured(CentralSettings(dsn=dsn, token_file=path))
    assert (refused.value.key, refused.value.values.get("part")) == (key, part)
    assert refused.value.key in REFUSALS
    assert "secret" not in str(refused.value.values)
