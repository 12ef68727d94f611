"""Keeps identifiers and numbers readable in a right-to-left sentence: ``4711-20`` must not turn into ``20-4711``."""

import re

_OPEN, _CLOSE = "\u2068", "\u2069"
"""First strong isolate, and its end: what is between has a direction of its own."""
_WORD = r"[A-Za-z0-9\u00c0-\u024f]"
_LEFT_TO_RIGHT = re.compile(rf"[+\-\u2212]?{_WORD}(?:[\w./:,\-\u2212+@#&]*{_WORD})?%?")
_MIXED = re.compile(r"[0-9]|[./:\-\u2212+@#&]")


def isolated(text: str) -> str:
    """Each run of Latin letters and digits that a right-to-left sentence could turn round, isolated.

    Plain Latin words are left alone: their order is theirs anyway.
    """
    return _LEFT_TO_RIGHT.sub(_isolate, text)


def _isolate(found: re.Match[str]) -> str:
    run = found.group()
    return f"{_OPEN}{run}{_CLOSE}" if _MIXED.search(run) else run
