"""Takes a station's settings from its file, whole and right or not at all."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from momstation.core.i18n import _
from momstation.settings.alarming import check_alarms
from momstation.settings.declared import Settings
from momstation.settings.faults import Fault, SettingsRefused
from momstation.settings.lines import lines_of_keys
from momstation.settings.reading import Reading
from momstation.settings.zones import is_zone, zone_remedy

_AT_LINE = re.compile(r"\(at (?:line (\d+), column (\d+)|end of document)\)")


def load(path: Path) -> Settings:
    """The settings of the station in ``path``. Raises SettingsRefused with every fault that was found."""
    text = _text(path)
    reading = Reading(path)
    settings = reading.struct(Settings, _parsed(path, text), "")
    if settings is not None:
        _check_together(reading, settings)
    if settings is None or reading.faults:
        lines = lines_of_keys(text)
        raise SettingsRefused([replace(fault, line=lines(fault.key)) for fault in reading.faults])
    return settings


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        problem = _("there is no such file.")
        remedy = _("Check the name, or make one with: momstation settings --example > {file}")
    except IsADirectoryError:
        problem = _("this is a folder, not a file.")
        remedy = _("Name the settings file itself, such as {file}/station.toml.")
    except UnicodeDecodeError as trouble:
        problem = _("byte {at} is not UTF-8 text.").format(at=trouble.start)
        remedy = _("Save the file again in UTF-8.")
    except OSError as trouble:
        problem = _("the file cannot be read ({why}).").format(why=trouble.strerror)
        remedy = _("Give the user of the station the right to read {file}.")
    raise SettingsRefused([Fault(str(path), "", problem, remedy=remedy.format(file=path))])


def _parsed(path: Path, text: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        raise SettingsRefused([_syntax_fault(path, text, str(trouble))]) from trouble


def _syntax_fault(path: Path, text: str, said: str) -> Fault:
    at = _AT_LINE.search(said)
    lines = text.splitlines() or [""]
    line = int(at.group(1)) if at and at.group(1) else len(lines)
    return Fault(
        file=str(path),
        key="",
        problem=_("the file is not valid TOML ({why}).").format(why=_AT_LINE.sub("", said).strip()),
        found=lines[min(line, len(lines)) - 1].strip(),
        remedy=_("Text stands in quotation marks; a path with \\ stands in single ones: 'C:\\data\\P07.db'."),
        line=line,
    )


def _check_together(reading: Reading, settings: Settings) -> None:
    """What only shows when settings are seen side by side."""
    _check_timezone(reading, settings.station.timezone)
    _check_twice(reading, "scanner", "id", [scanner.id for scanner in settings.scanner])
    _check_twice(reading, "scanner", "port", [scanner.port for scanner in settings.scanner])
    _check_twice(reading, "gauge", "id", [gauge.id for gauge in settings.gauge])
    _check_twice(reading, "gauge", "port", [gauge.port for gauge in settings.gauge])
    _check_free(reading, settings)
    _check_twice(reading, "machine", "code", [machine.code for machine in settings.machine])
    for at, machine in enumerate(settings.machine):
        _check_twice(reading, f"machine[{at}].signal", "role", [signal.role for signal in machine.signal])
    check_alarms(reading, settings.machine)
    scanners = [scanner.id for scanner in settings.scanner]
    _check_known(reading, "beep", "scanner", [beep.scanner for beep in settings.beep], scanners)
    machines = [machine.code for machine in settings.machine]
    _check_known(reading, "light", "machine", [light.machine for light in settings.light], machines)
    _check_pairs(reading, "beep", [(beep.scanner, beep.cue) for beep in settings.beep])
    _check_pairs(reading, "light", [(light.machine, light.cue) for light in settings.light])


def _check_free(reading: Reading, settings: Settings) -> None:
    """A port has one device: two that listen would each hear half."""
    taken = {scanner.port: at for at, scanner in enumerate(settings.scanner)}
    for at, gauge in enumerate(settings.gauge):
        if gauge.port in taken:
            problem = _("this stands in {other} already.").format(other=f"scanner[{taken[gauge.port]}].port")
            remedy = _("Give each its own, or remove one.")
            reading.fault(f"gauge[{at}].port", problem, gauge.port, remedy=remedy)


def _check_known(
    reading: Reading, table: str, name: str, values: Sequence[str], known: Sequence[str]
) -> None:
    for at, value in enumerate(values):
        if value not in known:
            accepts = ", ".join(known) or _("there is no [[{table}]] table").format(table=name)
            reading.fault(f"{table}[{at}].{name}", _("there is none of that name."), value, accepts)


def _check_pairs(reading: Reading, table: str, pairs: Sequence[tuple[str, str]]) -> None:
    for at, pair in enumerate(pairs):
        if pair in pairs[:at]:
            other = f"{table}[{pairs.index(pair)}].cue"
            problem = _("this stands in {other} already.").format(other=other)
            reading.fault(
                f"{table}[{at}].cue", problem, pair[1], remedy=_("Give each its own, or remove one.")
            )


def _check_timezone(reading: Reading, name: str) -> None:
    if name and not is_zone(name):
        remedy = zone_remedy(name)
        reading.fault("station.timezone", _("there is no such time zone."), name, remedy=remedy)


def _check_twice(reading: Reading, table: str, name: str, values: Iterable[str]) -> None:
    first: dict[str, int] = {}
    for at, value in enumerate(values):
        if value in first:
            reading.fault(
                f"{table}[{at}].{name}",
                _("this stands in {other} already.").format(other=f"{table}[{first[value]}].{name}"),
                value,
                remedy=_("Give each its own, or remove one."),
            )
        first.setdefault(value, at)
