"""Sorts what can go wrong on the wire by what it asks for: wait, repair, a new epoch, a closer look."""

from enum import Enum

from momstation.sync.secrecy import is_insecure

WRONG_EPOCH = "MM001"
BROKEN_CHAIN = "MM002"
MISWRITTEN = ("invalid port number", "invalid sslmode value", "invalid integer value")
"""What libpq says of an address that it reads without complaint and then cannot use."""
_POISON = ("22", "23", "54")
_OUTDATED = ("42883", "42P01", "42703", "3F")
_REFUSED = ("28", "42501", "3D")


class Fault(Enum):
    """What a failed call asks for."""

    TRANSIENT = "transient"
    REFUSED = "refused"
    EPOCH_CLOSED = "epoch_closed"
    POISON = "poison"
    DAMAGED = "damaged"
    OUTDATED = "outdated"


class Unreached(Exception):
    """The plant did not take a call. ``fault`` says what that asks for; nothing is known about its effect."""

    def __init__(self, fault: Fault, text: str) -> None:
        super().__init__(text)
        self.fault = fault


def fault_of(sqlstate: str | None, text: str) -> Fault:
    """The class of an error. Whatever is unknown is worth another attempt: a record is never given up."""
    if sqlstate is None:
        return Fault.REFUSED if _said_no_at_the_door(text) else Fault.TRANSIENT
    if sqlstate == WRONG_EPOCH:
        return Fault.EPOCH_CLOSED
    if sqlstate == BROKEN_CHAIN:
        return Fault.DAMAGED
    for starts, fault in ((_POISON, Fault.POISON), (_OUTDATED, Fault.OUTDATED), (_REFUSED, Fault.REFUSED)):
        if sqlstate.startswith(starts):
            return fault
    return Fault.TRANSIENT


def _said_no_at_the_door(text: str) -> bool:
    """libpq gives no code for a refusal while connecting, only the server's sentence."""
    lowered = text.lower()
    if is_insecure(lowered) or any(word in lowered for word in MISWRITTEN):
        return True
    return "fatal:" in lowered and any(
        word in lowered
        for word in ("authentication failed", "does not exist", "no pg_hba.conf entry", "not permitted")
    )
