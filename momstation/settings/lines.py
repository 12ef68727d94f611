"""Finds the line on which a setting stands, because nobody counts tables in a long file."""

import re
from collections.abc import Callable

_HEADER = re.compile(r"^\s*(\[\[?)\s*([A-Za-z0-9_.\-\s]+?)\s*\]\]?\s*(#.*)?$")
_PAIR = re.compile(r"^\s*([A-Za-z0-9_\-]+)\s*=")
_INDEX = re.compile(r"\[\d+\]$")


def lines_of_keys(text: str) -> Callable[[str], int]:
    """From a dotted key to its line, counted from 1: its own, else that of the table around it, else 0."""
    known: dict[str, int] = {}
    table = ""
    seen: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            table = _indexed(header.group(2).replace(" ", ""), header.group(1) == "[[", seen)
            known.setdefault(table, number)
            known.setdefault(_INDEX.sub("", table), number)
        elif pair := _PAIR.match(line):
            known.setdefault(f"{table}.{pair.group(1)}" if table else pair.group(1), number)

    def line_of(key: str) -> int:
        while key and key not in known:
            key = _INDEX.sub("", key) if _INDEX.search(key) else key.rpartition(".")[0]
        return known.get(key, 0)

    return line_of


def _indexed(name: str, is_array: bool, seen: dict[str, int]) -> str:
    """``machine.signal`` under the second machine, third signal: ``machine[1].signal[2]``."""
    parent, dot, last = name.rpartition(".")
    if parent in seen:
        parent = f"{parent}[{seen[parent]}]"
    if is_array:
        for below in [key for key in seen if key.startswith(f"{name}.")]:
            del seen[below]
        seen[name] = seen.get(name, -1) + 1
        return f"{parent}{dot}{last}[{seen[name]}]"
    return f"{parent}{dot}{last}"
