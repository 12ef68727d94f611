"""Says what the caretaker of a working store does, how often, and what people hear when it cannot be done."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event

from momstation.core.clock import Clock
from momstation.core.errors import Refused
from momstation.core.i18n import _
from momstation.store import changed, health, sqlite, upkeep
from momstation.store.caretaker import Caretaker, Chore, Told
from momstation.store.codes import codes_of
from momstation.store.notices import Notice
from momstation.store.old_months import OldMonths
from momstation.store.open import Store
from momstation.store.refusals import REFUSALS
from momstation.store.schema import VERSION
from momstation.store.states import States
from momstation.store.thinning import Keep, Thinning
from momstation.store.upkeep import Backups
from momstation.store.verify import Fault, verify

BACKUP, THINNING, CHECK, VERIFY, MONTHS = "backup", "thinning", "check", "verify", "old months"
STATES = "states"
_DAY, _WEEK = timedelta(hours=24), timedelta(days=7)
_KEEP_OLDER_FORMS = timedelta(days=35)
_BREATH_S = 0.01
_STEPS = 20_000
_OLDER = re.compile(r"\.v(?P<version>\d+)-(?P<stamp>\d{8}-\d{6})")


def caretaker_of(store: Store, backups: Backups, keep: Keep, clock: Clock) -> Caretaker:
    """Backup and thinning daily, everything else weekly. ``start`` it when the station is shown, and ``close``
    it before the store."""
    chores = Chores(store, backups, keep, clock)
    told = Told(lambda name, refused: store.notices.say(_notice(name, refused)))
    return Caretaker(store, chores.all(), clock, told, chores.end)


class Chores:
    """``end`` is set when the station ends: whatever takes long asks for it."""

    def __init__(self, store: Store, backups: Backups, keep: Keep, clock: Clock) -> None:
        self._store = store
        self._backups = backups
        self._clock = clock
        self._thinning = Thinning(store, clock, keep, self._breathe)
        self._months = OldMonths(store, backups, clock, keep.own, self._breathe)
        self.end = Event()

    def all(self) -> tuple[Chore, ...]:
        return (
            Chore(BACKUP, _DAY, self._back_up),
            Chore(THINNING, _DAY, self._thinning.run),
            Chore(CHECK, _WEEK, self._check),
            Chore(VERIFY, _WEEK, self._verify),
            Chore(STATES, _WEEK, States(self._store, self._breathe_or_stop).run),
            *([Chore(MONTHS, _WEEK, self._months.run)] if self._store.copy_folder else ()),
        )

    def _back_up(self) -> str:
        code, now = self._store.identity.code, self._clock.now()
        made = self._backups.make(self._store.path, code, now, self.end.is_set)
        self._backups.thin(code)
        remove_older_forms(self._store.path, now)
        return made.name

    def _check(self) -> str:
        """All of the file and of its indexes; the start looks at the structure only."""
        path = self._store.path
        said = _integrity(path, self.end)
        if said != "ok":
            refused = Refused("store.damaged", file=str(path), detail=said)
            health.note_damage(path, refused)
            raise refused
        return said

    def _verify(self) -> str:
        conn = sqlite.open_reader(self._store.path)
        try:
            sqlite.read_damaged_text(conn)
            found = verify(conn, lambda _n: self._breathe_or_stop())
            codes = {} if found.is_whole else codes_of(conn)
            known = frozenset() if found.is_whole else changed.known(conn)
        finally:
            sqlite.close(conn)
        if self._store.copy_folder is not None:
            self._note_changed([fault for fault in found.faults if fault not in known], codes)
        for fault in found.faults[:1]:
            station = codes.get(fault.station_id, fault.station_id)
            raise Refused("store.changed", station=station, epoch=fault.epoch, seq=fault.seq)
        return f"{found.events}"

    def _note_changed(self, faults: Sequence[Fault], codes: Mapping[str, str]) -> None:
        """With a second journal the next start can make the store anew: there are the station's own records as
        they were, and the plant has those of others. Without one, what was changed may be all that is left."""
        for fault in faults[:1]:
            station = codes.get(fault.station_id, fault.station_id)
            detail = f"record {fault.seq} of epoch {fault.epoch} of {station} is {fault.what}"
            refused = Refused("store.damaged", file=str(self._store.path), detail=detail)
            health.note_damage(self._store.path, refused)
            raise refused

    def _breathe(self) -> bool:
        """Let whoever waits for the processor or the writer have it; whether to end."""
        return self.end.wait(_BREATH_S)

    def _breathe_or_stop(self) -> None:
        if self._breathe():
            raise upkeep.Stopped


def _integrity(path: Path, end: Event) -> str:
    try:
        conn = sqlite.open_reader(path)
        try:
            sqlite.ask_meanwhile(conn, end.is_set, _STEPS)
            return str(conn.exec_driver_sql("PRAGMA integrity_check(1)").scalar_one())
        finally:
            sqlite.close(conn)
    except Exception as error:
        if sqlite.code_of(error) == sqlite.INTERRUPTED:
            raise upkeep.Stopped from error
        refused = sqlite.refusal(error, path)
        if refused is None:
            raise
        return str(refused.values.get("detail", refused))


def remove_older_forms(path: Path, now: datetime) -> tuple[Path, ...]:
    """Files that stayed behind when the store was brought to a newer form: kept for 35 days, and no longer than
    until two newer forms have come."""
    removed = []
    for older in path.parent.glob(f"{path.name}.v*"):
        match = _OLDER.fullmatch(older.name.removeprefix(path.name))
        if match is None:
            continue
        made = datetime.strptime(match["stamp"], "%Y%m%d-%H%M%S").replace(tzinfo=now.tzinfo)
        if now - made > _KEEP_OLDER_FORMS or int(match["version"]) <= VERSION - 2:
            older.unlink(missing_ok=True)
            removed.append(older)
    return tuple(removed)


def _notice(name: str, refused: Refused | None) -> Notice:
    if refused is None:
        return Notice("care.done", f"care {name}", is_over=True)
    if refused.key == "store.damaged":
        return Notice("store.damaged", "damage", {"detail": refused.values.get("detail", "")}, is_urgent=True)
    sentence = _(REFUSALS[refused.key]).format(**refused.values)
    return Notice("care.failing", f"care {name}", {"sentence": sentence})
