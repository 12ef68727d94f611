"""Connects the station's cues with what can be heard and seen here: a sound device, beepers, stack lights."""

import asyncio
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Protocol

from momstation.app.assembly import Assembly
from momstation.core.i18n import _
from momstation.core.tasks import spawn
from momstation.devices.beeper import Beeper
from momstation.devices.stack_light import StackLight
from momstation.settings import BeepSettings, LightSettings, Settings
from momstation.shell.remembered import Remembered
from momstation.shell.verdict import Verdict
from momstation.shell.window import StationWindow
from momstation.ui.cues import Cue, Cues, Sink
from momstation.ui.sound_device import SoundDevice
from momstation.workforce.presenters import acting_actor

_MAY = "station.set_sounds"
_VOLUME = "volume"


class Outlets(Protocol):
    """``app.wires.Wires``, as far as cues go out by it."""

    def write_to(self, scanner: str, command: bytes) -> None: ...

    def switch(self, machine: str, output: str, is_on: bool) -> None: ...


class Ears:
    """``cues`` is what the window gives; ``serve`` each window, ``stop`` while the wires still stand."""

    def __init__(self, assembly: Assembly, wires: Outlets, remembered: Remembered) -> None:
        self._assembly = assembly
        self._remembered = remembered
        settings = assembly.settings
        self._device = SoundDevice(settings.sound.device)
        self._lights = _lights(settings, wires)
        volume = _remembered_volume(remembered, settings.sound.volume)
        sinks: list[Sink] = [self._device, *_beepers(settings, wires), *self._lights]
        self.cues = Cues(volume, settings.sound.alarm_least, sinks)

    def start(self) -> None:
        self._device.start()

    def serve(self, window: StationWindow) -> None:
        """Its volume can be set from now on."""
        window.station_sheet.volume.stepped.connect(
            lambda change: spawn(self._step(window, change), name="set the station's volume")
        )

    async def stop(self) -> None:
        for light in self._lights:
            light.stop()
        await asyncio.to_thread(self._device.stop)

    async def _step(self, window: StationWindow, change: int) -> None:
        """Whoever may not is told who may; that badge then allows this one step. The answer is given at the new
        volume: that is how loud it is now."""
        actor = await acting_actor(self._assembly.store.reader, self._assembly.facts.code)
        if _MAY not in actor.permissions:
            window.crew.leave.ask(_MAY, partial(self._set, window, change))
        else:
            self._set(window, change)

    def _set(self, window: StationWindow, change: int) -> None:
        self.cues.set_volume(self.cues.volume + change)
        self._remembered.put(_VOLUME, str(self.cues.volume))
        window.station_sheet.volume.set_cues(self.cues)
        said = _("Volume {percent} %").format(percent=self.cues.volume) if self.cues.volume else _("Mute")
        window.messages.show_tap(Verdict(True, said))


def _remembered_volume(remembered: Remembered, otherwise: int) -> int:
    kept = remembered.get(_VOLUME, "")
    return int(kept) if kept.isdecimal() else otherwise


def _beepers(settings: Settings, wires: Outlets) -> list[Beeper]:
    by_scanner: dict[str, dict[Cue, bytes]] = {}
    for beep in settings.beep:
        by_scanner.setdefault(beep.scanner, {})[Cue(beep.cue)] = _command(beep)
    return [Beeper(partial(wires.write_to, scanner), cues) for scanner, cues in by_scanner.items()]


def _command(beep: BeepSettings) -> bytes:
    return beep.send.encode("latin-1")


def _lights(settings: Settings, wires: Outlets) -> list[StackLight]:
    """One for each machine with lamps; a lamp that two cues share is switched once for both."""
    later = asyncio.get_event_loop().call_later
    return [
        StackLight(lamps, partial(wires.switch, machine), later)
        for machine, lamps in _lamps(settings.light).items()
    ]


def _lamps(lights: Sequence[LightSettings]) -> Mapping[str, Mapping[Cue, str]]:
    by_machine: dict[str, dict[Cue, str]] = {}
    for light in lights:
        lamps = by_machine.setdefault(light.machine, {})
        same = next((one for one in lights if one.machine == light.machine and one.node == light.node), light)
        lamps[Cue(light.cue)] = same.cue
    return by_machine
