"""Lets the demo lead a station from outside: words come in on standard input, facts go out on standard output."""

import asyncio
import json
import os
import sys
import threading
from collections.abc import Callable, Mapping

Hear = Callable[[Mapping[str, object]], None]


class Conductor:
    """``hear`` is called on the loop's thread with each JSON line; end of input counts as ``quit``."""

    def __init__(self, hear: Hear) -> None:
        self._hear = hear

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        threading.Thread(target=self._listen, args=(loop,), name="conductor", daemon=True).start()

    def say(self, word: str, **more: object) -> None:
        os.write(sys.stdout.fileno(), (json.dumps({"is": word, **more}) + "\n").encode())

    def _listen(self, loop: asyncio.AbstractEventLoop) -> None:
        for text in sys.stdin:
            try:
                loop.call_soon_threadsafe(self._hear, json.loads(text))
            except RuntimeError:  # the loop closed while a word was on its way
                return
        try:
            loop.call_soon_threadsafe(self._hear, {"do": "quit"})
        except RuntimeError:
            return
