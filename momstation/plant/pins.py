"""Keeps PINs as argon2id hashes only, made at the import and compared at sign-on."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argon2 import PasswordHasher

PIN_DIGITS = 4
"""Always so many, so that the pad needs no key to confirm; a wrong PIN is only tried a few times."""
_MEMORY_KIB = 19_456
"""With two passes the least that OWASP recommends for argon2id; a station's memory is small."""


def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher  # fast start: most people have a badge

    return PasswordHasher(time_cost=2, memory_cost=_MEMORY_KIB, parallelism=1)


def hash_pin(pin: str) -> str:
    return _hasher().hash(pin)


def is_pin_hash(text: str) -> bool:
    from argon2.exceptions import InvalidHashError  # as above

    try:
        _hasher().check_needs_rehash(text)
    except InvalidHashError:
        return False
    return text.startswith("$argon2id$")


def is_pin_of(pin: str, pin_hash: str) -> bool:
    """Takes tens of milliseconds on purpose: never call it on the loop."""
    from argon2.exceptions import InvalidHashError, VerificationError  # as above

    try:
        return _hasher().verify(pin_hash, pin)
    except (InvalidHashError, VerificationError):
        return False
