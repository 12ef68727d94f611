"""People practise at their own station: with its orders and reasons, and without a trace in anything that counts."""

import asyncio
import hashlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from momstation.app.options import RunOptions
from momstation.app.station import Station
from momstation.app.training import Training
from momstation.core.clock import SystemClock
from momstation.core.errors import Refused
from momstation.core.paths import resources
from momstation.plant.command import main as plant_command
from momstation.plant.copying import definitions_in
from momstation.plant.records import job_orders
from momstation.plant.signals import MachineBinding, Security, SignalBinding, SignalType
from momstation.settings import load
from momstation.simulation.demo.settings_file import station_toml
from momstation.store.progress import tell_nobody
from momstation.store.verify import verify_file
from momstation.sync.config import SyncConfig, write_access
from momstation.sync.enrolment import station_id_of
from tests.support.shell_builders import scanned
from tests.support.window_hands import WindowHands

PATIENCE_S = 100
ORDER = "4711-20"


class Trap:
    """Listens where the plant or a machine would, and counts who calls; whoever does is turned away."""

    def __init__(self) -> None:
        self.calls = 0
        self.called = threading.Event()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._listen, name="trap")
        self._thread.start()

    @property
    def port(self) -> int:
        return int(self._socket.getsockname()[1])

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._socket.close()

    def _listen(self) -> None:
        while True:
            try:
                guest, _where = self._socket.accept()
            except OSError:
                return
            guest.close()
            self.calls += 1
            self.called.set()


@pytest.fixture
def plant() -> Iterator[Trap]:
    trap = Trap()
    yield trap
    trap.close()


@pytest.fixture
def press() -> Iterator[Trap]:
    trap = Trap()
    yield trap
    trap.close()


def a_station(folder: Path, press_port: int = 9) -> Path:
    """Its file, with a press that has a state and counts good parts, and a light on it."""
    roles = (("state", "State"), ("good_count", "Good"))
    machine = MachineBinding(
        code="P07",
        endpoint=f"opc.tcp://127.0.0.1:{press_port}/press",
        security=Security.NONE,
        signals=tuple(SignalBinding(role, f"ns=2;s={name}", SignalType.WHOLE) for role, name in roles),
    )
    text = station_toml("ST07", "Press 07", "Line 3", "operator", folder / "data" / "P07.db", None, machine)
    light = '\n[[light]]\nmachine = "P07"\ncue = "alarm"\nnode = "ns=2;s=Lamp"\n'
    config = folder / "station.toml"
    config.write_text(text + light, encoding="utf-8")
    return config


def a_station_without_machines(folder: Path) -> Path:
    config = folder / "station.toml"
    text = station_toml("ST07", "Desk", "Line 3", "operator", folder / "data" / "P07.db", None, None)
    config.write_text(text, encoding="utf-8")
    return config


def defined(config: Path) -> Path:
    """The same file, when its station's store holds the example plant."""
    said = plant_command(
        ["import", str(resources() / "plants" / "demo"), "--config", str(config)], sys.stdout, sys.stderr
    )
    assert said == 0
    return config


def enrolled(config: Path, plant: Trap) -> None:
    settings = load(config)
    store_id = station_id_of(settings.store.path, "ST07")
    dsn = f"host=127.0.0.1 port={plant.port} dbname=mom sslmode=disable"
    write_access(
        settings.central.token_file,
        SyncConfig(dsn, store_id, bytes(32), "nobody", "nobody"),
        is_keyring_wanted=False,
    )


def hashes(folder: Path) -> dict[str, str]:
    """Every file of the station that works, without those of practice."""
    files = [each for each in folder.rglob("*") if each.is_file() and "P07-training" not in each.parts]
    return {
        str(each.relative_to(folder)): hashlib.sha256(each.read_bytes()).hexdigest() for each in sorted(files)
    }


@contextmanager
def running(config: Path, *words: str) -> "Iterator[subprocess.Popen[str]]":
    command = [sys.executable, "-m", "momstation", "run", "--config", str(config), "--conduct", *words]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def until(process: "subprocess.Popen[str]", word: str) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith("{") and json.loads(line)["is"] == word:
            return
    raise AssertionError(f"it never said {word}: {process.stderr.read() if process.stderr else ''}")


def ended(process: "subprocess.Popen[str]") -> str:
    process.send_signal(signal.SIGTERM)
    _out, said = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 0
    return said


def test_nothing_leaves_a_station_that_practises_and_nothing_real_is_touched(
    tmp_path: Path, plant: Trap, press: Trap
) -> None:
    config = defined(a_station(tmp_path, press.port))
    enrolled(config, plant)
    with running(config) as station:
        until(station, "ready")
        assert plant.called.wait(PATIENCE_S) and press.called.wait(PATIENCE_S), (
            "so the traps are where they must be"
        )
        ended(station)
    calls, before = (plant.calls, press.calls), hashes(tmp_path)

    with running(config, "--training") as station:
        until(station, "listening")
        said = ended(station)
    assert (plant.calls, press.calls) == calls
    assert hashes(tmp_path) == before
    assert "Training: nothing that is recorded here counts" in said

    own = tmp_path / "data" / "P07-training"
    assert definitions_in(own / "P07-training.db") == definitions_in(tmp_path / "data" / "P07.db")
    assert verify_file(own / "P07-training.db").is_whole
    assert "Training" in (own / "log" / "ST07.log").read_text(encoding="utf-8")
    for name in ("journal", "backups"):
        assert not (own / name).exists(), "what does not count is not kept twice"


Scene = Callable[[Station, WindowHands], Coroutine[Any, Any, None]]


@pytest.fixture
def practise(qapp: QApplication) -> Iterator[Callable[[Path, Scene], None]]:
    loop = QEventLoop(qapp)

    def run(config: Path, scene: Scene) -> None:
        training = Training(load(config), config)

        async def life() -> None:
            assembly = await asyncio.to_thread(training.open, training.settings, SystemClock(), tell_nobody)
            station = Station(assembly.settings, RunOptions(config), qapp, assembly)
            window = await station.open()
            try:
                await window.ready()
                await scene(station, WindowHands(window))
            finally:
                station.closed.set()
                await station.run()
                window.deleteLater()
                station.host.deleteLater()

        try:
            loop.run_until_complete(life())
        finally:
            training.end()
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    yield run
    loop.close()


def good(hands: WindowHands) -> int:
    """What the order's card counts: parts that the machine made before the order began are none of them."""
    number = hands.sees("order.good")
    found = re.search(r"\d+", number.accessibleName()) if number is not None else None
    return int(found[0]) if found is not None else 0


def test_an_order_is_practised_from_the_badge_to_the_finish(
    practise: Callable[[Path, Scene], None], tmp_path: Path
) -> None:
    config = defined(a_station(tmp_path))
    before = hashes(tmp_path)

    async def scene(station: Station, hands: WindowHands) -> None:
        assert hands.sees("training.left") is not None
        await hands.says("link", "Training")
        station.bus.publish(scanned("BADGE:1001"))
        await hands.says("verdict.accepted", "A. Meyer")
        station.bus.publish(scanned(f"ORDER:{ORDER}"))
        await hands.shows("order.card")
        await hands.says("machine.state", "Running")

        await hands.shows("order.good")
        await hands.until(lambda: good(hands) > 0, "the simulated machine makes parts for the order")
        await hands.tap("tile.scrap")
        await hands.until(lambda: bool(hands.names("scrap.reason.")), "the plant's own reasons")
        await hands.tap(hands.names("scrap.reason.")[0])
        await hands.gone("sheet.scrap")
        await hands.says("order.scrap", "1")
        await hands.tap("tile.finish")
        await hands.shows("order.empty")

    practise(config, scene)
    assert hashes(tmp_path) == before, "the same order still waits at the station that works"
    records = verify_file(tmp_path / "data" / "P07-training" / "P07-training.db")
    assert records.is_whole and records.own > 79


def test_where_nothing_is_defined_nobody_can_practise_and_is_told_how_to(tmp_path: Path) -> None:
    config = a_station(tmp_path)
    training = Training(load(config), config)
    with pytest.raises(Refused) as refused:
        training.open(training.settings, SystemClock(), tell_nobody)
    assert refused.value.key == "training.no_plant"
    with running(config, "--training") as station:
        _out, said = station.communicate(timeout=PATIENCE_S)
    assert station.returncode == 1
    assert f"momstation plant import FOLDER --config {config} --training" in said


def test_practice_begins_anew_when_asked_and_only_then(tmp_path: Path) -> None:
    config = defined(a_station_without_machines(tmp_path))
    with running(config, "--fresh") as station:
        _out, said = station.communicate(timeout=PATIENCE_S)
    assert station.returncode == 1 and "--training" in said
    config.write_text(
        config.read_text("utf-8").replace("[station]\n", "[station]\ntraining = true\n"), "utf-8"
    )
    first = practised(config)
    assert practised(config) == first
    with running(config, "--fresh") as station:
        until(station, "ready")
        ended(station)
    assert practised(config) != first


def practised(config: Path) -> bytes:
    """Whose records people practise on."""
    training = Training(load(config), config)
    try:
        store = training.open(training.settings, SystemClock(), tell_nobody).store
        store.close()
        return store.identity.station_id
    finally:
        training.end()


def test_damaged_practice_is_put_aside_and_begun_anew(tmp_path: Path, expect_log: Any) -> None:
    expect_log("records to practise on are damaged")
    config = defined(a_station(tmp_path))
    training = Training(load(config), config)
    store = training.settings.store.path
    store.parent.mkdir(parents=True)
    store.write_bytes(b"no database at all" * 1000)
    assembly = training.open(training.settings, SystemClock(), tell_nobody)
    try:
        orders = assembly.store.reader.read_now(lambda conn: job_orders(conn, ["P07"]))
        assert orders[0].id == ORDER
    finally:
        assembly.store.close()
        training.end()
    assert list((store.parent / "quarantine").rglob(store.name))


def test_the_simulated_machines_end_with_a_station_that_is_killed(tmp_path: Path) -> None:
    config = defined(a_station(tmp_path))
    with running(config, "--training") as station:
        until(station, "listening")
        binding = tmp_path / "data" / "P07-training" / "machines" / "P07.json"
        port = int(json.loads(binding.read_text("utf-8"))["endpoint"].split(":")[2].split("/")[0])
        socket.create_connection(("127.0.0.1", port), 10).close()
        station.kill()
        station.wait(PATIENCE_S)

        async def gone() -> None:
            while True:
                try:
                    socket.create_connection(("127.0.0.1", port), 1).close()
                except OSError:
                    return
                await asyncio.sleep(0.1)

        asyncio.run(asyncio.wait_for(gone(), PATIENCE_S))
