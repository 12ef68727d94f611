"""Half-open stretches of time [start, end): joined, cut and measured without rounding."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from momstation.kpi.exact import Exact


class Span(NamedTuple):
    """From ``start`` (inside) to ``end`` (outside)."""

    start: Exact
    end: Exact

    @property
    def length(self) -> Exact:
        return self.end - self.start


def joined(spans: Iterable[Span]) -> list[Span]:
    """The same time in rising order, each moment once: overlapping and touching spans become one."""
    result: list[Span] = []
    for span in sorted(span for span in spans if span.end > span.start):
        if result and span.start <= result[-1].end:
            result[-1] = Span(result[-1].start, max(result[-1].end, span.end))
        else:
            result.append(span)
    return result


def within(spans: Iterable[Span], window: Span) -> list[Span]:
    """What of the spans lies in the window."""
    cut = (Span(max(span.start, window.start), min(span.end, window.end)) for span in spans)
    return [span for span in cut if span.end > span.start]


def without(spans: Sequence[Span], holes: Sequence[Span]) -> list[Span]:
    """What of the spans is left outside the holes; both must be joined already."""
    result: list[Span] = []
    first = 0
    for span in spans:
        start = span.start
        while first < len(holes) and holes[first].end <= start:
            first += 1
        index = first
        while index < len(holes) and holes[index].start < span.end:
            if holes[index].start > start:
                result.append(Span(start, holes[index].start))
            start = max(start, holes[index].end)
            index += 1
        if start < span.end:
            result.append(Span(start, span.end))
    return result


def total_length(spans: Iterable[Span]) -> Exact:
    """The time that the spans hold together; spans must not overlap."""
    return sum((span.length for span in spans), 0)
