"""Which SQLite may be trusted with records."""

from types import ModuleType

import pytest

from momstation.core.errors import Refused
from momstation.store import sqlite


@pytest.mark.parametrize(
    ("version", "is_sound"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 0), False),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 4), True),
    ],
)
def test_only_versions_without_the_wal_reset_fault_are_sound(
    version: tuple[int, ...], is_sound: bool
) -> None:
    assert sqlite.is_sound(version) is is_sound


def _driver(version: str) -> ModuleType:
    module = ModuleType(f"sqlite_{version}")
    module.sqlite_version = version  # type: ignore[attr-defined]
    module.sqlite_version_info = tuple(int(n) for n in version.split("."))  # type: ignore[attr-defined]
    return module


def test_the_first_sound_driver_is_taken() -> None:
    old, sound, newer = _driver("3.40.1"), _driver("3.51.3"), _driver("3.53.4")
    assert sqlite.choose([old, sound, newer]) is sound


def test_without_a_sound_driver_the_refusal_names_what_was_found_and_what_is_needed() -> None:
    with pytest.raises(Refused) as refused:
        sqlite.choose([_driver("3.40.1"), _driver("3.45.0")])
    assert refused.value.key == "store.sqlite_too_old"
    assert refused.value.values == {"found": "3.40.1", "needed": "3.51.3"}


def test_this_computer_has_a_sound_driver() -> None:
    assert sqlite.is_sound(sqlite.driver().sqlite_version_info)
