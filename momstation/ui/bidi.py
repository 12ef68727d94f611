"""Keeps identifiers and numbers readable in a right-to-left sentence: ``4711-20`` must not turn into ``20-4711``."""

import re

_OPEN, _CLOSE = "\u2068", "\u2069"
"""First strong isolate, and its end: what is between has a direction of its own."""
_LETTER = r"[A-Za-z0-9\u00c0-\u024f]"
_WORD = rf"[+\-\u2212\u00b1]?{_LETTER}(?:[\w./:,\-\u2212+@#&'’]*{_LETTER})?"
_LEFT_TO_RIGHT = re.compile(rf"{_WORD}(?:[.,]? {_WORD})*(?:\u00a0?%)?")
"""Latin words and numbers one after the other: a name such as ``Press 07`` keeps its order as well."""


_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_BETWEEN = re.compile(r"( [·/–] )")
_SENTENCE = re.compile(r"[a-z\u00df-\u00ff]")


def isolated(text: str) -> str:
    """Each run of Latin letters and digits in ``text`` with a direction of its own, so that nothing turns it round.

    What the plant has named in another script, such as a reason, stays one piece with its brackets and its stop."""
    if _RIGHT_TO_LEFT.search(text):
        return _runs(text)
    return "".join(_whole(part) if _SENTENCE.search(part) else _runs(part) for part in _BETWEEN.split(text))


def _whole(part: str) -> str:
    bare = part.strip()
    return part.replace(bare, f"{_OPEN}{bare}{_CLOSE}", 1)


def _runs(text: str) -> str:
    return _LEFT_TO_RIGHT.sub(lambda found: f"{_OPEN}{found.group()}{_CLOSE}", text)
