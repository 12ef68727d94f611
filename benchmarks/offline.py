"""Whether an operator is answered as fast while the plant does not answer: the same window, by turns with and without.

One station with a scanner and a connected plant behind a network that falls silent and comes back. Blocks alternate, so
that what else the computer does, and what the store has grown by, hits both alike.
"""

import asyncio
import json
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from benchmarks.backlog import server_in
from benchmarks.living import Figures, alone, live, spread
from benchmarks.network import Network
from benchmarks.scans import Scanning, prepare
from momstation.app.station import Station
from momstation.shell.window import StationWindow
from momstation.simulation.scanner import FakeScanner
from momstation.sync import central
from momstation.sync.config import write_access
from momstation.sync.status import SyncState

BLOCKS = ("fair", "silent", "silent", "fair") * 3
TIMES = 10
"""Of each action in each block."""
MOST = 1.1
_ACTIONS = ("press_to_paint", "action_to_result", "scan_to_verdict", "badge_to_verdict")
WANTED = {f"{action} {kind}": MOST for action in _ACTIONS for kind in ("ratio_p10", "ratio_p50")}
_PATIENCE_S = 60.0
_PEOPLE = ("BADGE:1001", "BADGE:1002")
Taken = dict[str, list[float]]


def measure() -> Figures:
    with (
        tempfile.TemporaryDirectory(prefix="mom-offline-") as folder,
        tempfile.TemporaryDirectory(prefix="momstation-bench-") as base,
        server_in(Path(base)) as dsn,
    ):
        central.init(dsn)
        return {**alone("benchmarks.offline", "--one", folder, dsn), "wanted": WANTED}


class Shift:
    """One person who does the same things again and again, whatever the network does."""

    def __init__(self, window: StationWindow, scanner: FakeScanner) -> None:
        self._hand = Scanning(window, scanner)
        self.finger = self._hand.finger
        self._scrap = self._codes = 0

    async def begin(self) -> None:
        await self.finger.until(lambda: not self.finger.hands.names("strip.scanner"), "the scanner is there")
        await self._hand.scan(_PEOPLE[0], "people.acting")
        await self._hand.scan("ORDER:4711-20", "order.card")

    async def block(self, found: Taken) -> None:
        for turn in range(TIMES):
            found["press_to_paint"].append(await self.finger.press("tile.scrap"))
            found["action_to_result"].append(await self._book())
            found["scan_to_verdict"].append(await self._scan_unknown())
            found["badge_to_verdict"].append((await self._hand.scan(_PEOPLE[turn % 2 - 1]))[0])
            await asyncio.sleep(0.1)

    async def _book(self) -> float:
        """One piece of scrap: from the tap on its reason until the card tells it."""
        self._scrap += 1
        await self.finger.tap("tile.scrap", "scrap.reason.")
        reason = await self.finger.first("scrap.reason.")
        taken_ms = await self.finger.tap(reason, "order.scrap", says=f"Scrap {self._scrap} ")
        await self.finger.until(lambda: not self.finger.hands.names("sheet."), "the sheet is gone")
        return taken_ms

    async def _scan_unknown(self) -> float:
        self._codes += 1
        return (await self._hand.scan(f"NO-SUCH-{self._codes}", "verdict.refused"))[0]


async def _scene(
    station: Station, window: StationWindow, scanner: FakeScanner, network: Network, dsn: str
) -> Figures:
    shift = Shift(window, scanner)
    await shift.begin()
    await _enrol(station, network, dsn)
    found: dict[str, Taken] = {word: {action: [] for action in _ACTIONS} for word in set(BLOCKS)}
    await shift.block({action: [] for action in _ACTIONS})
    waited = 0
    for word in BLOCKS:
        await _turn(station, network, word)
        await shift.block(found[word])
        status = station.sync_status()
        if (status.state is SyncState.LIVE) is not (word == "fair"):
            raise AssertionError(f"the plant was {status.state} in a block that was to be {word}")
        waited = max(waited, status.waiting)
    return {**_compared(found), "records_that_waited": waited}


def _compared(found: dict[str, Taken]) -> Figures:
    figures: Figures = {}
    for action in _ACTIONS:
        fair, silent = (_low(found[word][action]) for word in ("fair", "silent"))
        figures[action] = {"connected_ms": fair, "no_answer_ms": silent}
        for kind in ("p10", "p50"):
            figures[f"{action} ratio_{kind}"] = round(silent[kind] / fair[kind], 3)
    return figures


def _low(values: list[float]) -> Figures:
    return {"p10": round(sorted(values)[len(values) // 10], 2), **spread(values)}


async def _enrol(station: Station, network: Network, dsn: str) -> None:
    """The access that enrolment leaves, by the way through the network."""
    identity, own = station.assembly.store.identity, station.settings
    access = await asyncio.to_thread(
        lambda: central.enrol(
            dsn, code=own.station.code, area=own.station.area, station_id=identity.station_id
        )
    )
    where = dict(part.split("=", 1) for part in dsn.split())
    through = f"host=127.0.0.1 port={network.port} dbname={where['dbname']} sslmode=disable"
    write_access(own.central.token_file, replace(access, dsn=through), is_keyring_wanted=False)


async def _turn(station: Station, network: Network, word: str) -> None:
    """Once the station has noticed: nothing waits any more, or it says that it is offline."""
    network.turn(word)
    sync = station.wires.sync
    assert sync is not None, "the station has a thread for the plant from its start"
    sync.sync_now()
    await _until(lambda: _is_noticed(station, word), f"the station knows that the network is {word}")


def _is_noticed(station: Station, word: str) -> bool:
    status = station.sync_status()
    if word == "silent":
        return status.state is SyncState.OFFLINE
    return status.state is SyncState.LIVE and status.waiting == 0


async def _until(is_true: Callable[[], bool], what: str) -> None:
    until = time.perf_counter() + _PATIENCE_S
    while not is_true():
        if time.perf_counter() > until:
            raise TimeoutError(f"not within {_PATIENCE_S:.0f} s: {what}")
        await asyncio.sleep(0.1)


def _one(folder: Path, dsn: str) -> None:
    where = dict(part.split("=", 1) for part in dsn.split())
    network = Network(Path(where["host"]) / f".s.PGSQL.{where['port']}")
    scanner = FakeScanner(folder / "scanner")
    scanner.plug()
    try:
        found = live(prepare(folder), lambda station, window: _scene(station, window, scanner, network, dsn))
    finally:
        scanner.unplug()
        network.end()
    print(json.dumps(found))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        _one(Path(sys.argv[2]), sys.argv[3])
    else:
        print(json.dumps(measure(), indent=2))
