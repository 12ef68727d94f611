"""Runs the rounds of a soak: everything breaks for a while, everything is healed, everything is checked."""

import shutil
import signal
import sys
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from random import Random
from uuid import uuid4

from momstation.core.clock import SystemClock
from momstation.store import quarantine
from momstation.store.open import open_store
from momstation.store.quarantine import damage_mark
from tests.soak import checks, week
from tests.soak.checks import Found
from tests.soak.fleet import Disk, Fleet
from tests.soak.plagues import Breaker, Copier, Killer, Plague, Storm
from tests.soak.power import PowerCuts
from tests.soak.server import PlantServer
from tests.soak.station import STORE, topics_of
from tests.soak.zygote import Zygote
from tests.support.proxy import Proxy

STATIONS = (("P01", "A"), ("P02", "A"), ("P03", "A"), ("P04", "A"), ("Q01", "B"), ("Q02", "B"))
WITH_SECOND_JOURNAL = ("P01", "P02", "Q01")
_LEAST_S = 2.0  # what is left is not worth another round
_LOOK_S = 0.02
_SAY_EVERY_S = 5.0


@dataclass(frozen=True)
class Wish:
    """What somebody asks of the soak. ``patience_s``: after healing, everybody is in step within this time."""

    seconds: float
    seed: int
    folder: Path
    patience_s: float = 60.0
    round_s: float = 55.0
    mutant: str = ""
    has_power: bool = True


class Soak:
    def __init__(self, wish: Wish) -> None:
        self._wish = wish
        self._found = Found()
        self._counts: Counter[str] = Counter()
        self._healed = 0
        self._damaged_before = 0
        self._told = 0
        self._images: dict[str, Path] = {}
        self._chance = Random(f"{wish.seed}/images")

    def run(self) -> dict[str, object]:
        """The line of the soak; details are said on stderr while it runs."""
        with ExitStack() as stack:
            self._server = PlantServer(self._wish.folder / "plant")
            stack.callback(self._server.stop)
            zygote = stack.enter_context(Zygote())
            self._fleet = stack.enter_context(Fleet(zygote, str(self._wish.seed), self._wish.mutant))
            self._enrol_all()
            self._power = stack.enter_context(
                PowerCuts(self._wish.seed, self._wish.seconds, self._wish.has_power)
            )
            begun_s = time.monotonic()
            self._rounds(begun_s + self._wish.seconds)
            return self._line(time.monotonic() - begun_s)

    @property
    def found(self) -> Found:
        return self._found

    def _enrol_all(self) -> None:
        for code, area in STATIONS:
            folder = self._wish.folder / code
            store = open_store(
                folder / STORE,
                code=code,
                topics=topics_of(area),
                folds=(),
                projections=(),
                clock=SystemClock(),
            )
            config = self._server.enrol(code, area, store.identity.station_id)
            store.close()
            proxy = Proxy(self._server.socket_path)
            proxy.listen()
            disk = self._fleet.add(code, area, folder, config, proxy)
            if code in WITH_SECOND_JOURNAL:
                disk.copies = self._wish.folder / "second medium" / code
                disk.copies.mkdir(parents=True)

    def _rounds(self, end_s: float) -> None:
        number = 0
        while self._found.is_clean and (left_s := end_s - time.monotonic()) > _LEAST_S:
            number += 1
            self._break_things(number, self._length(left_s))
            is_last = end_s - time.monotonic() <= _LEAST_S
            self._heal_and_check(number, is_last)

    def _length(self, left_s: float) -> float:
        """A short rest is part of the last round."""
        return left_s if left_s < 1.5 * self._wish.round_s else self._wish.round_s

    def _break_things(self, number: int, seconds: float) -> None:
        seed, fleet, server = f"{self._wish.seed}/{number}", self._fleet, self._server
        plagues: list[Plague] = [
            Killer(f"{seed}/killer", self._counts, fleet),
            Breaker(f"{seed}/breaker", self._counts, server, fleet),
            Storm(f"{seed}/storm", self._counts, fleet),
            Copier(f"{seed}/copier", self._counts, fleet, server, len(STATIONS) + 2),
        ]
        for plague in plagues:
            plague.start()
        time.sleep(seconds)
        for plague in plagues:
            plague.stop()

    def _heal_and_check(self, number: int, is_last: bool) -> None:
        self._heal()
        begun_s = time.monotonic()
        if self._is_in_step() and self._stop_all():
            took_s = time.monotonic() - begun_s
            if self._let_a_week_pass():
                self._check(is_thorough=is_last)
            self._healed = sum(self._counts.values())
            self._say(f"round {number}: in step after {took_s:.1f} s, {len(self._fleet.shown)} shown")
            if not is_last and self._found.is_clean:  # else it is left as it is, for whoever looks into it
                self._after_round()
        for sentence in self._fleet.broken:
            self._found.break_(sentence)
        self._fleet.broken.clear()
        for sentence in self._found.said[self._told :]:
            self._say(f"round {number}: {sentence}")
        self._told = len(self._found.said)
        if not self._found.is_clean:
            for story in self._fleet.story:
                self._say(f"  {story}")
        self._fleet.story.clear()

    def _let_a_week_pass(self) -> bool:
        """What its checks find, the next start heals. False if a station is not in step again after that."""
        is_due = self._counts["copier: damaged a disk"] > self._damaged_before
        is_due |= any(damage_mark(disk.store).exists() for disk in self._fleet.disks)
        self._damaged_before = self._counts["copier: damaged a disk"]
        found = [disk.folder.name for disk in self._fleet.disks if is_due and week.pass_for(disk)]
        if not found:
            return True
        self._counts["director: damage found by the weekly checks"] += len(found)
        return self._is_in_step() and self._stop_all()

    def _heal(self) -> None:
        """Every fault of the outside ends, and nobody records any more: what waits must find its way by itself."""
        with self._server.admin() as connection:
            connection.execute("UPDATE mom.station SET status = 'active'")
        for disk in self._fleet.disks:
            self._fleet.signal(disk, signal.SIGCONT)
            disk.proxy.heal()
            self._fleet.hush(disk)
        self._server.crash(
            hard=False
        )  # every connection is lost when nobody records: who comes back by itself?
        self._server.start()

    def _is_in_step(self) -> bool:
        """I8 to I10: without a restart or a new record everybody says that nothing waits, and it is true."""
        begun_s = said_s = time.monotonic()
        deadline_s = begun_s + self._wish.patience_s
        while waiting := self._out_of_step():
            if self._fleet.broken:
                return False
            if time.monotonic() > deadline_s:
                self._found.stuck += len(waiting)
                for disk in waiting:
                    self._explain(disk)
                return False
            if time.monotonic() > said_s + _SAY_EVERY_S:
                said_s = time.monotonic()
                who = ", ".join(
                    f"{one.folder.name} {one.life.status if one.life else '-'}" for one in waiting
                )
                self._say(f"not in step after {said_s - begun_s:.0f} s: {who}")
            time.sleep(_LOOK_S)
        return True

    def _out_of_step(self) -> list[Disk]:
        for disk in self._fleet.disks:
            life = disk.life
            is_open = life is not None and life.has_spoken  # a start heals what was noted before
            if is_open and not disk.is_live and damage_mark(disk.store).exists():
                self._fleet.kill(disk)  # as it asks its operator to
            if life is None or life.has_ended.is_set():
                self._fleet.hush(disk)  # it met its named point
        waiting = [disk for disk in self._fleet.disks if not disk.is_live]
        if waiting:
            return waiting
        heads = checks.heads_of(self._server.dsn)
        return [disk for disk in self._fleet.disks if not checks.is_caught_up(disk, heads)]

    def _stop_all(self) -> bool:
        late = [
            disk for disk in self._fleet.disks if not self._fleet.stop(disk, max(10.0, self._wish.patience_s))
        ]
        self._found.stuck += len(late)
        for disk in late:
            self._explain(disk)
        return not late

    def _check(self, is_thorough: bool) -> None:
        found, dsn = self._found, self._server.dsn
        plant = checks.read_plant(dsn, found)
        checks.check_shown(self._fleet, plant, found)
        checks.check_commands(dsn, self._fleet, found)
        checks.check_pulses(dsn, self._fleet, found)
        checks.check_stores(self._fleet.disks, plant, found, is_thorough)
        if is_thorough:
            checks.check_chains(dsn, found)

    def _after_round(self) -> None:
        """Copies are thrown away, and one station gets an old image of its disk back. What was told to the plant
        by logs that are gone then is the plant's alone: a backup from before would be a second fault."""
        self._server.forget_backup()
        for disk in self._fleet.disks:
            shutil.rmtree(
                disk.folder / quarantine.FOLDER, ignore_errors=True
            )  # so often is no disk replaced in a day
        for disk in tuple(self._fleet.disks):
            if disk.is_copy:
                self._fleet.scrap(disk)
        disk = self._chance.choice(self._fleet.disks)
        old = self._images.pop(disk.code, None)
        if old is not None:
            self._counts["director: old image back"] += 1
            shutil.rmtree(disk.folder)
            old.rename(disk.folder)
        disk = self._chance.choice(self._fleet.disks)
        if disk.code not in self._images:
            self._images[disk.code] = self._wish.folder / f"image-{uuid4().hex}"
            shutil.copytree(disk.folder, self._images[disk.code])

    def _explain(self, disk: Disk) -> None:
        """Why it is stuck: where its threads stand, what the server waits for, what it last said."""
        self._fleet.signal(disk, signal.SIGUSR1)
        time.sleep(0.3)
        status = disk.life.status if disk.life is not None else None
        self._say(f"stuck: {disk.folder.name}, {status}, in doubt {list(disk.doubt)}")
        self._say(checks.tail_of(disk.folder / "log.txt", 60))
        with self._server.admin() as connection:
            for row in connection.execute(
                "SELECT pid, state, wait_event_type, wait_event, left(query, 60) FROM pg_stat_activity"
                " WHERE datname = 'plant'"
            ):
                self._say(f"  {row}")

    def _line(self, took_s: float) -> dict[str, object]:
        power = self._power.result(is_early=not self._found.is_clean)
        if power.said:
            self._found.break_(power.said)
        found, fleet = self._found, self._fleet
        for sentence in found.said[self._told :]:
            self._say(sentence)
        self._say_spread("a store opened in", fleet.opening_ms)
        self._say_spread("the server was down for", self._server.down_ms)
        for name, count in sorted(self._counts.items()) + sorted(fleet.points.items()):
            self._say(f"  {name}: {count}")
        said: dict[str, object] = {
            "seconds": round(took_s, 1),
            "kills": fleet.kills,
            "restarts": self._server.restarts,
            "power_cuts": power.cuts,
            "shown": len(fleet.shown),
            "lost": found.lost + power.lost,
            "duplicated": found.duplicated,
            "stuck": found.stuck + power.stuck,
            "healed": self._healed,
            "seed": self._wish.seed,
        }
        return said | ({"broken": found.broken} if found.broken else {})

    def _say_spread(self, what: str, millis: list[int]) -> None:
        some = sorted(millis) or [0]
        self._say(f"  {what} {some[len(some) // 2]} ms, at most {some[-1]} ms")

    def _say(self, text: str) -> None:
        sys.stderr.write(text + "\n")
        sys.stderr.flush()
