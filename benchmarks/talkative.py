"""Stands for a machine's process whose machine says five thousand things a second, on the wire that all machines use.

What OPC UA costs is paid in that process and not on the station's threads; here it is left out, so that two cores can
do the rest. A line on stdin says what to say from now on: ``values N`` a second, ``alarms N`` a minute, ``parts N``
more at once, ``quit``; ``count`` asks how many alarms were said.
"""

import asyncio
import os
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from momstation.devices.local_socket import Door
from momstation.devices.machine_folder import MachineFolder
from momstation.devices.station_end import StationEnd
from momstation.devices.wire import LinkWord
from momstation.plant.readings import Link, Quality, Reading
from momstation.plant.signals import CONDITION, CYCLE_TIME, GOOD_COUNT, REJECT_COUNT, STATE

VALUES, ALARMS = 500, 40
EXECUTE, STOPPED = 6, 2
_STEP_S = 0.02


class Talk:
    """``say`` puts what is due since it was called last."""

    def __init__(self, machine: str, end: StationEnd) -> None:
        self._machine = machine
        self._end = end
        self.values_per_s = 0.0
        self.alarms_per_min = 0.0
        self._due = {"values": 0.0, "alarms": 0.0}
        self._number = 0
        self._made = 0
        self.alarms = 0
        self._last_s = time.monotonic()

    def snapshot(self) -> list[Reading]:
        first: list[tuple[str, int | str | bool]] = [
            (STATE, EXECUTE),
            (GOOD_COUNT, self._made),
            (REJECT_COUNT, 0),
        ]
        return [self._reading(signal, value) for signal, value in first]

    def make(self, parts: int) -> None:
        self._made += parts
        self._end.put(self._reading(GOOD_COUNT, self._made))

    def say(self) -> None:
        now_s = time.monotonic()
        passed_s, self._last_s = now_s - self._last_s, now_s
        self._due["values"] += passed_s * self.values_per_s
        self._due["alarms"] += passed_s * self.alarms_per_min / 60
        for signal, value in (*self._values(), *self._alarms()):
            self._end.put(self._reading(signal, value))

    def _values(self) -> Iterator[tuple[str, int | str | bool]]:
        """Temperatures and the like; one in a hundred is the cycle time, which is on the screen."""
        while self._due["values"] >= 1:
            self._due["values"] -= 1
            self._number += 1
            if self._number % 100 == 0:
                yield CYCLE_TIME, f"4.{self._number // 100 % 10}"
            else:
                yield f"{CONDITION}value {self._number % VALUES:03d}", f"{self._number % 977}.5"

    def _alarms(self) -> Iterator[tuple[str, int | str | bool]]:
        """The machine stops or goes on each time, and one of its alarms comes or goes."""
        while self._due["alarms"] >= 1:
            self._due["alarms"] -= 1
            self.alarms += 1
            yield STATE, STOPPED if self.alarms % 2 else EXECUTE
            yield f"{CONDITION}alarm {self.alarms % ALARMS:02d}", self.alarms // ALARMS % 2 == 0

    def _reading(self, signal: str, value: int | str | bool) -> Reading:
        now = datetime.now(UTC)
        return Reading(self._machine, signal, value, Quality.GOOD, "", now, now, now, time.monotonic())


async def _run(folder: MachineFolder) -> None:
    binding, digest = folder.read_binding()
    end = StationEnd(binding.code, digest, lambda: talk.snapshot())
    talk = Talk(binding.code, end)
    door = Door(folder.socket)
    server = await door.serve(end.serve)
    end.put_link(LinkWord(Link.LIVE))
    work = [asyncio.create_task(each) for each in (end.send(), end.beat(), _speak(talk))]
    print("ready", flush=True)
    asyncio.get_running_loop().add_reader(sys.stdin.fileno(), lambda: _obey(talk, end))
    await end.is_over.wait()
    for task in work:
        task.cancel()
    server.close()
    door.close()


async def _speak(talk: Talk) -> None:
    while True:
        await asyncio.sleep(_STEP_S)
        talk.say()


def _obey(talk: Talk, end: StationEnd) -> None:
    for line in os.read(sys.stdin.fileno(), 4096).decode().splitlines() or ["quit"]:
        word, _blank, number = line.partition(" ")
        if word == "values":
            talk.values_per_s = float(number)
        elif word == "parts":
            talk.make(int(number))
        elif word == "count":
            print(talk.alarms, flush=True)
        elif word == "alarms":
            talk.alarms_per_min = float(number)
        else:
            end.is_over.set()


if __name__ == "__main__":
    asyncio.run(_run(MachineFolder(Path(sys.argv[1]), sys.argv[2])))
