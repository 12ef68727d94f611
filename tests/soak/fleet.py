"""The stations of the soak as their watcher sees them: a disk each, lives on it, and all that was ever shown."""

import os
import random
import selectors
import shutil
import signal
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec
import sqlalchemy as sa

from momstation.core.errors import Refused
from momstation.events.production import QuantityCounted
from momstation.store import held_ticks, sqlite
from momstation.store.copy_frames import TickFrame
from momstation.store.tick_copy import waiting_in
from momstation.store.ticks import events_of
from momstation.sync.config import SyncConfig
from tests.soak import crash, damage
from tests.soak.spec import Access, Life, Said
from tests.soak.station import STORE
from tests.soak.zygote import Zygote
from tests.support.proxy import Proxy

PACE_S = 0.2
_PULSES_WAIT = 8  # lives after which a pulse has been told for certain
_CRASH_SHARE = 0.55  # of the lives that have a named point at which they end


@dataclass(eq=False)
class Running:
    """One life: ``has_ended`` when its pipe is closed, which only its death does."""

    pid: int
    pipe: int
    has_ended: threading.Event = field(default_factory=threading.Event)
    rest: bytes = b""
    status: tuple[str, int] = ("", -1)
    is_limited: bool = False
    lanes: dict[str, list[bytes]] = field(default_factory=dict)

    @property
    def has_spoken(self) -> bool:
        return self.status[1] >= 0


@dataclass
class Pulses:
    """What a machine made in one life, and how much of that was durable before the life ended."""

    made: int = 0
    counted: int = 0


class Disk:
    """A station's folder, which outlives every life on it. Hold ``lock`` while its life begins or ends."""

    def __init__(self, code: str, area: str, folder: Path, config: SyncConfig, proxy: Proxy) -> None:
        self.code, self.area, self.folder, self.config, self.proxy = code, area, folder, config, proxy
        self.lock = threading.RLock()
        self.life: Running | None = None
        self.lives = 0
        self.copies: Path | None = None  # where its second journal is: on another medium
        self.doubt: dict[str, int] = {}  # commands that were begun and not answered

    @property
    def is_copy(self) -> bool:
        return "+" in self.folder.name

    @property
    def store(self) -> Path:
        return self.folder / STORE

    @property
    def is_live(self) -> bool:
        life = self.life
        return life is not None and life.status == ("live", 0) and not self.doubt


class Fleet:
    """Starts, kills and hears stations. ``shown`` and ``commands`` are what the plant must hold at the end."""

    def __init__(self, zygote: Zygote, seed: str, mutant: str) -> None:
        self._zygote, self._seed, self._mutant = zygote, seed, mutant
        self.disks: list[Disk] = []
        self.shown: set[bytes] = set()
        self.lanes: list[list[bytes]] = []  # what one hand showed in one life, in its order
        self.commands: dict[str, tuple[bytes, ...]] = {}
        self.tried: dict[str, int] = {}
        self.pulses: dict[str, Pulses] = {}
        self.broken: list[str] = []
        self.story: list[str] = []  # what happened to disks since the last check
        self.kills = 0
        self._copies_made = 0
        self.points: Counter[str] = Counter()
        self.opening_ms: list[int] = []
        self._selector = selectors.DefaultSelector()
        self._woken, self._wake = os.pipe()
        self._selector.register(self._woken, selectors.EVENT_READ, None)
        self._ears = threading.Thread(target=self._hear, name="ears", daemon=True)
        self._ears.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        for disk in self.disks:
            self.kill(disk)
            disk.proxy.close()
        os.write(self._wake, b"x")
        self._ears.join()
        self._selector.close()

    def begin(self, disk: Disk, *, is_quiet: bool = False, most_bytes: int | None = None) -> None:
        """A new life. What the life before may or may not have done it does again, under the same name."""
        with disk.lock:
            disk.lives += 1
            seed = f"{self._seed}/{disk.folder.name}/{disk.lives}"
            chance = random.Random(seed)
            point = "" if is_quiet else _point(chance)
            life = Life(
                code=disk.code, area=disk.area, folder=str(disk.folder), access=_access(disk), seed=seed,
                pace_s=PACE_S, is_quiet=is_quiet, crash_at=point, retries=tuple(disk.doubt.items()),
                most_bytes=most_bytes, copy_to=str(disk.copies) if disk.copies else None, mutant=self._mutant,
            )  # fmt: skip
            ours, theirs = os.pipe()
            pid = self._zygote.fork(life, theirs)
            os.close(theirs)
            disk.life = Running(pid, ours, is_limited=most_bytes is not None)
            if point:
                self.points[f"point {point.partition(':')[0]}"] += 1
            self._selector.register(ours, selectors.EVENT_READ, (disk, disk.life))
            os.write(self._wake, b".")

    def kill(self, disk: Disk) -> None:
        """SIGKILL, and everything that it had said is heard."""
        with disk.lock:
            if disk.life is not None:
                self._zygote.signal(disk.life.pid, signal.SIGKILL)
                disk.life.has_ended.wait()
                self.bury(disk)

    def bury(self, disk: Disk) -> None:
        """Its life has ended: by a kill, at a named point, or by a fault of its own."""
        with disk.lock:
            life, disk.life = disk.life, None
            if life is None:
                return
            status = self._zygote.reap(life.pid)
            self.lanes += life.lanes.values()
            if status == -signal.SIGKILL:
                self.kills += 1
            elif status != 0:
                self.broken.append(f"{disk.folder.name} died by itself: {status}")

    def hush(self, disk: Disk) -> None:
        """Its people go home. It goes on with the life that it has, unless that has ended or has no room
        on its disk."""
        with disk.lock:
            life = disk.life
            if life is None or life.has_ended.is_set() or life.is_limited:
                self.kill(disk)
                self.begin(disk, is_quiet=True)
            else:
                self._zygote.signal(life.pid, signal.SIGUSR2)

    def stop(self, disk: Disk, patience_s: float) -> bool:
        """As its operator does in the evening. False if it did not end by itself."""
        with disk.lock:
            life = disk.life
            assert life is not None
            self._zygote.signal(life.pid, signal.SIGTERM)
            has_ended = life.has_ended.wait(patience_s)
            if not has_ended:
                self._zygote.signal(life.pid, signal.SIGUSR1)
                time.sleep(0.5)  # until it has written where it stands
                self.kill(disk)
            else:
                self.bury(disk)
            return has_ended

    def signal(self, disk: Disk, number: signal.Signals) -> None:
        life = disk.life
        if life is not None:
            self._zygote.signal(life.pid, number)

    def copy(self, disk: Disk, proxy: Proxy) -> Disk:
        """Somebody copies the disk of a station that is switched off, and starts the copy."""
        self._copies_made += 1
        twin = disk.folder.with_name(f"{disk.folder.name}+{self._copies_made}")
        shutil.copytree(disk.folder, twin)
        made = Disk(disk.code, disk.area, twin, _through(disk.config, proxy), proxy)
        if disk.copies is not None:
            made.copies = disk.copies.with_name(twin.name)
            shutil.copytree(disk.copies, made.copies)
        self.disks.append(made)
        self._forgive(disk)
        self._tell(f"{disk.folder.name} was copied to {twin.name} before its life {disk.lives + 1}")
        return made

    def damage(self, disk: Disk, chance: random.Random) -> None:
        """The disk of a station that is off fails in places; its second journal is on another one."""
        way = damage.do(disk.store, chance)
        self._tell(f"{disk.folder.name} before its life {disk.lives + 1}: {way}")

    def _tell(self, story: str) -> None:
        self.story.append(f"{datetime.now(UTC):%H:%M:%S.%f} {story}")

    def _forgive(self, disk: Disk) -> None:
        """Pulses that wait to be told have no name yet: a copied disk tells them twice. After damage they wait until
        the plant was heard, however many lives that takes."""
        lately = {
            f"pulses-{self._seed}/{disk.folder.name}/{n}"
            for n in range(disk.lives, disk.lives - _PULSES_WAIT, -1)
        }
        for order in lately | _waiting_orders(disk):
            if order in self.pulses:
                self.pulses[order].made = 1 << 30

    def add(self, code: str, area: str, folder: Path, config: SyncConfig, proxy: Proxy) -> Disk:
        made = Disk(code, area, folder, _through(config, proxy), proxy)
        self.disks.append(made)
        return made

    def scrap(self, disk: Disk) -> None:
        """The disk is thrown away: whatever it showed is the plant's now."""
        self.disks.remove(disk)
        disk.proxy.close()
        shutil.rmtree(disk.folder)
        if disk.copies is not None:
            shutil.rmtree(disk.copies)

    def _hear(self) -> None:
        while True:
            for key, _ in self._selector.select():
                if key.data is None:
                    if b"x" in os.read(self._woken, 4096):
                        return
                    continue
                disk, life = key.data
                data = os.read(life.pipe, 65536)
                *lines, life.rest = (life.rest + data).split(b"\n")
                for line in lines:
                    self._heard(disk, life, line.decode())
                if not data:
                    self._selector.unregister(life.pipe)
                    os.close(life.pipe)
                    life.has_ended.set()

    def _heard(self, disk: Disk, life: Running, line: str) -> None:
        kind, *words = line.split(" ")
        match kind:
            case Said.SHOWN:
                event_id = bytes.fromhex(words[1])
                self.shown.add(event_id)
                life.lanes.setdefault(words[0], []).append(event_id)
            case Said.TRIES:
                disk.doubt[words[0]] = self.tried[words[0]] = int(words[1])
            case Said.PULSE:
                self.pulses.setdefault(words[0], Pulses()).made += 1
            case Said.COUNTED:
                self.pulses[words[0]].counted += 1
            case Said.DONE:
                self._done(disk, life, words)
            case Said.STATUS:
                life.status = (words[0], int(words[1]))
            case Said.OPENED:
                self.opening_ms.append(int(words[0]))
            case Said.FAILED:
                self.broken.append(f"{disk.folder.name} failed: {' '.join(words)}")
            case Said.REFUSED:
                self.points[f"a record was refused, {words[0]}, {_room(life)}"] += 1
            case Said.SHUT:
                self.points[f"a start was refused, {words[0]}, {_room(life)}"] += 1

    def _done(self, disk: Disk, life: Running, words: list[str]) -> None:
        _, command, *ids = words
        records = tuple(map(bytes.fromhex, ids))
        disk.doubt.pop(command, None)
        if self.commands.setdefault(command, records) != records:
            self.broken.append(f"command {command} answered twice, and differently")
        self.shown.update(records)
        life.lanes.setdefault("orders", []).extend(records)


def _point(chance: random.Random) -> str:
    """Where this life ends, unless it is killed before."""
    if chance.random() > _CRASH_SHARE:
        return ""
    name = chance.choice(crash.POINTS)
    most = {"statement": 400, "before_commit": 40, "after_commit": 30, "before_ring": 8, "after_hello": 1}
    return f"{name}:{chance.randint(1, most.get(name, 12))}"


def _waiting_orders(disk: Disk) -> set[str]:
    """Of the pulses that the disk of a station that is off holds untold."""
    waiting: list[TickFrame] = []
    with suppress(sa.exc.DBAPIError, Refused, ValueError, msgspec.MsgspecError):  # what the damage left of it
        conn = sqlite.open_frozen(disk.store)
        try:
            waiting += held_ticks.waiting_frames(conn, 0)
        finally:
            sqlite.close(conn)
    if disk.copies is not None:
        waiting += waiting_in(disk.copies, disk.config.station_id)
    return {
        event.order
        for tick in waiting
        for event in events_of(tick.note)
        if isinstance(event, QuantityCounted)
    }


def _room(life: Running) -> str:
    return "on a full disk" if life.is_limited else "on a disk with room"


def _access(disk: Disk) -> Access:
    config = disk.config
    return Access(
        config.dsn, config.station_id.hex(), config.token.hex(), config.user, config.password
    )  # fmt: skip


def _through(config: SyncConfig, proxy: Proxy) -> SyncConfig:
    return replace(config, dsn=f"host=127.0.0.1 port={proxy.port} dbname=plant")
