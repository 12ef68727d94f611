"""Does the central database know this station, and do both agree on the time?"""

import os
from pathlib import Path

from momstation.core.errors import Refused
from momstation.core.i18n import _
from momstation.settings import CentralSettings
from momstation.shell.doctor import records
from momstation.shell.doctor.findings import Finding, fault, ok, refused, warning
from momstation.shell.doctor.patient import Patient
from momstation.sync.config import SyncConfig, configured
from momstation.sync.faults import Fault, Unreached
from momstation.sync.refusals import REFUSALS
from momstation.sync.watchdog import Watchdog
from momstation.sync.wire import Wire

CHECK = "central"
_NOTABLE_MS = 2_000
_TOO_FAR_MS = 300_000


def check_central(patient: Patient) -> list[Finding]:
    central = patient.settings.central
    try:
        access = configured(central)
    except Refused as refusal:
        return [refused(CHECK, refusal, REFUSALS)]
    if access is None:
        return [_not_enrolled(central)]
    return [*_secrecy(central.token_file), *_connection(patient, access)]


def _not_enrolled(central: CentralSettings) -> Finding:
    if not central.dsn:
        return ok(CHECK, _("This station works alone: no central database is set up."))
    sentence = _("The station is not enrolled: there is no {file}.").format(file=central.token_file)
    remedy = _("Let the administrator run: momstation central enrol --config FILE --central DSN")
    return fault(CHECK, sentence, remedy)


def _secrecy(token_file: Path) -> list[Finding]:
    if os.name != "posix" or not token_file.stat().st_mode & 0o077:
        return []
    sentence = _("Others on this computer can read {file}.").format(file=token_file)
    return [warning(CHECK, sentence, _("Type: chmod 600 {file}").format(file=token_file))]


def _connection(patient: Patient, access: SyncConfig) -> list[Finding]:
    watchdog = Watchdog()
    try:
        wire = Wire(access, watchdog, patient.clock, lambda: False)
        try:
            offset_ms = wire.hello().offset_ms
        finally:
            wire.close()
    except Unreached as unreached:
        return [_unreached(unreached)]
    finally:
        watchdog.close()
    return [ok(CHECK, _("The central database knows this station.")), _offset(offset_ms), *_waiting(patient)]


def _unreached(unreached: Unreached) -> Finding:
    said = str(unreached)
    if 'schema "mom"' in said or "mom.hello" in said:
        sentence = _("The database holds no momstation schema that this version knows.")
        remedy = _("Let the administrator run momstation central init on it: {detail}").format(detail=said)
        return fault(CHECK, sentence, remedy)
    if unreached.fault is Fault.TRANSIENT:
        sentence = _("The central database cannot be reached: {detail}").format(detail=said)
        remedy = _("Check the network and central.dsn. The station works on and keeps every record.")
        return fault(CHECK, sentence, remedy)
    sentence = _("The central database refuses this station: {detail}").format(detail=said)
    return fault(CHECK, sentence, _("Let the administrator enrol it again: momstation central enrol."))


def _offset(offset_ms: int) -> Finding:
    sentence = _("The clock is {seconds} s off the plant's.").format(
        seconds=f"{round(offset_ms / 1000, 1) + 0.0:+.1f}"
    )  # no -0.0
    remedy = _("Set the clock, and let a time server keep it.")
    if abs(offset_ms) >= _TOO_FAR_MS:
        return fault("clock", sentence, remedy)
    if abs(offset_ms) >= _NOTABLE_MS:
        return warning("clock", sentence, remedy)
    return ok("clock", sentence)


def _waiting(patient: Patient) -> list[Finding]:
    try:
        count = records.ask(patient.store, records.waiting) if patient.store.is_file() else 0
    except Refused:
        return []
    return [ok(CHECK, _("Records that wait to be sent: {count}.").format(count=count))]
