"""What the page of alarms shows: each station with its verdict, and one of them at length."""

from dataclasses import dataclass

from momstation.ui.status import Status


@dataclass(frozen=True, slots=True)
class AlarmStationRow:
    """``verdict`` in few words; ``is_chosen``: the one that is shown at length."""

    code: str
    name: str
    status: Status
    verdict: str
    count_text: str
    worst_text: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class AlarmFigure:
    """A measure beside what is wanted, which is empty where nothing is; ``is_off``: it is not as wanted."""

    name: str
    value: str
    wanted: str
    is_off: bool = False


@dataclass(frozen=True, slots=True)
class AlarmBar:
    """An hour or a day: the most alarms in ten minutes of it."""

    label: str
    most: int
    is_flood: bool


@dataclass(frozen=True, slots=True)
class FrequentRow:
    """``remark`` says what is wrong with it, empty where nothing is; ``facts`` where it comes, how often and how long;
    ``response`` what people do and whose it is."""

    key: str
    status: Status
    title: str
    times: str
    remark: str
    facts: str
    response: str


@dataclass(frozen=True, slots=True)
class AlarmsView:
    """``switch`` are the words of the button that shows the other time. Without stations only the empty texts count,
    without ``frequent`` its ``nothing``. ``limit``: the line of the bars."""

    title: str
    detail: str
    switch: str
    stations: tuple[AlarmStationRow, ...]
    status: Status
    headline: str
    bars_title: str
    bars: tuple[AlarmBar, ...]
    limit: int
    figures: tuple[AlarmFigure, ...]
    frequent_title: str
    frequent: tuple[FrequentRow, ...]
    nothing: str
    empty_text: str
    empty_hint: str
