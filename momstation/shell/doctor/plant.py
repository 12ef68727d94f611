"""Does the station know the plant that it works in?"""

from momstation.core.errors import Refused
from momstation.core.i18n import _
from momstation.plant.nouns import Equipment, EquipmentLevel
from momstation.shell.doctor import records
from momstation.shell.doctor.findings import Finding, ok, warning
from momstation.shell.doctor.patient import Patient

CHECK = "plant data"


def check_plant(patient: Patient) -> list[Finding]:
    try:
        found = records.ask(patient.store, records.plant_now) if patient.store.is_file() else ([], [], [])
    except Refused:
        return []  # told by the check of the store
    equipment, _shifts, unreadable = found
    if not equipment:
        remedy = _(
            "Import it: momstation plant import FOLDER --config FILE; or wait for the central database."
        )
        return [warning(CHECK, _("The station has no plant data yet."), remedy)]
    findings = [_machine(machine.code, equipment) for machine in patient.settings.machine]
    if unreadable:
        sentence = _("{count} definitions were written by a newer version and cannot be read here.")
        findings.append(warning(CHECK, sentence.format(count=len(unreadable)), _("Update this station.")))
    return findings or [
        ok(CHECK, _("The plant is known: {count} pieces of equipment.").format(count=len(equipment)))
    ]


def _machine(code: str, equipment: list[Equipment]) -> Finding:
    known = {one.id: one for one in equipment if one.level is EquipmentLevel.WORK_UNIT}
    if code in known:
        return ok(CHECK, _("{machine} is known as {name}.").format(machine=code, name=known[code].name), code)
    sentence = _("The plant data holds no work unit {machine}.").format(machine=code)
    remedy = _("Correct machine.code in the settings; known are: {names}.").format(names=", ".join(known))
    return warning(CHECK, sentence, remedy, code)
