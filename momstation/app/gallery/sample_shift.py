"""The shift of each station of the gallery's board: bands, stops that nobody explained, and what comes next."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from momstation.app.gallery import sample_home
from momstation.app.gallery.sample_home import NOW, ORDER, PRODUCT, STATION
from momstation.core.i18n import _
from momstation.events.machines import MachineState
from momstation.plant.state_words import words_of
from momstation.plant.time_words import duration
from momstation.production.views import (
    BandView,
    HourView,
    OpenStopRow,
    ReasonTile,
    SequenceRow,
    SequenceView,
    SpanView,
)

TEAMS: Mapping[str, tuple[str, ...]] = {
    "P07": ("A. Meyer", "B. Novak"),
    "P08": ("B. Novak",),
    "W02": ("C. Ito",),
}
_BEGUN_MIN = 485
"""So many minutes ago the shift began, and it lasts eight hours and three quarters."""
_Stretch = tuple[int, MachineState, str, str]
_RUN, _STOP, _IDLE = MachineState.PRODUCING, MachineState.STOPPED, MachineState.IDLE
_BANDS: Mapping[str, tuple[_Stretch, ...]] = {
    "P07": (
        (0, _RUN, "", ""),
        (95, _STOP, "stop-5", "Tool change"),
        (112, _RUN, "", ""),
        (216, _STOP, "stop-2", ""),
        (233, _RUN, "", ""),
        (301, _STOP, "stop-3", ""),
        (309, _RUN, "", ""),
        (482, _STOP, "stop-1", ""),
    ),
    "W02": (
        (0, _RUN, "", ""),
        (180, _STOP, "stop-6", "Material jam"),
        (214, _RUN, "", ""),
        (350, _STOP, "stop-4", ""),
        (371, _RUN, "", ""),
        (481, MachineState.UNKNOWN, "", ""),
    ),
    "P08": (
        (0, MachineState.SETUP, "", ""),
        (35, _RUN, "", ""),
        (410, _STOP, "stop-7", "Quality check"),
        (414, _RUN, "", ""),
    ),
    "K01": ((0, _IDLE, "", ""), (40, _RUN, "", ""), (470, _IDLE, "", "")),
}


def band(station: str, *, is_calm: bool) -> BandView:
    """Where all is well, every stop has its reason."""
    told = _BANDS[station]
    begun = NOW - timedelta(minutes=_BEGUN_MIN)
    if is_calm:
        told = tuple(each for each in told if each[1] is not MachineState.UNKNOWN)
    ends = [*(each[0] for each in told[1:]), _BEGUN_MIN]
    spans = tuple(
        SpanView(
            begun + timedelta(minutes=at),
            begun + timedelta(minutes=end),
            "hatched" if state is MachineState.UNKNOWN else state.value,
            words_of(state).word,
            why or ("Material jam" if stop and is_calm else ""),
            stop or None,
        )
        for (at, state, stop, why), end in zip(told, ends, strict=True)
    )
    return BandView(begun, begun + timedelta(minutes=525), spans)


def good_hours() -> tuple[HourView, ...]:
    return tuple(replace(each, is_low=False, good=max(each.good, 51)) for each in sample_home.hours())


def unexplained() -> tuple[OpenStopRow, ...]:
    """The oldest first, as its band has them."""
    return (
        _stop("stop-2", STATION, "P07", "09:36", "09:53", 1020),
        _stop("stop-3", STATION, "P07", "11:01", "11:09", 480),
        _stop("stop-4", "Weld 02", "W02", "11:50", "12:11", 1260),
        _stop("stop-1", STATION, "P07", "14:02", _("now"), 134),
    )


def sequences() -> tuple[SequenceView, ...]:
    due = _("due {due}")
    return (
        SequenceView(
            "P07",
            STATION,
            (
                SequenceRow(
                    ORDER, f"{ORDER} · {PRODUCT}", _progress(412, 600), due.format(due="17:20"), True
                ),
                SequenceRow(
                    "4711-30", "4711-30 · Bracket R, 3 mm", _progress(0, 600), due.format(due="21:00"), False
                ),
                SequenceRow(
                    "4720-10", "4720-10 · Plate 80", _progress(120, 400), due.format(due="22:30"), False
                ),
            ),
        ),
        SequenceView(
            "W02",
            "Weld 02",
            (
                SequenceRow("4712-10", "4712-10 · Frame", _progress(88, 120), due.format(due="16:00"), True),
                SequenceRow(
                    "4712-20", "4712-20 · Frame, left", _progress(0, 80), due.format(due="20:15"), False
                ),
                SequenceRow(
                    "4712-30", "4712-30 · Frame, right", _progress(0, 80), due.format(due="21:45"), False
                ),
            ),
        ),
    )


def _progress(good: int, target: int) -> str:
    return _("{good} of {target}").format(good=good, target=target)


def _stop(stop: str, name: str, machine: str, start: str, end: str, for_s: int) -> OpenStopRow:
    detail = _("{start}–{end} · {duration}").format(start=start, end=end, duration=duration(for_s))
    reasons = (
        ReasonTile("JAM", "Material jam", "warning-fill", ""),
        ReasonTile("TOOL", "Tool change", "build", ""),
        ReasonTile("QUALITY", "Quality check", "fact_check", ""),
    )
    return OpenStopRow(stop, name, detail, machine, reasons)
