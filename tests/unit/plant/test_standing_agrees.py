"""Whatever a machine says and whenever: what is shown, what is recorded and what the records add up to are the same."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from momstation.events.machines import AlarmPriority, ConditionCame, ConditionWent
from momstation.machines.model.watch import MachineWatch, WatchRules
from momstation.plant.alarms import AlarmClass
from momstation.plant.live import LiveSignals
from momstation.plant.readings import Link, MachineLink, Quality, Reading
from momstation.plant.signals import CONDITION

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
NAMES = ("oil", "door", "heat")
CLASSES = (
    AlarmClass("P07", "oil", AlarmPriority.HIGH, "Fill up oil.", "operator", delay_s=2),
    AlarmClass("P07", "heat", delay_s=5),
)
_DELAYS = {one.condition: timedelta(seconds=one.delay_s) for one in CLASSES}
Said = tuple[str, bool]
STEPS = st.lists(
    st.tuples(
        st.sampled_from([0.0, 0.5, 1.0, 2.0, 5.0]),
        st.one_of(
            st.tuples(st.sampled_from(NAMES), st.booleans()),
            st.tuples(st.sampled_from(NAMES), st.just("bad")),
            st.tuples(st.just("temperature"), st.just("61.5")),
            st.sampled_from([Link.LIVE, Link.LOST]),
            st.just("tick"),
        ),
    ),
    max_size=40,
)


@dataclass
class Both:
    """The station's board and its recorder, given the same."""

    at: datetime = NOON
    live: LiveSignals = field(default_factory=lambda: LiveSignals(CLASSES))
    watch: MachineWatch = field(default_factory=lambda: MachineWatch(WatchRules("P07", alarms=CLASSES)))
    told: list[ConditionCame | ConditionWent] = field(default_factory=list)

    def step(self, pause_s: float, what: object) -> None:
        self.at += timedelta(seconds=pause_s)
        if isinstance(what, Link):
            link = MachineLink("P07", what)
            self.live.hear_link(link)
            self.watch, events = self.watch.hear_link(link, self.at)
        elif isinstance(what, tuple):
            reading = self._reading(*what)
            self.live.hear(reading)
            self.watch, events = self.watch.hear([reading])
        else:
            self.live.tick(self.at)
            self.watch, events = self.watch.tick(self.at)
        self.told += [one for one in events if isinstance(one, ConditionCame | ConditionWent)]

    def _reading(self, name: str, value: bool | str) -> Reading:
        good = Reading("P07", CONDITION + name, value, Quality.GOOD, "", None, None, self.at, 0.0)
        return replace(good, value=None, quality=Quality.BAD) if value == "bad" else good

    def summed(self) -> set[str]:
        standing: set[str] = set()
        for one in self.told:
            if isinstance(one, ConditionCame):
                assert one.condition not in standing, "it came twice"
                standing.add(one.condition)
            else:
                standing.remove(one.condition)
        return standing


@given(STEPS)
def test_shown_recorded_and_summed_up_are_the_same(steps: list[tuple[float, object]]) -> None:
    both = Both()
    for pause_s, what in steps:
        both.step(pause_s, what)
        assert both.live.standing("P07") == both.watch.standing.recorded == both.summed()


@given(STEPS)
def test_what_is_told_held_for_its_delay_without_another_word_or_a_break(
    steps: list[tuple[float, object]],
) -> None:
    both, spoken = Both(), list[tuple[datetime, object]]()
    for pause_s, what in steps:
        before = len(both.told)
        both.step(pause_s, what)
        for one in both.told[before:]:
            is_on = isinstance(one, ConditionCame)
            until = one.at + _DELAYS.get(one.condition, timedelta())
            assert until <= both.at
            against = [
                heard
                for at, heard in spoken
                if one.at < at < until
                and heard in ((one.condition, not is_on), (one.condition, "bad"), Link.LOST)
            ]
            assert against == []
        spoken.append((both.at, what))
