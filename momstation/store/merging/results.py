"""Inspection results: a set to which results are added and from which none is taken or overwritten.

A re-inspection names the results that it supersedes. The verdict is the worst of those that nothing supersedes.
"""

from collections.abc import Iterable, Sequence

import msgspec


class Result(msgspec.Struct, frozen=True):
    event: str
    verdict: str


class Results(msgspec.Struct, frozen=True):
    """``given`` sorted by event; ``superseded`` the events (hex) that a later result replaces."""

    given: tuple[Result, ...] = ()
    superseded: tuple[str, ...] = ()

    @property
    def standing(self) -> tuple[Result, ...]:
        return tuple(each for each in self.given if each.event not in self.superseded)


def with_result(results: Results, event: str, verdict: str, supersedes: Iterable[str] = ()) -> Results:
    """No result supersedes itself; one that has not arrived yet may be named."""
    given = {each.event: each for each in results.given} | {event: Result(event, verdict)}
    named = {one for one in supersedes if one != event}
    return Results(tuple(given[key] for key in sorted(given)), tuple(sorted({*results.superseded, *named})))


def verdict_of(results: Results, worst_last: Sequence[str]) -> str | None:
    """The worst that stands, by ``worst_last``; None while nothing does."""
    rank = {verdict: n for n, verdict in enumerate(worst_last)}
    standing = [each.verdict for each in results.standing]
    return max(standing, key=lambda verdict: rank.get(verdict, len(rank)), default=None)
