"""``momstation central``: how an administrator makes the central database and writes stations in."""

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TextIO

from momstation.core.errors import Refused
from momstation.core.i18n import _
from momstation.settings import SettingsRefused, load
from momstation.store.refusals import REFUSALS as STORE_REFUSALS
from momstation.sync import central, overview
from momstation.sync.config import access_path, read_access, write_access
from momstation.sync.enrolment import station_id_of
from momstation.sync.refusals import REFUSALS

_REFUSED = 1
_WRONG_USE = 2


def main(argv: Sequence[str], stdout: TextIO, stderr: TextIO) -> int:
    """0 done, 1 refused with a sentence, 2 typed wrongly."""
    try:
        given = _parser().parse_args(list(argv))
    except argparse.ArgumentError as error:
        stderr.write(f"{error}\n")
        return _WRONG_USE
    except SystemExit as left:
        return int(left.code or 0)
    try:
        return int(given.run(given, stdout))
    except Refused as refused:
        sentence = {**STORE_REFUSALS, **REFUSALS}.get(refused.key)
        stderr.write(f"{_(sentence).format(**refused.values) if sentence else refused}\n")
    except SettingsRefused as refused:
        stderr.write(f"{refused}\n")
    return _REFUSED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="momstation central", description=_("The plant's central database.")
    )
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--central", required=True, metavar="DSN", help=_("how its administrator reaches it"))
    init = verbs.add_parser("init", parents=[shared], help=_("make it ready for stations"))
    init.set_defaults(run=_init)
    enrol = verbs.add_parser("enrol", parents=[shared], help=_("let a station in"))
    enrol.add_argument("--code", help=_("the station's code, such as P07; its settings know it"))
    enrol.add_argument("--area", help=_("the area whose records it sees; its settings know it"))
    enrol.add_argument("--topic", action="append", default=[], help=_("one more topic that it sees"))
    enrol.add_argument("--role", help=_("a login that it shares with others, instead of one of its own"))
    enrol.add_argument(
        "--replace", action="store_true", help=_("the station got a new store; the old one is gone")
    )
    whose = enrol.add_mutually_exclusive_group(required=True)
    whose.add_argument("--store", type=Path, metavar="FILE", help=_("the station's store"))
    whose.add_argument("--config", type=Path, metavar="FILE", help=_("the station's settings"))
    enrol.set_defaults(run=_enrol)
    status = verbs.add_parser("status", parents=[shared], help=_("what it holds"))
    status.add_argument("--json", action="store_true", help=_("for programs"))
    status.add_argument("--verify", action="store_true", help=_("recompute every station's chain of hashes"))
    status.set_defaults(run=_status)
    return parser


def _init(given: argparse.Namespace, stdout: TextIO) -> int:
    version = central.init(given.central)
    stdout.write(_("The central database is ready (schema {version}).").format(version=version) + "\n")
    return 0


def _enrol(given: argparse.Namespace, stdout: TextIO) -> int:
    whose = _whose(given)
    station_id = station_id_of(whose.store, whose.code)
    known = read_access(whose.access)
    config = central.enrol(
        given.central,
        code=whose.code,
        area=whose.area,
        station_id=station_id,
        token=known.token if known is not None and known.station_id == station_id else None,
        topics=(central.PLANT_TOPIC, *given.topic),
        role=given.role,
        is_replacing=given.replace,
    )
    write_access(whose.access, config)
    said = _("Station {code} is enrolled in area {area}. Its access is in {file}; nobody else may read it.")
    stdout.write(said.format(code=whose.code, area=whose.area, file=whose.access) + "\n")
    return 0


@dataclass(frozen=True, slots=True)
class _Whose:
    code: str
    area: str
    store: Path
    access: Path


def _whose(given: argparse.Namespace) -> _Whose:
    """Which station, and where its store and its access are; what is typed must agree with its settings."""
    if given.store is not None:
        if given.code is None or given.area is None:
            raise Refused("sync.which_station")
        return _Whose(given.code, given.area, given.store, access_path(given.store))
    settings = load(given.config)
    station = settings.station
    if given.code not in (None, station.code):
        raise Refused("sync.other_code", file=str(given.config), found=station.code, code=given.code)
    if given.area not in (None, station.area):
        raise Refused("sync.other_area", file=str(given.config), found=station.area, area=given.area)
    return _Whose(station.code, station.area, settings.store.path, settings.central.token_file)


def _status(given: argparse.Namespace, stdout: TextIO) -> int:
    found = overview.status(given.central)
    broken = overview.broken_chains(given.central) if given.verify else ()
    if given.json:
        stdout.write(json.dumps(_figures(found, broken, given.verify), default=_text, indent=2) + "\n")
    else:
        stdout.writelines(f"{line}\n" for line in _lines(found, broken, given.verify))
    return _REFUSED if broken else 0


def _figures(found: overview.CentralStatus, broken: Sequence[str], is_verified: bool) -> dict[str, object]:
    figures = asdict(found)
    figures["per_station"] = {line.code: line.events for line in found.stations if line.status == "active"}
    if is_verified:
        figures |= {"chains_verify": not broken, "broken": list(broken)}
    return figures


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _lines(found: overview.CentralStatus, broken: Sequence[str], is_verified: bool) -> list[str]:
    held = _("PostgreSQL {server}, schema {version}. Records: {events}. Held twice: {twice}.")
    lines = [
        held.format(
            server=found.server, version=found.schema_version, events=found.events, twice=found.duplicates
        )
    ]
    lines += [_("{topic} is at {pos}.").format(topic=topic, pos=pos) for topic, pos in found.topics.items()]
    lines += [_station_line(line) for line in found.stations]
    if is_verified and not broken:
        lines.append(_("Every chain of hashes is whole."))
    return lines + list(broken)


def _station_line(line: overview.StationLine) -> str:
    said = _("{code} ({area}, {status}). Records: {events}. Last seen: {seen}.")
    seen = line.last_seen_at.isoformat(" ", "seconds") if line.last_seen_at else _("never")
    return said.format(code=line.code, area=line.area, status=line.status, events=line.events, seen=seen)
