"""Is the place where records are kept whole, writable, roomy, and this station's own?"""

import os
import shutil
from pathlib import Path

from momstation.core.errors import Refused
from momstation.core.i18n import _
from momstation.shell.doctor import records
from momstation.shell.doctor.findings import Finding, fault, ok, refused, warning
from momstation.shell.doctor.patient import Patient
from momstation.store import sqlite
from momstation.store.health import quick_check
from momstation.store.lock import InstanceLock
from momstation.store.refusals import REFUSALS

CHECK = "store"
_TOO_LITTLE_MB = 50


def check_store(patient: Patient) -> list[Finding]:
    library = _library()
    folder = _folder(patient.store)
    if library.level != "ok" or folder is not None:
        return [library] + ([folder] if folder is not None else [])
    return [library, _room(patient), _writable(patient.store), _lock(patient), *_file(patient)]


def is_running(patient: Patient) -> bool:
    """Whether a station has the store open now, and with it the scanners."""
    return _holder(patient) is not None


def _library() -> Finding:
    try:
        module = sqlite.driver()
    except Refused as refusal:
        return refused(CHECK, refusal, REFUSALS)
    return ok(CHECK, _("SQLite {version} is sound.").format(version=module.sqlite_version))


def _folder(store: Path) -> Finding | None:
    """The folder may still be missing; then what is above it must let the station make it."""
    above = _nearest(store.parent)
    if above.is_dir() and os.access(above, os.W_OK | os.X_OK):
        return None
    why = _("it is a file") if not above.is_dir() else _("no right to write")
    sentence = _("The folder {folder} cannot be used: {why}.").format(folder=above, why=why)
    return fault(
        CHECK, sentence, _("Give the station's user the right to write there, or change store.path.")
    )


def _nearest(folder: Path) -> Path:
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder


def _room(patient: Patient) -> Finding:
    free_mb = shutil.disk_usage(_nearest(patient.data_dir)).free // 2**20
    least = patient.settings.store.least_free_mb
    sentence = _("{free} MB are free on the store's disk.").format(free=free_mb)
    remedy = _("Free space on the disk of {folder}.").format(folder=patient.data_dir)
    if free_mb < _TOO_LITTLE_MB:
        return fault(CHECK, sentence, remedy)
    if free_mb < least:
        want = _("{remedy} Wanted are {least} MB (store.least_free_mb).").format(remedy=remedy, least=least)
        return warning(CHECK, sentence, want)
    return ok(CHECK, sentence)


def _writable(store: Path) -> Finding:
    if store.exists() and not os.access(store, os.W_OK):
        sentence = _("The station may not write to {file}.").format(file=store)
        return fault(CHECK, sentence, _("Give the station's user the right to write to it."))
    return ok(CHECK, _("The station may write to {file}.").format(file=store))


def _lock(patient: Patient) -> Finding:
    holder = _holder(patient)
    if holder is None:
        return ok(CHECK, _("No other program has the store open."))
    sentence = _("A station has the store open (process {pid}, since {since}).").format(**holder.values)
    return ok(CHECK, sentence)


def _holder(patient: Patient) -> Refused | None:
    store = patient.store
    if not store.with_name(store.name + ".lock").exists():
        return None
    try:
        InstanceLock(store, patient.clock).release()
    except Refused as refusal:
        return refusal if refusal.key == "store.in_use" else None
    return None


def _file(patient: Patient) -> list[Finding]:
    store = patient.store
    if not store.exists():
        return [ok(CHECK, _("There is no store yet: the first start makes {file}.").format(file=store))]
    try:
        code = records.ask(store, records.code_of_store)
        if code not in (None, patient.settings.station.code):
            raise Refused(
                "store.other_station", file=str(store), found=code, code=patient.settings.station.code
            )
    except Refused as refusal:
        return [refused(CHECK, refusal, REFUSALS)]
    damage = quick_check(store)
    if damage is not None:
        return [refused(CHECK, damage, REFUSALS)]
    return [ok(CHECK, _("The store is whole."))]
