"""Does each machine answer, and are its signals where the settings say?"""

from momstation.core.i18n import _
from momstation.devices.probe import probe_endpoint
from momstation.plant.bindings import machine_bindings
from momstation.plant.signals import MachineBinding, Security
from momstation.shell.doctor.findings import Finding, Level, ok, warning
from momstation.shell.doctor.patient import Patient

CHECK = "machine"


def check_machines(patient: Patient) -> list[Finding]:
    bindings = machine_bindings(patient.settings)
    if not bindings and patient.settings.station.role == "operator":
        sentence = _("No machine is set up: people declare every part themselves.")
        return [warning(CHECK, sentence, _("Add a [[machine]] to the settings if there is one."))]
    if not bindings:
        return [ok(CHECK, _("No machine is set up."))]
    return [finding for binding in bindings for finding in _check(binding, patient)]


def _check(binding: MachineBinding, patient: Patient) -> list[Finding]:
    """The sentences of the wire say what to do as well."""
    seen = probe_endpoint(binding, patient.data_dir, patient.patience_s)
    wrong = [
        Finding(CHECK, binding.code, Level.WARNING if one.is_warning else Level.FAULT, one.sentence)
        for one in seen
        if not one.is_good
    ]
    if any(one.level is Level.FAULT for one in wrong):
        return wrong
    signals = sum(one.signal is not None for one in seen)
    sentence = _("{endpoint} answers, and all {count} signals are there.")
    return [
        ok(CHECK, sentence.format(endpoint=binding.endpoint, count=signals), binding.code),
        *wrong,
        *_open_wire(binding),
    ]


def _open_wire(binding: MachineBinding) -> list[Finding]:
    if binding.security is not Security.NONE:
        return []
    sentence = _("The connection is not protected: anyone on the network can read and change it.")
    remedy = _("Switch encryption on at the machine and remove security = 'none'.")
    return [warning(CHECK, sentence, remedy, binding.code)]
