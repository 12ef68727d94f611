"""Does the computer's clock tell a time that records can bear?"""

from datetime import UTC, datetime, timedelta

from momstation.core.errors import Refused
from momstation.core.i18n import _
from momstation.plant.bindings import station_facts
from momstation.plant.nouns import Shift
from momstation.plant.zone import zone_of
from momstation.shell.doctor import records
from momstation.shell.doctor.findings import Finding, fault, ok, warning
from momstation.shell.doctor.patient import Patient

CHECK = "clock"
_FIRST = datetime(2026, 1, 1, tzinfo=UTC)
_LAST = datetime(2100, 1, 1, tzinfo=UTC)
_BACK = timedelta(minutes=1)


def check_clock(patient: Patient) -> list[Finding]:
    now = patient.clock.now()
    if not _FIRST <= now < _LAST:
        sentence = _("The computer's clock says {date}, which cannot be.").format(date=now.date())
        remedy = _("Set the clock, and let a time server keep it; an empty battery on the board resets it.")
        return [fault(CHECK, sentence, remedy)]
    return [_against_records(patient, now), _zone(patient, now)]


def _against_records(patient: Patient, now: datetime) -> Finding:
    last = _ask(patient)
    if last is not None and last - now > _BACK:
        sentence = _("The last record was made at {last}, which the clock says is still to come.")
        remedy = _("The clock was set back: check it. Nothing recorded is lost, and its order is kept.")
        return warning(CHECK, sentence.format(last=last.isoformat(timespec="seconds")), remedy)
    return ok(CHECK, _("The clock says {now}.").format(now=now.isoformat(timespec="seconds")))


def _ask(patient: Patient) -> datetime | None:
    """None also when the store cannot be read: that is told elsewhere."""
    try:
        return records.ask(patient.store, records.last_record_at) if patient.store.is_file() else None
    except Refused:
        return None


def _zone(patient: Patient, now: datetime) -> Finding:
    zone = zone_of(station_facts(patient.settings), _shifts(patient))
    if zone is None:
        sentence = _("Times are shown in the computer's own time zone ({zone}).")
        remedy = _("Set station.timezone, or import the plant's shifts.")
        return warning(CHECK, sentence.format(zone=now.astimezone().tzname()), remedy)
    wall = now.astimezone(zone)
    return ok(
        CHECK,
        _("The clock on the wall shows {time} ({zone}).").format(time=wall.strftime("%H:%M"), zone=zone),
    )


def _shifts(patient: Patient) -> list[Shift]:
    try:
        return records.ask(patient.store, records.plant_now)[1] if patient.store.is_file() else []
    except Refused:
        return []
