"""From a shift on the wall clock to its real hours, across midnight and the nights on which clocks change."""

# ruff: noqa: RUF009 -- given() and found() make dataclass fields.

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from momstation.core.errors import Refused
from momstation.kpi.declare import Calculation, RecordOf, found, given
from momstation.kpi.exact import Exact, moment
from momstation.kpi.kinds import ListOf
from momstation.kpi.spans import Span, joined, total_length
from momstation.kpi.time_kinds import LocalDate, LocalTime, Zone
from momstation.kpi.wallclock import OnClock, Stretch, stretches, wall_moment

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockBreak:
    """A planned break on the wall clock."""

    start_local: time = given(LocalTime(), "Start of the break on the wall clock")
    end_local: time = given(LocalTime(), "End of the break; at or before the start means past midnight")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftPattern:
    """One shift on the wall clock of one place."""

    tz: ZoneInfo = given(Zone(), "Time zone of the plant")
    production_date: date = given(
        LocalDate(), "Local date on which the shift starts; the shift belongs to it"
    )
    start_local: time = given(LocalTime(), "Start of the shift on the wall clock")
    end_local: time = given(
        LocalTime(), "End of the shift; at or before the start means on the next local date"
    )
    breaks: tuple[ClockBreak, ...] = given(
        ListOf(RecordOf(ClockBreak)), "Planned breaks inside the shift; may overlap", default=()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakPiece:
    """A stretch of a break without interruption."""

    start_utc: datetime = found("Start", "UTC")
    end_utc: datetime = found("End", "UTC")


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakWindow:
    """A break in real time."""

    start_local: str = found("Start of the break on the wall clock", "text")
    minutes: Exact = found("Its real length; 0 when it fell into the skipped hour", "min")
    pieces: tuple[BreakPiece, ...] = found(
        "Its real time, in two pieces when it runs on past a repeated hour", "list", of=BreakPiece
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftWindow:
    """A shift in real time."""

    start_utc: datetime = found("Start of the shift", "UTC")
    end_utc: datetime = found("End of the shift, itself not in it", "UTC")
    minutes: Exact = found("Elapsed time of the shift", "min")
    production_date: date = found("The date to which the shift belongs", "local date")
    minutes_per_local_date: Mapping[date, Exact] = found("Elapsed time on each local date", "min")
    start_on_clock: OnClock = found("How often the clock shows the start: once, skipped, repeated", "text")
    end_on_clock: OnClock = found("How often the clock shows the end: once, skipped, repeated", "text")
    planned_break_minutes: Exact = found("Breaks together, overlapping ones once", "min")
    planned_minutes: Exact = found("The shift less its breaks", "min")
    breaks: tuple[BreakWindow, ...] = found("Each break in the order given", "list", of=BreakWindow)


def shift_window(pattern: ShiftPattern) -> ShiftWindow:
    """The real hours of a shift; raises ``Refused`` if a break does not lie inside it."""
    end_day = pattern.production_date + (DAY if pattern.end_local <= pattern.start_local else timedelta())
    start = wall_moment(pattern.tz, pattern.production_date, pattern.start_local)
    end = wall_moment(pattern.tz, end_day, pattern.end_local)
    parts = tuple(stretches(pattern.tz, start.utc, end.utc))
    breaks = tuple(_break_window(pattern, index, parts) for index in range(len(pattern.breaks)))
    pieces = (
        Span(moment(piece.start_utc), moment(piece.end_utc)) for each in breaks for piece in each.pieces
    )
    break_minutes = Fraction(total_length(joined(pieces))) / 60
    minutes = _minutes(end.utc - start.utc)
    return ShiftWindow(
        start_utc=start.utc,
        end_utc=end.utc,
        minutes=minutes,
        production_date=pattern.production_date,
        minutes_per_local_date=_per_date(parts),
        start_on_clock=start.shown,
        end_on_clock=end.shown,
        planned_break_minutes=break_minutes,
        planned_minutes=minutes - break_minutes,
        breaks=breaks,
    )


def _minutes(elapsed: timedelta) -> Fraction:
    return Fraction(elapsed // timedelta(microseconds=1), 60_000_000)


def _per_date(parts: Sequence[Stretch]) -> dict[date, Exact]:
    sums: dict[date, Exact] = {}
    for part in parts:
        wall = part.wall_start
        while wall < part.wall_end:
            midnight = datetime.combine(wall.date() + DAY, time())
            until = min(midnight, part.wall_end)
            sums[wall.date()] = sums.get(wall.date(), 0) + _minutes(until - wall)
            wall = until
    return dict(sorted(sums.items()))


def _break_window(pattern: ShiftPattern, index: int, parts: Sequence[Stretch]) -> BreakWindow:
    wall = pattern.breaks[index]
    start, end = _on_wall(pattern, wall)
    shift_end = datetime.combine(pattern.production_date, pattern.end_local)
    if pattern.end_local <= pattern.start_local:
        shift_end += DAY
    if end > shift_end:
        raise Refused(
            "kpi.outside_shift",
            field=f"breaks[{index}]",
            value=f"{wall.start_local:%H:%M}-{wall.end_local:%H:%M}",
            limit=f"{pattern.start_local:%H:%M}-{pattern.end_local:%H:%M}",
        )
    pieces = tuple(_pieces(start, end, parts))
    return BreakWindow(
        start_local=f"{wall.start_local:%H:%M}",
        minutes=sum((_minutes(piece.end_utc - piece.start_utc) for piece in pieces), 0),
        pieces=pieces,
    )


def _on_wall(pattern: ShiftPattern, wall: ClockBreak) -> tuple[datetime, datetime]:
    day = pattern.production_date + (DAY if wall.start_local < pattern.start_local else timedelta())
    start, end = datetime.combine(day, wall.start_local), datetime.combine(day, wall.end_local)
    return start, end if end > start else end + DAY


def _pieces(start: datetime, end: datetime, parts: Sequence[Stretch]) -> Iterator[BreakPiece]:
    """What of a wall-clock span really passes, each wall-clock time once, at its first occurrence."""
    pieces: list[BreakPiece] = []
    passed = start
    for part in parts:
        begin, until = max(start, part.wall_start, passed), min(end, part.wall_end)
        if begin < until:
            piece = BreakPiece(start_utc=_utc(begin, part), end_utc=_utc(until, part))
            if pieces and pieces[-1].end_utc == piece.start_utc:
                piece = BreakPiece(start_utc=pieces.pop().start_utc, end_utc=piece.end_utc)
            pieces.append(piece)
        passed = max(passed, part.wall_end)
    yield from pieces


def _utc(wall: datetime, part: Stretch) -> datetime:
    return (wall - part.offset).replace(tzinfo=UTC)


CALCULATIONS = (
    Calculation(
        name="time.shift_window",
        title="Real hours of a wall-clock shift across midnight and clock changes",
        inputs=ShiftPattern,
        outputs=ShiftWindow,
        run=shift_window,
        source="IANA time zone database (public domain); the elapsed time is the difference in UTC",
        conventions=(
            "A shift belongs to the local date on which it starts; an end not after the start is next day.",
            "A start or end that the clock skips is the moment of the change itself.",
            "A start or end that the clock shows twice is its first occurrence.",
            "A break counts the wall-clock times that really occur, each once and at its first occurrence:"
            " one in the skipped hour is lost, one in the repeated hour is taken once.",
            "A break that starts before the shift's start on the wall is on the next date.",
        ),
        example={
            "tz": "Europe/Berlin",
            "production_date": "2026-03-28",
            "start_local": "22:00",
            "end_local": "06:00",
            "breaks": [
                {"start_local": "02:15", "end_local": "02:45"},
                {"start_local": "04:00", "end_local": "04:30"},
            ],
        },
    ),
)
