"""A station that stops tells what waits; one that died tells it when it comes back, and not as of that moment."""

import asyncio
from pathlib import Path

from momstation.core.clock import SystemClock
from momstation.core.event import Event
from momstation.events.machines import MachineState, MachineStateChanged, PartsCounted
from momstation.events.production import QuantityCounted
from momstation.store.rows import COLUMNS, record_of
from tests.support.counting_station import CountingStation, counting_file
from tests.support.shop_floor import EXECUTE

_LOG = f"SELECT {COLUMNS} FROM own_log o JOIN event e USING (event_id) ORDER BY o.epoch, o.seq"
_OF_THE_MACHINE = (PartsCounted, MachineStateChanged, QuantityCounted)


async def _at_work(config: Path) -> CountingStation:
    """Order A runs; three parts wait to be told."""
    station = CountingStation(config, 100)
    await station.open()
    await station.make(0)
    await station.hear("state", EXECUTE)
    await station.change("A")
    for _ in range(3):
        await station.make(1)
    return station


async def _told(station: CountingStation) -> list[Event]:
    rows = await station.store.reader.read(lambda conn: conn.exec_driver_sql(_LOG).fetchall())
    events = [record_of(tuple(row)).event for row in rows]
    return [event for event in events if isinstance(event, _OF_THE_MACHINE)]


def test_a_station_that_stops_tells_what_waits_before_it_falls_silent(tmp_path: Path) -> None:
    config = counting_file(tmp_path, bucket_s=60)

    async def life() -> None:
        station = await _at_work(config)
        await station.close()
        again = CountingStation(config, 100)
        assert again.store.ticks.pending() == ()
        events = await _told(again)
        parts = [event for event in events if isinstance(event, PartsCounted)]
        assert sum(event.good for event in parts) == 3
        silent = next(place for place, event in enumerate(events) if _is_silence(event))
        assert events.index(parts[-1]) < silent
        await again.close()

    asyncio.run(life())


def test_what_waited_when_the_station_died_is_told_as_of_then(tmp_path: Path) -> None:
    config = counting_file(tmp_path, bucket_s=60)

    async def life() -> None:
        dead = await _at_work(config)
        before, waiting = await _told(dead), dead.store.ticks.pending()
        died_at = SystemClock().now()
        dead.store.close()
        back = CountingStation(config, 105)
        await back.open()
        told = (await _told(back))[len(before) :]
        last = max((tick.at for tick in waiting), default=None)
        counted = [event for event in told if isinstance(event, PartsCounted | QuantityCounted)]
        assert all(last is not None and event.at <= last for event in counted)
        (silence,) = [event for event in told if _is_silence(event)]
        assert isinstance(silence, MachineStateChanged) and (last is None or silence.at >= last)
        assert silence.at <= died_at
        await back.make(0)
        gap = [event for event in await _told(back) if isinstance(event, PartsCounted)][-1]
        assert (gap.good, gap.mark, gap.good_counter) == (2, "gap", 105)
        assert await back.good("A") == 5
        await back.close()

    asyncio.run(life())


def _is_silence(event: Event) -> bool:
    return isinstance(event, MachineStateChanged) and event.state is MachineState.UNKNOWN
