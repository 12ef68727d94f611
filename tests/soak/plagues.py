"""Who pulls the plugs: each plague is a thread with a schedule of its own, drawn from the seed."""

import random
import signal
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import suppress

import psycopg

from momstation.core.errors import Refused
from momstation.sync.partitions import make_partitions
from tests.soak.fleet import Disk, Fleet
from tests.soak.server import PlantServer
from tests.support.proxy import Proxy, Weather

KILL_EVERY_S = 0.2
SERVER_EVERY_S = 1.8
WEATHER_EVERY_S = 0.8
DISK_EVERY_S = 5.0
BIRTH_GAP_S = 0.02


class Plague:
    """``strike`` again and again, about every ``every_s``, until ``stop``; what it did is counted by name."""

    def __init__(self, seed: str, every_s: float, counts: "Counter[str]") -> None:
        self.chance = random.Random(seed)
        self.counts = counts
        self.failure: BaseException | None = None
        self._every_s = every_s
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._run, name=type(self).__name__, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._is_over.set()
        self._thread.join()
        if self.failure is not None:
            raise self.failure

    def strike(self) -> None:
        raise NotImplementedError

    def pause(self, seconds: float) -> bool:
        """False when the plague is to end."""
        return not self._is_over.wait(seconds)

    def _run(self) -> None:
        try:
            while self.pause(self.chance.expovariate(1 / self._every_s)):
                self.strike()
        except BaseException as failure:
            self.failure = failure

    def one_of(self, *ways: Callable[[], None]) -> None:
        way = self.chance.choice(ways)
        self.counts[f"{type(self).__name__.lower()}: {way.__name__.strip('_')}"] += 1
        way()


class Killer(Plague):
    """kill -9 at any moment; a station that died at a named point is started again at once, as by its service."""

    def __init__(self, seed: str, counts: "Counter[str]", fleet: Fleet) -> None:
        super().__init__(seed, BIRTH_GAP_S, counts)
        self._fleet = fleet
        self._due_s = 0.0

    def strike(self) -> None:
        for disk in tuple(self._fleet.disks):
            with disk.lock:
                if disk.life is not None and disk.life.has_ended.is_set():
                    self._fleet.bury(disk)
                if disk.life is None and disk in self._fleet.disks:
                    self._fleet.begin(disk, most_bytes=self._limit(disk))
        if self.chance.random() < BIRTH_GAP_S / KILL_EVERY_S:
            self._fleet.kill(self.chance.choice(self._fleet.disks))

    def _limit(self, disk: Disk) -> int | None:
        """Now and then the disk is nearly full."""
        if self.chance.random() > 0.05 or not disk.store.exists():
            return None
        self.counts["killer: disk full"] += 1
        return disk.store.stat().st_size + self.chance.randrange(200_000)


class Breaker(Plague):
    """The plant's server: crashes, restores, pauses, locks, and stations that are revoked for a while."""

    def __init__(self, seed: str, counts: "Counter[str]", server: PlantServer, fleet: Fleet) -> None:
        super().__init__(seed, SERVER_EVERY_S, counts)
        self._server, self._fleet = server, fleet

    def strike(self) -> None:
        if self.chance.random() < 0.72:
            self.one_of(self._crash, self._kill)
        else:
            self.one_of(
                self._backup_or_restore, self._pause, self._slow_insert, self._long_transaction, self._revoke,
                self._make_partitions,
            )  # fmt: skip

    def _crash(self) -> None:
        self._server.crash(hard=False)
        self._server.start()

    def _kill(self) -> None:
        self._server.crash(hard=True)
        self.pause(self.chance.uniform(0, 0.5))
        self._server.start()

    def _backup_or_restore(self) -> None:
        if self._server.has_backup:
            self._server.restore()
        else:
            self._server.back_up()

    def _pause(self) -> None:
        self._server.signal_all(signal.SIGSTOP)
        self.pause(self.chance.uniform(0.2, 3.0))
        self._server.signal_all(signal.SIGCONT)

    def _slow_insert(self) -> None:
        """Somebody holds the positions of a topic: others wait for the lock, or give up and come again."""
        self._hold(self._server.dsn, "SELECT 1 FROM mom.topic WHERE code = 'area/A' FOR UPDATE", 2.0)

    def _long_transaction(self) -> None:
        """In another database of the same server, as a backup or a forgotten window."""
        self._hold(self._server.other_dsn, "SELECT pg_current_xact_id()", 2.0)

    def _make_partitions(self) -> None:
        """What the administrator's job does every day, while stations push."""
        with suppress(Refused):
            make_partitions(self._server.dsn, ahead=self.chance.randint(1, 30))

    def _hold(self, dsn: str, statement: str, most_s: float) -> None:
        with suppress(psycopg.OperationalError), psycopg.connect(dsn, connect_timeout=5) as connection:
            connection.execute(statement)
            self.pause(self.chance.uniform(0.3, most_s))
            connection.rollback()

    def _revoke(self) -> None:
        disk = self.chance.choice(self._fleet.disks)
        with suppress(psycopg.OperationalError), self._server.admin() as connection:
            connection.execute(
                "UPDATE mom.station SET status = 'revoked' WHERE station_id = %s",
                (disk.config.station_id.hex(),),
            )
            self.pause(self.chance.uniform(0.2, 1.5))
            connection.execute("UPDATE mom.station SET status = 'active'")


class Storm(Plague):
    """The network of one station, and the station's computer falling asleep."""

    def __init__(self, seed: str, counts: "Counter[str]", fleet: Fleet) -> None:
        super().__init__(seed, WEATHER_EVERY_S, counts)
        self._fleet = fleet

    def strike(self) -> None:
        self._disk = self.chance.choice(self._fleet.disks)
        self._proxy: Proxy = self._disk.proxy
        self.one_of(
            self._lost_answer, self._lost_answer, self._lost_answer, self._black_hole, self._one_way, self._slow,
            self._small_pieces, self._refused, self._half_open, self._asleep,
        )  # fmt: skip
        self._proxy.heal()

    def _lost_answer(self) -> None:
        self._proxy.drop_answer_to(self.chance.choice((b"mom.push", b"", b"mom.pull", b"mom.open_epoch")))
        self._last(0.3)

    def _black_hole(self) -> None:
        self._proxy.freeze()

    def _one_way(self) -> None:
        self._proxy.turn(Weather(up=False) if self.chance.random() < 0.5 else Weather(down=False))
        self._last(3.0)

    def _slow(self) -> None:
        self._proxy.turn(Weather(piece=self.chance.choice((200, 1400)), pause_s=0.003))
        self._last(2.0)

    def _small_pieces(self) -> None:
        self._proxy.turn(Weather(piece=1, pause_s=0.0))
        self._last(0.3)

    def _refused(self) -> None:
        self._proxy.refuse()
        self._last(1.0)

    def _half_open(self) -> None:
        self._proxy.half_open(self.chance.choice(("client", "server")))

    def _asleep(self) -> None:
        self._fleet.signal(self._disk, signal.SIGSTOP)
        self._last(3.0)
        self._fleet.signal(self._disk, signal.SIGCONT)

    def _last(self, most_s: float) -> None:
        self.pause(self.chance.uniform(0.05, most_s))


class Copier(Plague):
    """Copies the disk of a station and runs both; damages the disk of one that has a second journal."""

    def __init__(
        self, seed: str, counts: "Counter[str]", fleet: Fleet, server: PlantServer, most: int
    ) -> None:
        super().__init__(seed, DISK_EVERY_S, counts)
        self._fleet, self._server, self._most = fleet, server, most
        self._has_damaged = False

    def strike(self) -> None:
        if not self._has_damaged and self.chance.random() < 0.5:
            self._damage()
            return
        if len(self._fleet.disks) >= self._most:
            return
        disk = self.chance.choice([one for one in self._fleet.disks if not one.is_copy])
        self.counts["copier: copied a disk"] += 1
        self._copy(disk)

    def _damage(self) -> None:
        """Once in a round: to read the whole past again takes its time."""
        disk = self.chance.choice([one for one in self._fleet.disks if one.copies is not None])
        with disk.lock:
            self._fleet.kill(disk)
            if disk.store.exists():
                self._fleet.damage(disk, self.chance)
                self.counts["copier: damaged a disk"] += 1
                self._has_damaged = True
            self._fleet.begin(disk)

    def _copy(self, disk: Disk) -> None:
        with disk.lock:
            self._fleet.kill(disk)
            proxy = Proxy(self._server.socket_path)
            proxy.listen()
            self._fleet.copy(disk, proxy)
            self._fleet.begin(disk)
