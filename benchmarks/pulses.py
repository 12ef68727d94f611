"""What a pulse of a machine costs: durable as a tick or as two records, and seen on the home, in the same run."""

import asyncio
import json
import statistics
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from momstation.app.assembly import assemble
from momstation.app.reporting import MachineReporting
from momstation.core.clock import ManualClock
from momstation.core.part import Actor
from momstation.events.machines import PartsCounted
from momstation.events.production import OrderStarted, QuantityCounted
from momstation.machines.model.watch import rules_of
from momstation.machines.service import MachineService
from momstation.plant.bindings import machine_bindings
from momstation.plant.readings import Quality, Reading
from momstation.plant.signals import MachineBinding, Security, SignalBinding, SignalType
from momstation.production.presenters import HomePresenter
from momstation.settings import load
from momstation.simulation.demo.settings_file import station_toml

ROUNDS = 12
PULSES = 60
BUCKET_S = 5
_BEGIN = datetime(2026, 3, 2, 6, tzinfo=UTC)
_PRESS = MachineBinding(
    code="P07",
    endpoint="opc.tcp://127.0.0.1:9/nobody",
    signals=(SignalBinding("good_count", "nsu=urn:press;s=good_count", SignalType.WHOLE),),
    security=Security.NONE,
)
_COUNTS = "SELECT count(*) FROM event WHERE kind IN (?, ?)"


class _Press:
    """One press that makes a part a second, by a clock that is turned by hand."""

    def __init__(self, folder: Path, bucket_s: int) -> None:
        folder.mkdir()
        config = folder / "station.toml"
        text = station_toml("P07", "Press 07", "L", "operator", folder / "station.db", None, _PRESS)
        config.write_text(f"{text}\n[production]\ncount_bucket_s = {bucket_s}\n", encoding="utf-8")
        settings, self.clock = load(config), ManualClock(_BEGIN)
        self._assembly = assemble(settings, self.clock)
        self._dispatcher = self._assembly.dispatcher()
        rules = [rules_of(one) for one in machine_bindings(settings)]
        self._reporting = MachineReporting(
            self._assembly, MachineService(rules, self._assembly.live), self._dispatcher
        )
        assembly = self._assembly
        self._home = HomePresenter(assembly.reader, self.clock, assembly.facts, assembly.live)
        self._counter = 1000

    async def open(self) -> None:
        started = OrderStarted(order="A", at=self.clock.now(), station="P07", machine="P07", how="tap")
        await self._dispatcher.report([started], Actor(None, "P07", frozenset()))
        await self._reporting.resume()
        await self._hear()

    async def pulse(self) -> tuple[float, float, float]:
        """Milliseconds until it is durable, and until the home's view holds it; what it cost the processor."""
        self.clock.advance(1.0)
        self._counter += 1
        cpu, began = time.process_time(), time.perf_counter()
        await self._hear()
        self._reporting.tick(self.clock.now())
        await self._reporting.settled()
        durable, spent = time.perf_counter(), time.process_time() - cpu
        await self._home.load()
        return (durable - began) * 1000, (time.perf_counter() - began) * 1000, spent * 1000

    async def close(self) -> int:
        """How many records the pulses became."""
        await self._reporting.finish()
        kinds = (PartsCounted.kind, QuantityCounted.kind)
        count = await self._assembly.store.reader.read(
            lambda conn: conn.exec_driver_sql(_COUNTS, kinds).scalar_one()
        )
        self._assembly.store.close()
        return int(count)

    async def _hear(self) -> None:
        now = self.clock.now()
        reading = Reading("P07", "good_count", self._counter, Quality.GOOD, "", None, None, now, 0.0)
        self._reporting.hear([reading])
        await self._reporting.settled()


def measure() -> dict[str, Any]:
    """Ticks and records take turns, so that whatever else the computer does weighs on both."""
    with tempfile.TemporaryDirectory(prefix="mom-pulses-") as folder:
        return asyncio.run(_measure(Path(folder)))


async def _measure(folder: Path) -> dict[str, Any]:
    ticks, records = _Press(folder / "ticks", BUCKET_S), _Press(folder / "records", 0)
    spent: dict[str, list[tuple[float, float, float]]] = {"ticks": [], "records": []}
    made: dict[str, int] = {}
    for press in (ticks, records):
        await press.open()
    for _ in range(ROUNDS):
        for name, press in (("ticks", ticks), ("records", records)):
            spent[name].extend([await press.pulse() for _ in range(PULSES)])
    for name, press in (("ticks", ticks), ("records", records)):
        made[name] = await press.close()
    parts = ROUNDS * PULSES
    durable, shown, cpu = (_medians(spent, place) for place in range(3))
    return {
        "parts": parts,
        "records_per_hour": {name: round(count * 3600 / parts) for name, count in made.items()},
        "durable_ms p50": durable,
        "durable_and_read_for_the_home_ms p50": shown,
        "cpu_ms mean": {name: _mean(values, 2) for name, values in spent.items()},
        "cpu_ms p50": cpu,
        "ratio_durable_p50": round(durable["ticks"] / durable["records"], 2),
        "ratio_cpu_mean": round(_mean(spent["ticks"], 2) / _mean(spent["records"], 2), 2),
    }


def _medians(spent: dict[str, list[tuple[float, float, float]]], place: int) -> dict[str, float]:
    return {
        name: round(statistics.median(each[place] for each in values), 3) for name, values in spent.items()
    }


def _mean(values: Sequence[tuple[float, float, float]], place: int) -> float:
    return round(statistics.fmean(each[place] for each in values), 3)


if __name__ == "__main__":
    print(json.dumps(measure(), indent=2))
