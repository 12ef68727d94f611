"""Exact numbers, so that a figure never depends on the order in which it was added up."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

Exact = int | Fraction
Ratio = Fraction | None

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def ratio(part: Exact | None, whole: Exact | None) -> Ratio:
    """``part / whole``; ``None`` where either is not known or the whole is nothing: undefined is never 0."""
    if part is None or not whole:
        return None
    return Fraction(part) / Fraction(whole)


def times(left: Exact | None, right: Exact | None) -> Exact | None:
    """The product; not known when either is not known."""
    if left is None or right is None:
        return None
    return left * right


def plus(*terms: Exact | None) -> Exact | None:
    """The sum; not known when one term is not known."""
    total: Exact = 0
    for term in terms:
        if term is None:
            return None
        total += term
    return total


def moment(when: datetime) -> Fraction:
    """Seconds since 1970-01-01 UTC of an aware ``datetime``, exact to its microsecond."""
    return Fraction((when - EPOCH) // timedelta(microseconds=1), 1_000_000)
