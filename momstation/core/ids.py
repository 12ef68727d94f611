"""Identifiers that need no server: UUID version 7 (RFC 9562), made from a clock and a source of random bytes."""

import os
from collections.abc import Callable
from datetime import datetime
from uuid import UUID


def uuid7(now: datetime, random_bytes: Callable[[int], bytes] = os.urandom) -> UUID:
    """A UUIDv7: 48 bits of Unix milliseconds, then random. Only for identity: nothing may rely on its order."""
    millis = int(now.timestamp() * 1000) & ((1 << 48) - 1)
    value = (millis << 80) | int.from_bytes(random_bytes(10), "big")
    value = (value & ~(0xF << 76)) | (0x7 << 76)
    value = (value & ~(0x3 << 62)) | (0x2 << 62)
    return UUID(int=value)
