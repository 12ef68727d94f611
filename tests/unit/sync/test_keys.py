"""Secrets in the computer's keyring, and what happens where there is none or it does not answer."""

import json
import stat
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring

from momstation.core.clock import SystemClock
from momstation.core.errors import Refused
from momstation.sync import keys
from momstation.sync.config import SyncConfig, read_access, unlocked, write_access
from momstation.sync.faults import Fault, Unreached
from momstation.sync.status import SyncState
from momstation.sync.watchdog import Watchdog
from momstation.sync.wire import Wire
from momstation.sync.words import reason_of

CONFIG = SyncConfig("host=db dbname=mom", b"\7" * 16, b"\1" * 32, "mom_p07", "secret")


class InMemory(KeyringBackend):
    """A keyring that answers when its owner lets it."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.held: dict[tuple[str, str], str] = {}
        self.open = threading.Event()
        self.open.set()
        self.threads: set[str] = set()

    def get_password(self, service: str, username: str) -> str | None:
        self._wait()
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._wait()
        self.held[service, username] = password

    def _wait(self) -> None:
        self.threads.add(threading.current_thread().name)
        self.open.wait()


@pytest.fixture
def use() -> Iterator[object]:
    before = keyring.get_keyring()
    yield keyring.set_keyring
    keyring.set_keyring(before)


@pytest.fixture
def memory(use: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[InMemory]:
    monkeypatch.delenv(keys.SWITCH, raising=False)
    made = InMemory()
    keyring.set_keyring(made)
    yield made
    made.open.set()


def test_the_secrets_go_to_the_keyring_and_the_file_says_so(tmp_path: Path, memory: InMemory) -> None:
    path = tmp_path / "central.token"
    assert write_access(path, CONFIG) is True
    text = path.read_text(encoding="utf-8")
    assert json.loads(text)["secret_in"] == "keyring"
    assert "secret" not in text.replace("secret_in", "") and CONFIG.token.hex() not in text
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    memory.threads.clear()
    locked = read_access(path)
    assert locked is not None and locked.is_in_keyring and locked.token == b""
    assert memory.threads == set()  # reading the file asks nobody: it is done on the screen's thread
    assert unlocked(locked) == CONFIG
    assert memory.threads == {"keyring"}


def test_two_stations_on_one_computer_do_not_share(tmp_path: Path, memory: InMemory) -> None:
    other = SyncConfig("host=db", b"\x09" * 16, b"\2" * 32, "mom_p08", None)
    for name, config in (("a", CONFIG), ("b", other)):
        write_access(tmp_path / name, config)
    for name, config in (("a", CONFIG), ("b", other)):
        found = read_access(tmp_path / name)
        assert found is not None and unlocked(found) == config


def is_in_file(path: Path) -> bool:
    found = read_access(path)
    return found == CONFIG


def test_without_a_keyring_they_stay_in_the_file(
    tmp_path: Path, use: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(keys.SWITCH, raising=False)
    keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call]
    assert write_access(tmp_path / "central.token", CONFIG) is False
    assert is_in_file(tmp_path / "central.token")


def test_a_file_may_be_asked_for(tmp_path: Path, memory: InMemory, monkeypatch: pytest.MonkeyPatch) -> None:
    assert write_access(tmp_path / "a", CONFIG, is_keyring_wanted=False) is False
    monkeypatch.setenv(keys.SWITCH, "off")
    assert write_access(tmp_path / "b", CONFIG) is False
    assert is_in_file(tmp_path / "a") and is_in_file(tmp_path / "b")
    assert memory.held == {} and memory.threads == set()


def test_a_keyring_that_waits_for_somebody_is_not_waited_for(memory: InMemory) -> None:
    memory.open.clear()
    assert keys.keep(CONFIG.station_id, keys.Secrets("00", None), patience_s=0.05) is False
    with pytest.raises(Refused) as refused:
        keys.look_up(CONFIG.station_id, patience_s=0.05)
    assert refused.value.key == "sync.keeper_silent"


def test_a_keyring_that_forgets_counts_as_none(memory: InMemory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "set_password", lambda *given: None)
    assert keys.keep(CONFIG.station_id, keys.Secrets("00", None)) is False


def test_a_keyring_that_fails_counts_as_none(memory: InMemory, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*given: str) -> None:
        raise OSError("locked")

    monkeypatch.setattr(memory, "set_password", fail)
    assert keys.keep(CONFIG.station_id, keys.Secrets("00", None)) is False


def test_a_station_with_its_secrets_in_a_file_never_loads_the_keyring(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "central.token"
    write_access(path, CONFIG, is_keyring_wanted=False)
    for name in [name for name in sys.modules if name.split(".")[0] == "keyring"]:
        monkeypatch.delitem(sys.modules, name)
    found = read_access(path)
    assert found is not None and unlocked(found) == CONFIG
    assert "keyring" not in sys.modules


def test_a_silent_keyring_is_said_on_the_stations_status(
    memory: InMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "_PATIENCE_S", 0.05)
    locked = replace(CONFIG, token=b"", password=None, is_in_keyring=True)
    watchdog = Watchdog()
    try:
        with pytest.raises(Unreached) as unreached:
            Wire(locked, watchdog, SystemClock(), lambda: False)
    finally:
        watchdog.close()
    assert unreached.value.fault is Fault.REFUSED
    said = reason_of(SyncState.REFUSED, 1, str(unreached.value), unreached.value.fault)
    assert said.startswith("The keyring of this computer does not give out this station's access.")
