"""``momstation doctor``: one line for each thing that a station needs, and what to do where it fails."""

import argparse
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import TextIO

import msgspec

from momstation.core.clock import Clock, SystemClock
from momstation.core.i18n import _, ngettext
from momstation.settings import SettingsRefused, load
from momstation.shell.doctor.central import check_central
from momstation.shell.doctor.clock import check_clock
from momstation.shell.doctor.display import check_display
from momstation.shell.doctor.findings import Finding, Level, fault, ok, warning, worst
from momstation.shell.doctor.machines import check_machines
from momstation.shell.doctor.patient import Patient
from momstation.shell.doctor.plant import check_plant
from momstation.shell.doctor.scanners import check_gauges, check_scanners
from momstation.shell.doctor.store import check_store

CHECKS: Mapping[str, Callable[[Patient], list[Finding]]] = MappingProxyType(
    {
        "store": check_store,
        "clock": check_clock,
        "display": check_display,
        "plant data": check_plant,
        "scanner": check_scanners,
        "gauge": check_gauges,
        "machine": check_machines,
        "central": check_central,
    }
)
_CONFIGURATION = "configuration"
_WIRES = "momstation.devices"
_log = logging.getLogger(__name__)


def main(argv: Sequence[str], out: TextIO, err: TextIO) -> int:
    """0: no fault, though there may be warnings; 1: a fault; 2: not understood."""
    try:
        options = _parser().parse_args(list(argv))
    except SystemExit as wish:
        return int(wish.code or 0)
    findings = examine(options.config, SystemClock(), options.patience)
    if options.json:
        out.write(_as_json(findings) + "\n")
    else:
        out.write("".join(f"{_line(finding)}\n" for finding in findings))
        out.write(_summary(findings) + "\n")
    return 1 if worst(findings) is Level.FAULT else 0


def examine(config: Path, clock: Clock, patience_s: float = 5.0) -> list[Finding]:
    """Every finding; without settings that hold, there is nothing else to look at."""
    try:
        settings = load(config)
    except SettingsRefused as refusal:
        return [fault(_CONFIGURATION, str(one), "", one.key or one.file) for one in refusal.faults]
    patient = Patient(settings, clock, patience_s)
    findings = [ok(_CONFIGURATION, _("{file} is right.").format(file=config))]
    if settings.station.training:
        sentence = _("People practise at this station: nothing that is recorded at it counts.")
        remedy = _("Take training = true out of {file} before work begins.").format(file=config)
        findings.append(warning(_CONFIGURATION, sentence, remedy))
    with _quiet(_WIRES):
        for name, check in CHECKS.items():
            findings += _checked(name, check, patient)
    return findings


@contextmanager
def _quiet(name: str) -> Iterator[None]:
    """The wires log an outage for those who read logs; here it is a finding."""
    logger = logging.getLogger(name)
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)


def _checked(name: str, check: Callable[[Patient], list[Finding]], patient: Patient) -> list[Finding]:
    """A check that breaks is a fault of its own and hides none of the others."""
    try:
        return check(patient)
    except Exception as broken:
        _log.exception("The check of the %s broke", name)
        sentence = _("This could not be looked at: {detail}").format(
            detail=f"{type(broken).__name__}: {broken}"
        )
        return [fault(name, sentence, _("Show this line to support."))]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="momstation doctor",
        description=_(
            "Looks at each thing that a station needs, and says what to do where something is wrong."
        ),
    )
    parser.add_argument("--config", type=Path, required=True, help="the station's settings file")
    parser.add_argument("--json", action="store_true", help="for a program to read")
    parser.add_argument("--patience", type=float, default=5.0, metavar="SECONDS", help="for each wire")
    return parser


def _line(finding: Finding) -> str:
    words = {Level.OK: _("ok"), Level.WARNING: _("warning"), Level.FAULT: _("fault")}
    place = f"{finding.check} {finding.subject}".strip()
    remedy = f" → {finding.remedy}" if finding.remedy else ""
    return f"{words[finding.level]:<8} {place:<18} {finding.sentence}{remedy}"


def _summary(findings: Sequence[Finding]) -> str:
    faults = sum(finding.level is Level.FAULT for finding in findings)
    warnings = sum(finding.level is Level.WARNING for finding in findings)
    if not faults and not warnings:
        return _("Everything is in order.")
    said = ngettext("{count} fault", "{count} faults", faults).format(count=faults)
    return f"{said}, " + ngettext("{count} warning.", "{count} warnings.", warnings).format(count=warnings)


def _as_json(findings: Sequence[Finding]) -> str:
    said = {
        "faults": sum(finding.level is Level.FAULT for finding in findings),
        "warnings": sum(finding.level is Level.WARNING for finding in findings),
        "findings": findings,
    }
    return msgspec.json.format(msgspec.json.encode(said), indent=2).decode()
