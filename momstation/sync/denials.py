"""Tells apart why the plant does not take what this station sends, from the little that libpq and the server say."""

from momstation.sync.faults import MISWRITTEN, Fault
from momstation.sync.secrecy import explained
from momstation.sync.status import Denial

ANOTHER_STORE = "the access is another store's"
UNREADABLE_ADDRESS = "the address of the database cannot be read"
_BY_FAULT = {Fault.DAMAGED: Denial.DAMAGED, Fault.OUTDATED: Denial.OUTDATED, None: Denial.ACCESS}
_BY_WORDS = (
    (UNREADABLE_ADDRESS, Denial.ADDRESS),
    *((words, Denial.ADDRESS) for words in MISWRITTEN),
    (ANOTHER_STORE, Denial.ANOTHER_STORE),
    ("not permitted to log in", Denial.SHUT_OUT),
    ("station not authorised", Denial.UNKNOWN),
    ("authentication failed", Denial.PASSWORD),
    ("no password supplied", Denial.PASSWORD),
    ("no pg_hba.conf entry", Denial.NO_ENTRY),
    ("permission denied", Denial.NO_RIGHT),
    ("not granted", Denial.NO_RIGHT),
)


def denial_of(fault: Fault | None, text: str) -> Denial:
    """``text`` is what the server or the driver said; without a fault the station itself found its access unfit.

    A server that asks for a password says the same of a login that it does not know as of a wrong password.
    """
    by_fault = _BY_FAULT.get(fault)
    if by_fault is not None:
        return by_fault
    if explained(text) is not None:
        return Denial.INSECURE
    lowered = text.lower()
    if "does not exist" in lowered:
        return _missing(lowered)
    return next((denial for words, denial in _BY_WORDS if words in lowered), Denial.OTHER)


def _missing(text: str) -> Denial:
    if 'database "' in text:
        return Denial.NO_DATABASE
    return Denial.NO_LOGIN if 'role "' in text else Denial.OTHER
