"""A station of the demo: hears what the demo says, lets a simulated person work, and gives account at the end."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from pathlib import Path

from PySide6.QtCore import QTimer

from momstation.app.screens import OPERATOR
from momstation.app.station import Station
from momstation.core.tasks import spawn
from momstation.machines.model.story import MachineStory
from momstation.plant import records as plant
from momstation.plant.readings import Link
from momstation.shell.window import StationWindow
from momstation.simulation.conductor import Conductor
from momstation.simulation.figures import count
from momstation.simulation.hands import Hands
from momstation.simulation.people import Habits, Operator, TeamLead
from momstation.simulation.tally import Tally
from momstation.simulation.weight import process_age_s, resident_mb
from momstation.store.verify import state_hash

PROGRESS_MS = 1000
LOOK_MS = 300
HOME_S = 0.4


class Conducted:
    """One station under the demo's direction. Its window may be another one at every look: who signs on brings
    their language."""

    def __init__(self, station: Station) -> None:
        self._station = station
        self._tally = Tally(station.bus, station.clock)
        self._conductor = Conductor(self._hear)
        self._person: Operator | TeamLead | None = None
        self._work: asyncio.Task[None] | None = None
        self._pictured: set[str] = set()
        self._saving: list[asyncio.Task[bool]] = []
        self._startup_s = 0.0
        self._timers: list[QTimer] = []
        self._words: Mapping[str, Callable[[], None]] = {
            "begin": self._tally.begin,
            "finish": lambda: self._later(self._finish(), "finish"),
            "report": lambda: self._later(self._report(), "report"),
            "pictures": lambda: self._later(self._pictures(), "pictures"),
            "quit": station.closed.set,
        }

    def start(self) -> None:
        self._station.assembly.store.on_recorded(self._tally.arrived)
        self._later(self._be_ready(), "be ready")

    async def _be_ready(self) -> None:
        """Usable means: painted, and the loop has nothing left to do before it answers a finger."""
        await self._station.window.ready()
        self._station.window.repaint()
        self._startup_s = round(process_age_s(), 3)
        self._conductor.start(asyncio.get_running_loop())
        self._conductor.say("ready", startup_s=self._startup_s)
        self._later(self._tell_listening(), "tell listening")
        self._every(PROGRESS_MS, lambda: self._conductor.say("progress", sentence=self._tally.sentence()))
        self._every(LOOK_MS, self._picture)
        if self._station.options.person_seed is not None:
            await self._send_person(self._station.options.person_seed)

    async def _tell_listening(self) -> None:
        """Every machine was heard and its counters are a fact: from now on each part counts."""
        machines = self._station.assembly.facts.machines
        while not all([await self._is_heard(machine) for machine in machines]):  # noqa: ASYNC110  # two sources
            await asyncio.sleep(0.05)
        self._conductor.say("listening")

    async def _is_heard(self, machine: str) -> bool:
        store = self._station.assembly.store
        story = await store.reader.state(f"machine/{machine}", MachineStory)
        link = self._station.assembly.live.link(machine)
        return story is not None and story.good_counter is not None and link.status is Link.LIVE

    async def _send_person(self, seed: int) -> None:
        if self._station.settings.station.role != OPERATOR:
            self._person = TeamLead(Hands(self._shown, None), seed)
            self._work = spawn(self._person.work(), name="team lead at work")
            return
        badge = await self._badge(seed)
        self._person = Operator(Hands(self._shown, self._station.options.hand_scanner), Habits(badge, seed))
        self._work = spawn(self._person.work(), name="person at work")

    async def _badge(self, seed: int) -> str:
        """A person of the plant who may work here, another one at each station; waits for the plant's data."""
        while True:
            persons = await self._station.assembly.reader.read(plant.persons)
            operators = [one.badge for one in persons if "operator" in one.roles]
            if operators:
                return sorted(operators)[seed % len(operators)]
            await asyncio.sleep(0.1)

    def _shown(self) -> StationWindow:
        return self._station.window

    def _hear(self, line: Mapping[str, object]) -> None:
        word = self._words.get(str(line.get("do")))
        if word is not None:
            word()

    async def _finish(self) -> None:
        if self._person is not None and self._work is not None:
            self._person.go_home()
            await self._work
        self._conductor.say("finished")

    async def _report(self) -> None:
        store = self._station.assembly.store
        found = await store.reader.read(lambda conn: count(conn, store.identity.station_id))
        found["state_hash"] = await store.reader.read(state_hash)
        found["figures"] |= {
            "scans": self._tally.counts["scans"],
            "scans_refused": self._tally.counts["scans_refused"],
            "outbox": store.sync.waiting().count,
        }
        probe = self._station.probe
        samples = probe.samples() if probe is not None else {}
        samples = {_RENAMED.get(kind, kind): values for kind, values in samples.items()}
        samples["station_to_station"] = list(self._tally.arrivals)
        more = {"startup_s": self._startup_s, "rss_mb": round(resident_mb(), 1), "samples": samples}
        self._conductor.say("report", **found, **more)

    def _picture(self) -> None:
        """Each screen and sheet once, as soon as a person could see it."""
        name = shown_name(self._shown())
        out = self._station.options.out
        if out is None or name in self._pictured:
            return
        self._save(out, name)

    async def _pictures(self) -> None:
        """What is shown at the end of the shift, and the home as it is then."""
        if self._station.options.out is not None:
            self._save(self._station.options.out, shown_name(self._shown()))
            self._shown().go_home()
            await asyncio.sleep(HOME_S)
            self._save(self._station.options.out, shown_name(self._shown()))
        await asyncio.gather(*self._saving)
        self._conductor.say("pictures", names=sorted(self._pictured))

    def _save(self, out: Path, name: str) -> None:
        """The picture is taken here and written elsewhere: a file must not hold the screen up."""
        image = self._shown().grab().toImage()
        self._pictured.add(name)
        self._saving.append(
            spawn(asyncio.to_thread(image.save, str(out / f"{name}.png")), name=f"save {name}")
        )

    def _every(self, interval_ms: int, act: Callable[[], None]) -> None:
        timer = QTimer(self._station.host)
        timer.timeout.connect(act)
        timer.start(interval_ms)
        self._timers.append(timer)

    def _later(self, work: Coroutine[object, object, None], name: str) -> None:
        spawn(work, name=name)


def shown_name(window: StationWindow) -> str:
    """What a person sees: the sheet that lies on top, else the place."""
    sheet = window.sheets.shown
    return sheet.objectName().replace(".", "-") if sheet is not None else str(window.navigation.here.place)


_RENAMED = {"press_to_paint": "tap_to_paint", "frame_ms": "frame"}
