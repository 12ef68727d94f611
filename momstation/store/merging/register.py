"""A register: the last writer by the plant's logical clock wins, and every value before is kept.

Only for harmless fields, such as a stop's reason: nobody is told that two people wrote at once, since the value
that lost stands beside the one that won. Folds see records in the order of the logical clock.
"""

from typing import TypeVar

V = TypeVar("V")


def written(values: tuple[V, ...], value: V) -> tuple[V, ...]:
    return (*values, value)


def holding(values: tuple[V, ...]) -> V | None:
    """What holds: the last that was written; None before anything was."""
    return values[-1] if values else None
