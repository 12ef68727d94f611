"""The state machine that listens to one machine: readings in, facts out; the same readings give the same
facts."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from momstation.core.event import Event
from momstation.events.machines import ConditionWent, MachineState, MachineStateChanged, PartsCounted
from momstation.machines.model.counting import Counter, Mark, interrupted, step, weightier
from momstation.machines.model.states import read_state, refined
from momstation.machines.model.story import MachineStory
from momstation.plant.alarms import AlarmClass
from momstation.plant.readings import Link, MachineLink, Quality, Reading
from momstation.plant.signals import CONDITION, GOOD_COUNT, REJECT_COUNT, STATE, MachineBinding, StateModel
from momstation.plant.standing import Standing

_EARLIEST_SOURCE_YEAR = 1990
_BREAKS = frozenset({Link.CONNECTING, Link.LOST, Link.REFUSED})
_SPEAKS = frozenset({None, Link.LIVE, Link.MISCONFIGURED})
"""Of a misconfigured machine the signals that can be read are told; one that cannot says so by its quality."""


@dataclass(frozen=True, slots=True)
class WatchRules:
    """``debounce_s``: how long a new state must hold before it is a fact; its time stays that of the first
    word. ``alarms`` are the classes of its conditions; ``conditions`` the names of all that it has, None where
    nobody knows."""

    machine: str
    state_model: StateModel = StateModel.PACKML
    counter_modulus: int | None = None
    debounce_s: float = 0.0
    alarms: tuple[AlarmClass, ...] = ()
    conditions: frozenset[str] | None = None


def rules_of(
    binding: MachineBinding, debounce_s: float = 0.0, alarms: Iterable[AlarmClass] = ()
) -> WatchRules:
    own = tuple(one for one in alarms if one.machine == binding.code)
    roles = (signal.role for signal in binding.signals)
    names = frozenset(role.removeprefix(CONDITION) for role in roles if role.startswith(CONDITION))
    return WatchRules(binding.code, binding.state_model, binding.counter_modulus, debounce_s, own, names)


@dataclass(frozen=True, slots=True)
class Word:
    """What the machine last said of its state, read."""

    state: MachineState
    heard: str
    at: datetime
    source_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class MachineWatch:
    """``recorded`` is the state of the last fact; ``word`` what was said last; ``since`` when the state that
    is not a fact yet was first heard; ``link`` None until a wire speaks of it, which counts as live."""

    rules: WatchRules
    recorded: MachineState | None = None
    good: Counter = field(default_factory=Counter)
    reject: Counter = field(default_factory=Counter)
    word: Word | None = None
    pending: Word | None = None
    link: Link | None = None
    link_reason: str = ""
    conditions: frozenset[str] = field(default_factory=frozenset)
    last_at: datetime | None = None
    standing: Standing = field(default_factory=Standing)

    def hear(self, readings: Iterable[Reading]) -> tuple["MachineWatch", tuple[Event, ...]]:
        """One batch: at most one ``PartsCounted``, before the state that the machine went to after making
        them."""
        watch, states = self, list[Event]()
        tally = _Tally()
        for reading in readings:
            watch, changed = watch._hear_one(reading, tally)
            states.extend(changed)
        return watch, (*tally.events(watch), *states)

    def hear_link(self, link: MachineLink, at: datetime) -> tuple["MachineWatch", tuple[Event, ...]]:
        """A lost link makes the state unknown, and the next difference of a counter one across a gap."""
        standing = self.standing if link.status in _SPEAKS else self.standing.unheard()
        watch = replace(self, link=link.status, link_reason=link.reason, standing=standing)
        if link.status in _BREAKS:
            watch = replace(
                watch,
                word=None,
                conditions=frozenset(),
                good=interrupted(self.good),
                reject=interrupted(self.reject),
            )
        return watch._settle(at)

    def tick(self, at: datetime) -> tuple["MachineWatch", tuple[Event, ...]]:
        """Time passed: a state or a condition that has held long enough becomes a fact."""
        standing, events = self.standing.settle(at, self.rules.machine, self.rules.alarms)
        watch, states = (self if standing is self.standing else replace(self, standing=standing))._settle(at)
        return watch, (*events, *states)

    def silenced(self, at: datetime) -> "MachineWatch":
        """Recorded as unknown by somebody else, because nobody listens."""
        return replace(
            self,
            recorded=MachineState.UNKNOWN,
            pending=None,
            word=None,
            last_at=at,
            good=interrupted(self.good),
            reject=interrupted(self.reject),
        )

    def forgotten(self, condition: str) -> "MachineWatch":
        """A condition that the settings have no longer."""
        return replace(self, standing=Standing(self.standing.recorded - {condition}))

    def _hear_one(self, reading: Reading, tally: "_Tally") -> tuple["MachineWatch", tuple[Event, ...]]:
        if reading.signal == STATE:
            return replace(self, word=self._word(reading))._settle(reading.received_at)
        if reading.signal in (GOOD_COUNT, REJECT_COUNT):
            return self._count(reading, tally)._settle(reading.received_at)
        if reading.signal.startswith(CONDITION):
            watch, events = self._condition(reading)
            watch, states = watch._settle(reading.received_at)
            return watch, (*events, *states)
        return self._settle(reading.received_at)

    def _word(self, reading: Reading) -> Word:
        if reading.quality is not Quality.GOOD or reading.value is None:
            return Word(MachineState.UNKNOWN, _heard_in(reading), reading.received_at)
        state, heard = read_state(self.rules.state_model, reading.value)
        return Word(state, heard, reading.received_at, believable(reading.source_time))

    def _count(self, reading: Reading, tally: "_Tally") -> "MachineWatch":
        counter = self.good if reading.signal == GOOD_COUNT else self.reject
        if reading.is_overflow:
            counter = interrupted(counter)
        value = _count_in(reading)
        if value is None:
            return self._with(reading.signal, interrupted(counter))
        taken = step(counter, value, believable(reading.source_time), self.rules.counter_modulus)
        tally.add(reading.signal, taken.parts, taken.mark, reading.received_at)
        return self._with(reading.signal, taken.counter)

    def _with(self, signal: str, counter: Counter) -> "MachineWatch":
        return replace(self, good=counter) if signal == GOOD_COUNT else replace(self, reject=counter)

    def _condition(self, reading: Reading) -> tuple["MachineWatch", tuple[Event, ...]]:
        rules, source_at = self.rules, believable(reading.source_time)
        standing, events = self.standing.hear(reading, rules.machine, rules.alarms, source_at)
        watch = self if standing is self.standing else replace(self, standing=standing)
        return watch._supply(reading), events

    def _supply(self, reading: Reading) -> "MachineWatch":
        """Whether parts are missing or the exit is full; other conditions are only remembered."""
        name = reading.signal.removeprefix(CONDITION).casefold()
        is_on = reading.quality is Quality.GOOD and reading.value in (True, 1)
        if is_on == (name in self.conditions):
            return self  # a temperature, most of the time: thousands a second may come
        return replace(self, conditions=self.conditions | {name} if is_on else self.conditions - {name})

    def _effective(self, at: datetime) -> Word | None:
        """What holds now: the machine's word, unless the wire it came over is down."""
        if self.link not in _SPEAKS or (self.link is Link.MISCONFIGURED and self.word is None):
            if self.recorded is None and self.link is Link.CONNECTING:
                return None
            return Word(MachineState.UNKNOWN, self.link_reason or str(self.link), at)
        if self.word is None:
            return None
        state = refined(self.word.state, "blocked" in self.conditions, "starved" in self.conditions)
        return self.word if state is self.word.state else replace(self.word, state=state)

    def _settle(self, at: datetime) -> tuple["MachineWatch", tuple[Event, ...]]:
        word = self._effective(at)
        if word is None or word.state is self.recorded:
            return (self if self.pending is None else replace(self, pending=None)), ()
        pending = self.pending
        if pending is None or pending.state is not word.state:
            pending = replace(word, at=max(word.at, at) if word.state is MachineState.UNKNOWN else at)
        held = at - pending.at
        if (
            timedelta() <= held < timedelta(seconds=self.rules.debounce_s)
        ):  # less than 0: the clock was set back
            return replace(self, pending=pending), ()
        changed = MachineStateChanged(
            machine=self.rules.machine,
            at=pending.at,
            state=pending.state,
            heard=pending.heard,
            source_at=pending.source_at,
        )
        return replace(self, recorded=pending.state, pending=None, last_at=pending.at), (changed,)


class _Tally:
    """Sums what the counters of one batch add."""

    def __init__(self) -> None:
        self._parts = {GOOD_COUNT: 0, REJECT_COUNT: 0}
        self._mark: Mark | None = None
        self._at: datetime | None = None

    def add(self, signal: str, parts: int, mark: Mark | None, at: datetime) -> None:
        if parts == 0 and mark is None:
            return
        self._parts[signal] += parts
        self._mark = weightier(self._mark, mark)
        self._at = at

    def events(self, watch: MachineWatch) -> tuple[Event, ...]:
        if self._at is None:
            return ()
        counted = PartsCounted(
            machine=watch.rules.machine,
            at=self._at,
            good=self._parts[GOOD_COUNT],
            reject=self._parts[REJECT_COUNT],
            good_counter=watch.good.value,
            reject_counter=watch.reject.value,
            mark=self._mark,
        )
        return (counted,)


def resumed(rules: WatchRules, story: MachineStory | None) -> MachineWatch:
    """A watch that goes on from what was recorded; what the counters moved meanwhile is a difference across a
    gap."""
    if story is None:
        return MachineWatch(rules)
    return MachineWatch(
        rules,
        standing=Standing(frozenset(story.standing)),
        recorded=story.state,
        last_at=story.last_at,
        good=Counter(story.good_counter, is_gap=True),
        reject=Counter(story.reject_counter, is_gap=True),
    )


def removed(rules: WatchRules, story: MachineStory | None, at: datetime) -> tuple[Event, ...]:
    """Conditions that stand in the records and that the settings have no longer: they would stand for ever."""
    if story is None or rules.conditions is None:
        return ()
    return tuple(
        ConditionWent(machine=rules.machine, at=at, condition=name, is_removed=True)
        for name in story.standing
        if name not in rules.conditions
    )


def believable(source_time: datetime | None) -> datetime | None:
    """A machine without a clock sends 1601 or 1970: that is no time."""
    return source_time if source_time is not None and source_time.year >= _EARLIEST_SOURCE_YEAR else None


def _count_in(reading: Reading) -> int | None:
    """The counter's value; None when it is not one that a count could have."""
    value = reading.value
    if reading.quality is not Quality.GOOD or isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if value >= 0 else None


def _heard_in(reading: Reading) -> str:
    return reading.reason or f"state {reading.quality}"
