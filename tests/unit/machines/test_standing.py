"""Conditions of a machine come and go: each time once, at the time of the first word, and never by silence."""

from datetime import UTC, datetime, timedelta

from momstation.core.event import Event
from momstation.events.machines import AlarmPriority, ConditionCame, ConditionWent, MachineState
from momstation.machines.model.story import MachineStory
from momstation.machines.model.watch import MachineWatch, WatchRules, removed, resumed, rules_of
from momstation.plant.alarms import AlarmClass
from momstation.plant.readings import Link, MachineLink, Quality, Reading
from momstation.plant.signals import CONDITION, MachineBinding, SignalBinding, SignalType

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
OIL = AlarmClass("P07", "Oil low", AlarmPriority.HIGH, "Fill up oil.", "operator", delay_s=2.0)
RULES = WatchRules("P07", alarms=(OIL,))


def at(second: float) -> datetime:
    return NOON + timedelta(seconds=second)


def said(
    value: int | str | bool | None, second: float, name: str = "Door", quality: Quality = Quality.GOOD
) -> Reading:
    when = at(second)
    return Reading("P07", CONDITION + name, value, quality, "", when, when, when, second)


def heard(watch: MachineWatch, *readings: Reading) -> tuple[MachineWatch, list[Event]]:
    watch, events = watch.hear(readings)
    return watch, list(events)


def test_it_comes_once_and_goes_once_with_the_machines_time() -> None:
    watch, events = heard(MachineWatch(RULES), said(True, 1), said(True, 2), said(False, 3), said(False, 4))
    assert events == [
        ConditionCame(machine="P07", at=at(1), condition="Door", source_at=at(1)),
        ConditionWent(machine="P07", at=at(3), condition="Door", source_at=at(3)),
    ]
    assert watch.standing.recorded == frozenset()


def test_a_number_is_no_condition_that_comes() -> None:
    assert heard(MachineWatch(RULES), said(1, 1), said("80.5", 2))[1] == []


def test_an_alarm_carries_its_answer_and_waits_for_its_delay() -> None:
    watch, events = heard(MachineWatch(RULES), said(True, 1, OIL.condition))
    assert events == []
    watch, told = watch.tick(at(2.9))
    assert told == ()
    watch, told = watch.tick(at(3))
    assert told == (
        ConditionCame(
            machine="P07",
            at=at(1),
            condition=OIL.condition,
            priority=AlarmPriority.HIGH,
            source_at=at(1),
            response="Fill up oil.",
            owner="operator",
        ),
    )
    assert watch.tick(at(9))[1] == ()


def test_what_flickers_within_the_delay_is_no_fact_and_goes_as_slowly() -> None:
    watch, events = heard(MachineWatch(RULES), said(True, 1, OIL.condition), said(False, 2, OIL.condition))
    assert (events, watch.tick(at(60))[1]) == ([], ())
    watch, _ = heard(watch, said(True, 61, OIL.condition))
    watch, _ = watch.tick(at(63))
    watch, events = heard(watch, said(False, 64, OIL.condition), said(True, 65, OIL.condition))
    assert (events, watch.tick(at(99))[1]) == ([], ())
    assert watch.standing.recorded == {OIL.condition}


def test_a_clock_that_was_set_back_makes_nobody_wait() -> None:
    watch, _ = heard(MachineWatch(RULES), said(True, 1000, OIL.condition))
    assert len(watch.tick(at(0))[1]) == 1


def test_neither_a_lost_link_nor_a_bad_value_ends_it() -> None:
    watch, _ = heard(MachineWatch(RULES), said(True, 1))
    watch, events = watch.hear_link(MachineLink("P07", Link.LOST), at(2))
    assert not [one for one in events if isinstance(one, ConditionWent)]
    watch, events_after = heard(watch, said(False, 3, quality=Quality.BAD), said(True, 4))
    assert events_after == []
    assert [type(one) for one in heard(watch, said(False, 5))[1]] == [ConditionWent]


def test_a_restart_goes_on_from_what_stood() -> None:
    story = MachineStory(machine="P07", state=MachineState.UNKNOWN, standing={"Door": False})
    watch = resumed(RULES, story)
    assert heard(watch, said(True, 1))[1] == []
    assert [type(one) for one in heard(watch, said(False, 2))[1]] == [ConditionWent]


def test_a_condition_that_the_settings_have_no_longer_goes() -> None:
    signal = SignalBinding(CONDITION + "Door", "ns=2;s=Door", SignalType.BOOL)
    rules = rules_of(MachineBinding(code="P07", endpoint="opc.tcp://press", signals=(signal,)), alarms=[OIL])
    story = MachineStory(machine="P07", standing={"Door": True, "Hatch": False})
    gone = ConditionWent(machine="P07", at=NOON, condition="Hatch", is_removed=True)
    assert removed(rules, story, NOON) == (gone,)
    assert removed(RULES, story, NOON) == ()
    assert resumed(rules, story).forgotten("Hatch").standing.recorded == {"Door"}
