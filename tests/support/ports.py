"""Ports that stay ours: the system gives none of these to anybody who calls out or asks for any port."""

import random
import socket

_FROM, _TO = 20_000, 32_000  # the system's own begin at 32 768


def a_port() -> int:
    """Nobody listens there, and nobody will by chance, also while a server that did is away."""
    while True:
        port = random.SystemRandom().randint(_FROM, _TO)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
