"""A log of machine states with shifts, breaks and counters, cut into the time elements of each shift."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from momstation.kpi.counters import deltas
from momstation.kpi.exact import Exact
from momstation.kpi.log_inputs import Element, LogInputs, ShiftSpan, check_log
from momstation.kpi.refusal import refuse_above
from momstation.kpi.spans import Span, joined, total_length, within, without

BUSY = frozenset({Element.APT, Element.AUST, Element.ADET, Element.ADOT})


class Run(NamedTuple):
    """A stretch in which the machine stays in one time element, however many events repeat it."""

    span: Span
    element: Element


class Piece(NamedTuple):
    """What of a run lies in a shift: ``present`` in all, ``worked`` outside the breaks."""

    run: Run
    present: Exact
    worked: Exact
    is_start_here: bool


class Counts(NamedTuple):
    """Parts made in a shift; ``None`` where no reading tells."""

    total: int | None
    good: int | None


@dataclass(frozen=True, slots=True)
class ShiftTimes:
    """The time elements of one shift in seconds."""

    by_element: Mapping[Element, Exact]
    planned: Exact
    short_stops: Exact
    short_stop_count: int
    fault_starts: int
    run_in_breaks: Exact

    @property
    def busy(self) -> Exact:
        """Planned busy time (PBT): what was neither planned stop nor unknown."""
        return sum((time for element, time in self.by_element.items() if element in BUSY), 0)


class StateLog:
    """The log in a form from which each shift is cut; raises ``Refused`` if it contradicts itself."""

    def __init__(self, inputs: LogInputs) -> None:
        check_log(inputs)
        self._runs = _runs(inputs)
        self._run_ends = [run.span.end for run in self._runs]
        self._breaks = joined(each.span for each in inputs.breaks)
        self._read_at = [each.at for each in inputs.counters]
        self._total = _counted([each.total for each in inputs.counters], inputs.modulus)
        rejects = [each.reject for each in inputs.counters if each.reject is not None]
        is_complete = len(rejects) == len(inputs.counters)
        self._reject = _counted(rejects, inputs.modulus) if is_complete else None

    def times(self, shift: ShiftSpan, short_stop_below_s: Exact = 0) -> ShiftTimes:
        """The elements of a shift; unplanned stops shorter than the given time are told apart.

        A stop's length is its whole length in the log, before shift edges and breaks cut it.
        """
        window = shift.span
        breaks = within(self._breaks, window)
        pieces = list(self._pieces(window, breaks))
        sums: dict[Element, Exact] = dict.fromkeys(Element, 0)
        for piece in pieces:
            sums[piece.run.element] += piece.worked
        heard = [Span(max(piece.run.span.start, window.start), piece.run.span.end) for piece in pieces]
        sums[Element.UNKNOWN] += total_length(without(without([window], joined(heard)), breaks))
        faults = [piece for piece in pieces if piece.run.element is Element.ADET]
        short = [piece for piece in faults if piece.run.span.length < short_stop_below_s]
        producing = (piece for piece in pieces if piece.run.element is Element.APT)
        return ShiftTimes(
            by_element=sums,
            planned=sums[Element.PLANNED] + total_length(breaks),
            short_stops=sum((piece.worked for piece in short), 0),
            short_stop_count=sum(piece.is_start_here for piece in short),
            fault_starts=sum(piece.is_start_here for piece in faults),
            run_in_breaks=sum((piece.present - piece.worked for piece in producing), 0),
        )

    def fault_ends(self, shift: ShiftSpan, at_least_s: Exact = 0) -> int:
        """How many faults of at least that whole length ended in the shift; the log's own end ends none."""
        return sum(
            run.element is Element.ADET
            and run.span.length >= at_least_s
            and shift.start < run.span.end <= shift.end
            for run in self._runs[:-1]
        )

    def counts(self, shift: ShiftSpan) -> Counts:
        """Parts counted after the start of the shift up to and including its end.

        What was counted between two readings belongs to the shift in which the later one was taken.
        """
        first, last = bisect_right(self._read_at, shift.start), bisect_right(self._read_at, shift.end)
        if not last:
            return Counts(None, None)
        base = max(first - 1, 0)
        total = self._total[last - 1] - self._total[base]
        if self._reject is None:
            return Counts(total, None)
        reject = self._reject[last - 1] - self._reject[base]
        if reject > total:
            raise refuse_above(f'Rejected parts of the shift "{shift.name}"', reject, "the parts made", total)
        return Counts(total, total - reject)

    def _pieces(self, window: Span, breaks: Sequence[Span]) -> Iterator[Piece]:
        for index in range(bisect_right(self._run_ends, window.start), len(self._runs)):
            run = self._runs[index]
            if run.span.start >= window.end:
                return
            inside = within([run.span], window)
            worked = total_length(without(inside, breaks))
            yield Piece(run, total_length(inside), worked, window.start <= run.span.start)


def _counted(readings: Sequence[int], modulus: int | None) -> list[int]:
    """Parts counted from the first reading to each."""
    return list(accumulate((each.parts for each in deltas(readings, modulus)), initial=0))


def _runs(inputs: LogInputs) -> list[Run]:
    last_end = max(shift.end for shift in inputs.shifts)
    runs: list[Run] = []
    for index, event in enumerate(inputs.events):
        end = inputs.events[index + 1].at if index + 1 < len(inputs.events) else max(last_end, event.at)
        element = inputs.state_map[event.state]
        if runs and runs[-1].element is element:
            runs[-1] = Run(Span(runs[-1].span.start, end), element)
        else:
            runs.append(Run(Span(event.at, end), element))
    return runs
