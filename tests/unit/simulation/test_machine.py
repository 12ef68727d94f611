"""The simulated machine makes parts, stops as planned, and its own count is the truth."""

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from momstation.plant.signals import GOOD_COUNT, REJECT_COUNT, STATE, Security
from momstation.simulation.machine import JAM, PackML, Plan, SimulatedMachine, binding_for, truth

STEP_S = 0.02


def lived(plan: Plan, seconds: float, seed: int = 1) -> tuple[SimulatedMachine, list[tuple[str, float]]]:
    machine = SimulatedMachine("P07", plan, random.Random(seed))
    machine.start(0.0)
    heard: list[tuple[str, float]] = []
    for tick in range(int(seconds / STEP_S) + 1):
        heard += machine.advance(tick * STEP_S)
    return machine, heard


@pytest.mark.parametrize("seed", range(20))
def test_twenty_five_seconds_hold_ten_parts_and_a_stop_worth_a_reason(seed: int) -> None:
    plan = Plan()
    machine, _ = lived(plan, 25.0, seed)
    assert machine.true_good >= 10
    assert any(stop.seconds is not None and stop.seconds >= plan.stop_s for stop in machine.stops)
    assert truth(machine, reason_after_s=plan.stop_s - 0.5)["true_stops"] in (1, 2)


def test_the_same_seed_lives_the_same_life() -> None:
    assert lived(Plan(), 60.0, 7)[1] == lived(Plan(), 60.0, 7)[1]
    assert lived(Plan(), 60.0, 7)[1] != lived(Plan(), 60.0, 8)[1]


def test_it_starts_through_the_states_of_packml() -> None:
    _, heard = lived(Plan(), 0.5)
    assert [value for role, value in heard if role == STATE] == [
        PackML.RESETTING,
        PackML.STARTING,
        PackML.EXECUTE,
    ]


@settings(deadline=None)
@given(st.integers(0, 10_000), st.floats(0.05, 2.0), st.floats(0, 0.9))
def test_counters_go_up_one_by_one_and_end_at_the_truth(seed: int, cycle_s: float, share: float) -> None:
    plan = Plan(cycle_s=cycle_s, reject_share=share, counter_start=5)
    machine, heard = lived(plan, 20.0, seed)
    good = [5, *(value for role, value in heard if role == GOOD_COUNT)]
    scrap = [0, *(value for role, value in heard if role == REJECT_COUNT)]
    assert all(b - a == 1 for counts in (good, scrap) for a, b in pairwise(counts))
    assert (machine.true_good, machine.true_scrap) == (good[-1] - 5, scrap[-1])


@settings(deadline=None)
@given(st.integers(0, 10_000))
def test_parts_are_made_in_execute_only(seed: int) -> None:
    plan = Plan(cycle_s=0.3, between_micro_stops_s=3.0, between_stops_s=5.0)
    state: float = PackML.IDLE
    for role, value in lived(plan, 40.0, seed)[1]:
        if role == STATE:
            state = value
        elif role in (GOOD_COUNT, REJECT_COUNT):
            assert state == PackML.EXECUTE


def test_a_counter_of_sixteen_bits_rolls_over() -> None:
    _, heard = lived(Plan(cycle_s=0.5, counter_bits=16, counter_start=65_533, first_stop_at_s=None), 5.0)
    assert [value for role, value in heard if role == GOOD_COUNT][:5] == [65_534, 65_535, 0, 1, 2]


def test_a_pause_makes_no_part_and_is_no_stop() -> None:
    machine, _ = lived(Plan(first_stop_at_s=None, between_stops_s=0, between_micro_stops_s=0), 5.0)
    before = machine.true_good
    machine.pause(5.0)
    states = [value for role, value in machine.advance(60.0) if role == STATE]
    assert states == [PackML.COMPLETING, PackML.COMPLETE]
    assert (machine.true_good, machine.stops) == (before, [])
    machine.start(60.0)
    list(machine.advance(65.0))
    assert machine.state is PackML.EXECUTE
    assert machine.true_good > before


def after(machine: SimulatedMachine, seconds: float) -> PackML:
    list(machine.advance(seconds))
    return machine.state


def test_a_stop_on_demand_lasts_as_long_as_asked() -> None:
    machine, _ = lived(Plan(first_stop_at_s=None, between_stops_s=0, between_micro_stops_s=0), 3.0)
    machine.stop_for(JAM, 4.0, 3.0)
    assert after(machine, 6.9) is PackML.HELD
    assert after(machine, 7.2) is PackML.EXECUTE
    assert [(stop.cause, stop.seconds) for stop in machine.stops] == [("jam", 4.0)]


def test_a_reset_counter_does_not_change_the_truth() -> None:
    machine, _ = lived(Plan(first_stop_at_s=None), 5.0)
    made = machine.true_good
    assert machine.reset_counters() == {GOOD_COUNT: 0, REJECT_COUNT: 0}
    assert machine.true_good == made
    assert machine.signals()[GOOD_COUNT] == 0


def test_a_station_binds_it_by_the_name_of_its_namespace() -> None:
    binding = binding_for("P07", "opc.tcp://127.0.0.1:4840", Plan(counter_bits=16))
    assert binding.counter_modulus == 65_536
    assert binding.security is Security.NONE
    assert all(signal.node_id.startswith("nsu=") for signal in binding.signals)
