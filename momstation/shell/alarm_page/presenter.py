"""Says whether people can answer the alarms of each station, and of one of them which alarms to mend first."""

from datetime import datetime
from fractions import Fraction

from momstation.core.clock import Clock
from momstation.core.i18n import _, ngettext
from momstation.core.numbers import day, number
from momstation.events.machines import AlarmPriority
from momstation.kpi.alarm_ranking import FrequentAlarm
from momstation.kpi.alarms import FLOOD_ABOVE, WANTED, AlarmFigures
from momstation.plant.roles import role_label
from momstation.plant.station import StationFacts
from momstation.plant.time_words import clock_face, day_and_clock, duration
from momstation.shell.alarm_page.gathering import AtLength, Measured, PageFacts, Verdict, gathered
from momstation.shell.alarm_page.view import AlarmBar, AlarmFigure, AlarmStationRow, AlarmsView, FrequentRow
from momstation.store.questions import Reader
from momstation.ui.status import Status

_STATUS = {Verdict.FLOOD: Status.WARNING, Verdict.BUSY: Status.WARNING, Verdict.CHATTER: Status.CAUTION,
           Verdict.STALE: Status.CAUTION}  # fmt: skip


class AlarmsPresenter:
    """The shift that runs, of the worst station, until something else is chosen. It is loaded every few seconds while
    it is shown and at no record: a storm of alarms must not make it count them a hundred times a second."""

    kinds: frozenset[str] = frozenset()

    def __init__(self, reader: Reader, clock: Clock, station: StationFacts) -> None:
        self._reader = reader
        self._clock = clock
        self._station = station
        self._is_week = False
        self._wanted: str | None = None

    def choose(self, station: str | None) -> None:
        """The station to show at length, by code; None: the worst."""
        self._wanted = station

    def turn(self) -> None:
        """To seven days, and back to the shift."""
        self._is_week = not self._is_week

    async def load(self) -> AlarmsView:
        now, is_week, wanted = self._clock.now(), self._is_week, self._wanted
        facts = await self._reader.read(
            lambda conn: gathered(conn, self._station, now, is_week=is_week, wanted=wanted)
        )
        return alarms_view(facts, is_week=is_week)


def alarms_view(facts: PageFacts, *, is_week: bool) -> AlarmsView:
    chosen, at_length = facts.chosen, facts.at_length
    bars_title = (
        _("Most alarms in 10 minutes, by day") if is_week else _("Most alarms in 10 minutes, by hour")
    )
    return AlarmsView(
        title=_("Alarms"),
        detail=_time_text(facts, is_week=is_week),
        switch=_("Show this shift") if is_week else _("Show 7 days"),
        stations=tuple(_row(one, chosen) for one in facts.stations),
        status=Status.NORMAL if chosen is None else _status(chosen),
        headline="" if chosen is None else headline(chosen),
        bars_title=bars_title,
        bars=() if at_length is None else _bars(at_length, facts, is_week=is_week),
        limit=FLOOD_ABOVE,
        figures=() if chosen is None else figures_of(chosen.figures),
        frequent_title=_("The most frequent alarms"),
        frequent=() if chosen is None or at_length is None else _frequent(chosen, at_length, facts),
        nothing=_("No alarm in this time."),
        empty_text=_("No station with a machine is known here yet."),
        empty_hint=_("It appears as soon as it has said who it is."),
    )


def headline(one: Measured) -> str:
    """The worst that can be said of the station's alarms, and what helps."""
    figures = one.figures
    match one.verdict:
        case Verdict.FLOOD:
            said = _("{station}: too many alarms at once. Nobody can answer more than {limit} in ten minutes; "
                     "the most were {worst}.")  # fmt: skip
            return said.format(station=one.name, limit=FLOOD_ABOVE, worst=figures.worst)
        case Verdict.BUSY:
            said = _("{station}: too many alarms. One in ten minutes can be answered well; here it is {average}, "
                     "on average.")  # fmt: skip
            return said.format(station=one.name, average=_decimal(figures.average))
        case Verdict.CHATTER:
            (_machine, alarm), times = figures.chattering[0]
            said = _("{station}: {alarm} chatters, {times} ×. Look at its sensor, or give it a longer delay.")
            return said.format(station=one.name, alarm=alarm, times=times)
        case Verdict.STALE:
            (_machine, alarm), stood = figures.stale[0]
            said = _(
                "{station}: {alarm} has been standing for {duration}. Mend its cause, or it is no alarm."
            )
            return said.format(station=one.name, alarm=alarm, duration=duration(stood.total_seconds()))
        case Verdict.GOOD:
            return _("{station}: its alarms can be answered.").format(station=one.name)
        case Verdict.QUIET:
            return _("{station}: no alarm in this time.").format(station=one.name)


def figures_of(figures: AlarmFigures) -> tuple[AlarmFigure, ...]:
    """Every measure of EEMUA 191 and IEC 62682 beside what they want."""
    average, flood = figures.average, figures.flood_percent
    at_most, none = _("at most {limit}"), "0"
    return (
        AlarmFigure(_("Alarms in all"), str(figures.came), ""),
        AlarmFigure(_("Alarms in 10 minutes, on average"), _decimal(average), at_most.format(limit=1), average > 1),
        AlarmFigure(_("Most alarms in 10 minutes"), str(figures.worst), at_most.format(limit=FLOOD_ABOVE),
                    figures.worst > FLOOD_ABOVE),
        AlarmFigure(_("Share of time in flood"), _percent(flood), _percent(Fraction(0)), flood > 0),
        AlarmFigure(_("Standing for more than a day"), str(len(figures.stale)), none, bool(figures.stale)),
        AlarmFigure(_("Chattering"), str(len(figures.chattering)), none, bool(figures.chattering)),
        *(AlarmFigure(_of_priority(each), _percent(figures.percent(each)), _percent(Fraction(WANTED[each])))
          for each in reversed(AlarmPriority)),
        AlarmFigure(_("Conditions that are not declared alarms"), str(figures.undeclared), none,
                    bool(figures.undeclared)),
    )  # fmt: skip


def _row(one: Measured, chosen: Measured | None) -> AlarmStationRow:
    came = one.figures.came
    return AlarmStationRow(
        code=one.code,
        name=one.name,
        status=_status(one),
        verdict=_verdict(one.verdict),
        count_text=ngettext("{count} alarm", "{count} alarms", came).format(count=came),
        worst_text=_("most in 10 min: {count}").format(count=one.figures.worst),
        is_chosen=one is chosen,
    )


def _verdict(verdict: Verdict) -> str:
    return {
        Verdict.FLOOD: _("too many at once"),
        Verdict.BUSY: _("too many"),
        Verdict.CHATTER: _("one chatters"),
        Verdict.STALE: _("one stands for days"),
        Verdict.GOOD: _("can be answered"),
        Verdict.QUIET: _("no alarm"),
    }[verdict]


def _status(one: Measured) -> Status:
    return _STATUS.get(one.verdict, Status.NORMAL)


def _bars(at_length: AtLength, facts: PageFacts, *, is_week: bool) -> tuple[AlarmBar, ...]:
    def label(at: datetime) -> str:
        return day(at) if is_week else clock_face(at, facts.zone)

    pairs = zip(at_length.edges, at_length.most, strict=False)
    return tuple(AlarmBar(label(at), most, most > FLOOD_ABOVE) for at, most in pairs)


def _frequent(chosen: Measured, at_length: AtLength, facts: PageFacts) -> tuple[FrequentRow, ...]:
    stale, chattering = dict(chosen.figures.stale), dict(chosen.figures.chattering)

    def row(one: FrequentAlarm) -> FrequentRow:
        name = (one.machine, one.condition)
        remark = ""
        if name in stale:
            remark = _("stands for {duration}").format(duration=duration(stale[name].total_seconds()))
        elif name in chattering:
            remark = _("chatters")
        return FrequentRow(
            key=f"{one.machine}/{one.condition}",
            status=Status.CAUTION if remark else Status.NORMAL,
            title=one.condition,
            times=_("{times} ×").format(times=one.times),
            remark=remark or (_("stands now") if one.stands else ""),
            facts=_facts(one, facts.machines.get(one.machine, one.machine)),
            response=_response(*at_length.answers[name]),
        )

    return tuple(row(one) for one in at_length.frequent)


def _facts(one: FrequentAlarm, machine: str) -> str:
    share = _("{percent} of all").format(percent=_percent(one.percent))
    stood = _("stood {duration} in all").format(duration=duration(one.stood.total_seconds()))
    return f"{machine} · {share} · {stood}"


def _response(response: str, owner: str) -> str:
    if not response:
        return _("Nobody has written down what people do about it.")
    return _("{response} (For: {role})").format(response=response, role=_(role_label(owner)))


def _time_text(facts: PageFacts, *, is_week: bool) -> str:
    since = day_and_clock(facts.start, facts.now, facts.zone)
    if is_week:
        return _("7 days, since {time}").format(time=since)
    return _("{shift}, since {time}").format(shift=facts.shift or _("Today"), time=since)


def _of_priority(priority: AlarmPriority) -> str:
    return {
        AlarmPriority.HIGH: _("Share of high priority"),
        AlarmPriority.MEDIUM: _("Share of medium priority"),
        AlarmPriority.LOW: _("Share of low priority"),
    }[priority]


def _decimal(value: Fraction) -> str:
    """Few alarms are not none."""
    return number(float(value), 3 if 0 < value < Fraction(1, 10) else 1)


def _percent(value: Fraction | None) -> str:
    return "–" if value is None else _("{number} %").format(number=number(float(value)))
