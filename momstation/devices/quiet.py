"""Keeps the protocol library's log away: each lost message would be a traceback a second."""

import logging

_NOISY = ("asyncua", "asyncio")


def hush() -> None:
    """What matters of an outage is logged once, by the supervisor."""
    for name in _NOISY:
        logging.getLogger(name).setLevel(logging.CRITICAL)
