"""Keeps a station's secrets with the computer's own keeper of passwords, where there is one that answers.

The keeper may be absent, locked, or waiting for somebody to type a password on a screen that nobody sees. So
every question has a deadline, is asked on a thread of its own, and a silent keeper counts as none.
"""

import os
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

import msgspec

from momstation.core.errors import Refused

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SWITCH = "MOMSTATION_KEYRING"  # "off": always a file
_SERVICE = "momstation central"
_PATIENCE_S = 3.0
T = TypeVar("T")


class Secrets(msgspec.Struct, frozen=True):
    """What must not be read by others: the token in hexadecimal, and the login's password if it has one."""

    token: str
    password: str | None


def keep(station_id: bytes, secrets: Secrets, patience_s: float = _PATIENCE_S) -> bool:
    """Whether the keeper has them now; if not they belong into a file that only its owner may read."""
    if os.environ.get(SWITCH, "").lower() == "off":
        return False
    return bool(_in_time(lambda: _kept(_name(station_id), msgspec.json.encode(secrets).decode()), patience_s))


def look_up(station_id: bytes, patience_s: float = _PATIENCE_S) -> Secrets:
    """What was kept. Blocks for a while: never on the thread of the screen. Raises Refused sync.keeper_silent."""
    found = _in_time(lambda: _found(_name(station_id)), patience_s)
    try:
        return msgspec.json.decode(found or "", type=Secrets)
    except msgspec.DecodeError as error:
        raise Refused("sync.keeper_silent") from error


def _name(station_id: bytes) -> str:
    return str(UUID(bytes=station_id))


def _kept(name: str, text: str) -> bool:
    keeper = _keeper()
    if keeper is None:
        return False
    keeper.set_password(_SERVICE, name, text)
    return keeper.get_password(_SERVICE, name) == text


def _found(name: str) -> str | None:
    keeper = _keeper()
    return None if keeper is None else keeper.get_password(_SERVICE, name)


def _keeper() -> "KeyringBackend | None":
    import keyring  # only for a station that has its secrets there, and never on the screen's thread

    keeper = keyring.get_keyring()
    return keeper if keeper.priority >= 1 else None  # below: none at all, or a file that anyone can read


def _in_time(ask: Callable[[], T], patience_s: float) -> T | None:
    """The answer, or None if there is none in time or it is an error."""
    answers: list[T] = []

    def run() -> None:
        try:
            answers.append(ask())
        except Exception:  # an edge: a keeper is somebody else's program, and its trouble is the same as none
            return

    asker = threading.Thread(target=run, name="keyring", daemon=True)
    asker.start()
    asker.join(patience_s)
    return answers[0] if answers else None
