"""A station and a machine over a real OPC UA connection, with everything that goes wrong on one."""

import os
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from momstation.devices.machine_folder import MachineFolder
from momstation.plant.readings import Link, Quality
from momstation.plant.signals import (
    CYCLE_TIME,
    GOOD_COUNT,
    REJECT_COUNT,
    STATE,
    MachineBinding,
    Security,
    SignalBinding,
    SignalType,
)
from momstation.simulation.machine import NAMESPACE, TEMPERATURE, PackML
from tests.support.kept_store import until
from tests.support.machines import PATIENCE_S, Heard, SimulatedPlant, Stations


def with_signal(binding: MachineBinding, signal: SignalBinding) -> MachineBinding:
    others = tuple(one for one in binding.signals if one.role != signal.role)
    return msgspec.structs.replace(binding, signals=(*others, signal))


def test_live_values_arrive_with_both_clocks(
    plant: SimulatedPlant, stations: Stations, tmp_path: Path
) -> None:
    heard = stations(plant.bindings["P07"], tmp_path).heard
    assert heard.reading(STATE, Quality.GOOD).value == PackML.EXECUTE
    assert isinstance(heard.reading(CYCLE_TIME, Quality.GOOD).value, str)
    first = heard.reading(GOOD_COUNT, Quality.GOOD)
    assert isinstance(first.value, int)
    later = heard.count(GOOD_COUNT, lambda value: value != first.value)
    assert later.source_time is not None
    assert later.server_time is not None
    assert abs((later.received_at - later.source_time).total_seconds()) < PATIENCE_S


def test_counters_of_sixteen_bits_roll_over(
    plant: SimulatedPlant, stations: Stations, tmp_path: Path
) -> None:
    binding = plant.bindings["P08"]
    assert binding.counter_modulus == 65_536
    value = stations(binding, tmp_path).heard.reading(GOOD_COUNT, Quality.GOOD).value
    assert isinstance(value, int)
    report = plant.tell("report")["machines"]["P08"]
    assert 0 <= (65_530 + report["true_good"] - value) % 65_536 < 600


@pytest.mark.parametrize("status", ["BadSensorFailure", "UncertainLastUsableValue"])
def test_a_status_that_is_not_good_leaves_no_value(plant: SimulatedPlant, heard: Heard, status: str) -> None:
    plant.fault("status", signal=STATE, status=status)
    quality = Quality.BAD if status.startswith("Bad") else Quality.UNCERTAIN
    assert heard.reading(STATE, quality, reason=status).value is None
    heard.forget()
    plant.fault("clear")
    assert heard.reading(STATE, Quality.GOOD).value == PackML.EXECUTE


def test_not_a_number_is_no_value(plant: SimulatedPlant, heard: Heard) -> None:
    plant.fault("value", signal=TEMPERATURE, type="Double", value="nan")
    assert heard.reading(TEMPERATURE, Quality.BAD, reason="no number").value is None


def test_a_clock_that_was_never_set_costs_the_time_and_not_the_value(
    plant: SimulatedPlant, heard: Heard
) -> None:
    plant.fault("clock", offset="1601")
    reading = heard.reading(GOOD_COUNT, Quality.GOOD, reason="clock was never set")
    assert isinstance(reading.value, int)
    assert reading.source_time is None


@pytest.mark.parametrize(
    ("kind", "value", "found"), [("String", "twelve", "String"), ("UInt32", [1, 2], "array of UInt32")]
)
def test_a_type_that_changes_while_running_is_said_and_not_used(
    plant: SimulatedPlant, heard: Heard, kind: str, value: object, found: str
) -> None:
    plant.fault("value", signal=GOOD_COUNT, type=kind, value=value)
    reading = heard.reading(GOOD_COUNT, Quality.CHANGED)
    assert reading.value is None
    assert found in reading.reason
    assert "whole" in reading.reason
    link = heard.link(Link.MISCONFIGURED, GOOD_COUNT)
    plant.fault("clear")
    heard.link(Link.LIVE, after=heard.links.index(link))


def test_a_wrong_type_is_found_at_connect_with_what_was_expected_and_found(
    plant: SimulatedPlant, stations: Stations, tmp_path: Path
) -> None:
    node = f"nsu={NAMESPACE};s=P07.Temperature"
    binding = with_signal(plant.bindings["P07"], SignalBinding(REJECT_COUNT, node, SignalType.WHOLE))
    heard = stations(binding, tmp_path).heard
    reading = heard.reading(REJECT_COUNT, Quality.CHANGED)
    assert reading.value is None
    for part in ("P07", REJECT_COUNT, node, "whole", "Double"):
        assert part in reading.reason
    assert heard.reading(GOOD_COUNT, Quality.GOOD).value is not None, "the other signals go on"
    assert heard.link(Link.MISCONFIGURED, node)


def test_a_wrong_node_is_named(plant: SimulatedPlant, stations: Stations, tmp_path: Path) -> None:
    node = f"nsu={NAMESPACE};s=P07.NoSuchThing"
    signal = SignalBinding(REJECT_COUNT, node, SignalType.WHOLE)
    binding = msgspec.structs.replace(plant.bindings["P07"], signals=(signal,))
    heard = stations(binding, tmp_path).heard
    link = heard.link(Link.MISCONFIGURED)
    assert node in link.reason
    assert REJECT_COUNT in link.reason
    assert heard.reading(REJECT_COUNT, Quality.BAD, reason=node).value is None


def test_a_node_that_comes_later_is_taken_up(
    plant: SimulatedPlant, stations: Stations, tmp_path: Path
) -> None:
    plant.fault("delete", signal=TEMPERATURE)
    heard = stations(plant.bindings["P07"], tmp_path).heard
    missing = heard.link(Link.MISCONFIGURED, TEMPERATURE)
    plant.fault("restore", signal=TEMPERATURE)
    assert heard.reading(TEMPERATURE, Quality.GOOD).value is not None
    heard.link(Link.LIVE, after=heard.links.index(missing))


def test_an_absent_machine_is_said_and_tried_again(
    stations: Stations, tmp_path: Path, free_port: int
) -> None:
    endpoint = f"opc.tcp://127.0.0.1:{free_port}/"
    node = SignalBinding(STATE, "ns=2;s=P07.StateCurrent", SignalType.WHOLE)
    binding = MachineBinding(code="P07", endpoint=endpoint, signals=(node,), security=Security.NONE)
    heard = stations(binding, tmp_path).heard
    link = heard.link(Link.LOST)
    assert endpoint in link.reason
    assert heard.reading(STATE, Quality.NEVER_SEEN).value is None


def test_something_that_is_no_machine_is_no_crash(stations: Stations, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        endpoint = f"opc.tcp://127.0.0.1:{listener.getsockname()[1]}/"
        node = SignalBinding(STATE, "ns=2;s=P07.StateCurrent", SignalType.WHOLE)
        binding = MachineBinding(code="P07", endpoint=endpoint, signals=(node,), security=Security.NONE)
        heard = stations(binding, tmp_path).heard
        listener.settimeout(PATIENCE_S)
        for _ in range(2):
            guest, _ = listener.accept()
            guest.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
            guest.close()
        assert endpoint in heard.link(Link.LOST).reason


def test_a_reset_counter_is_passed_on_as_it_is(plant: SimulatedPlant, heard: Heard) -> None:
    before = heard.reading(GOOD_COUNT, Quality.GOOD).value
    assert isinstance(before, int)
    plant.fault("reset_counters")
    heard.count(GOOD_COUNT, lambda value: value < before)


def test_dropped_connections_come_back_by_themselves(plant: SimulatedPlant, heard: Heard) -> None:
    plant.fault("drop_sessions")
    lost = heard.link(Link.LOST)
    assert heard.reading(STATE, Quality.STALE).value is None
    heard.link(Link.LIVE, after=heard.links.index(lost))


def test_a_machine_that_forgets_the_subscription_is_not_live_and_is_asked_again(
    plant: SimulatedPlant, stations: Stations, tmp_path: Path
) -> None:
    binding = msgspec.structs.replace(plant.bindings["P07"], keep_alive_s=0.5)
    heard = stations(binding, tmp_path).heard
    heard.reading(GOOD_COUNT, Quality.GOOD)
    plant.fault("drop_subscriptions")
    stale = heard.link(Link.STALE)
    assert heard.reading(GOOD_COUNT, Quality.STALE).value is None
    heard.link(Link.LIVE, after=heard.links.index(stale))


def test_a_killed_machine_is_back_after_its_restart(
    plant: SimulatedPlant, stations: Stations, tmp_path: Path
) -> None:
    heard = stations(plant.bindings["P07"], tmp_path).heard
    heard.reading(GOOD_COUNT, Quality.GOOD)
    plant.kill()
    assert plant.endpoint in heard.link(Link.LOST).reason
    assert heard.reading(GOOD_COUNT, Quality.STALE).value is None
    heard.forget()
    plant.start(plant.port)
    heard.link(Link.LIVE)
    heard.reading(STATE, Quality.GOOD, PackML.IDLE)
    plant.tell("start")


def test_a_frozen_machine_is_stale_and_recovers(
    plant: SimulatedPlant, stations: Stations, tmp_path: Path
) -> None:
    binding = msgspec.structs.replace(plant.bindings["P07"], keep_alive_s=0.5)
    heard = stations(binding, tmp_path).heard
    heard.reading(STATE, Quality.GOOD)
    os.kill(plant.process.pid, signal.SIGSTOP)
    try:
        stale = heard.link(Link.STALE)
    finally:
        os.kill(plant.process.pid, signal.SIGCONT)
    assert heard.reading(STATE, Quality.STALE).value is None
    heard.link(Link.LIVE, after=heard.links.index(stale))


def test_a_restarted_station_adopts_the_process_and_misses_nothing(
    plant: SimulatedPlant, stations: Stations, tmp_path: Path
) -> None:
    plant.tell("pause", machine="P07")
    first = stations(plant.bindings["P07"], tmp_path)
    first.heard.link(Link.LIVE)
    first.heard.reading(STATE, Quality.GOOD, PackML.COMPLETE)
    before = running_readers(tmp_path)
    assert len(before) == 1
    first.stop(keep_child=True)
    plant.tell("resume", machine="P07")
    truth = wait_for_parts(plant, 3)
    second = stations(plant.bindings["P07"], tmp_path)
    second.heard.count(GOOD_COUNT, lambda value: value == truth)
    states = [r.value for r in second.heard.readings if r.signal == STATE and r.quality is Quality.GOOD]
    assert PackML.STARTING in states, "what happened while no station listened was kept"
    assert second.heard.link(Link.LIVE)
    assert running_readers(tmp_path) == before, "it is the same process"


def test_a_changed_binding_starts_a_new_process(
    plant: SimulatedPlant, stations: Stations, tmp_path: Path
) -> None:
    first = stations(plant.bindings["P07"], tmp_path)
    first.heard.link(Link.LIVE)
    before = running_readers(tmp_path)
    assert len(before) == 1
    first.stop(keep_child=True)
    changed = msgspec.structs.replace(plant.bindings["P07"], publishing_ms=150)
    stations(changed, tmp_path).heard.link(Link.LIVE)
    until(lambda: before.isdisjoint(running_readers(tmp_path)), "the old process is gone")


def test_a_process_that_hangs_is_replaced_and_its_values_do_not_count(
    plant: SimulatedPlant, stations: Stations, tmp_path: Path, expect_log: Callable[[str], None]
) -> None:
    expect_log("The process of machine P07 is out of reach: it ended")
    heard = stations(plant.bindings["P07"], tmp_path, silent_after_s=2.5).heard
    heard.reading(GOOD_COUNT, Quality.GOOD)
    (reader,) = running_readers(tmp_path)
    os.kill(reader, signal.SIGSTOP)
    assert heard.reading(GOOD_COUNT, Quality.STALE, reason="started again by itself").value is None
    lost = heard.link(Link.LOST, "started again")
    heard.link(Link.LIVE, after=heard.links.index(lost))
    assert reader not in running_readers(tmp_path)


def test_a_process_that_dies_is_started_again(
    plant: SimulatedPlant, stations: Stations, tmp_path: Path, expect_log: Callable[[str], None]
) -> None:
    expect_log("The process of machine P07 is out of reach: it ended")
    heard = stations(plant.bindings["P07"], tmp_path).heard
    heard.link(Link.LIVE)
    (reader,) = running_readers(tmp_path)
    os.kill(reader, signal.SIGKILL)
    lost = heard.link(Link.LOST, "started again")
    assert heard.reading(GOOD_COUNT, Quality.STALE, reason="started again by itself").value is None
    heard.link(Link.LIVE, after=heard.links.index(lost))


def test_stopping_leaves_no_process_behind(plant: SimulatedPlant, stations: Stations, tmp_path: Path) -> None:
    station = stations(plant.bindings["P07"], tmp_path)
    station.heard.link(Link.LIVE)
    station.stop()
    assert not running_readers(tmp_path)
    assert not MachineFolder(tmp_path / "machines", "P07").socket.exists()


def running_readers(data_dir: Path) -> set[int]:
    """The machine processes of this data folder; one that ended and was not yet waited for has no command line."""
    commands = {int(place.name): _command(place) for place in Path("/proc").iterdir() if place.name.isdigit()}
    return {pid for pid, line in commands.items() if "opcua_child" in line and f"{data_dir}/" in line}


def _command(place: Path) -> str:
    try:
        return (place / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:  # ended meanwhile
        return ""


def wait_for_parts(plant: SimulatedPlant, more: int) -> int:
    """Until the machine made some parts, and then rests; returns its good counter."""
    start = plant.tell("report", machine="P07")["machines"]["P07"]["true_good"]
    deadline = time.monotonic() + PATIENCE_S
    while plant.tell("report", machine="P07")["machines"]["P07"]["true_good"] < start + more:
        assert time.monotonic() < deadline
    return int(plant.tell("pause", machine="P07")["machines"]["P07"]["good_counter"])
