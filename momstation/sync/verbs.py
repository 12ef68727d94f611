"""What each verb of ``momstation central`` does, and what it says of it."""

import argparse
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TextIO

from momstation.core.errors import Refused
from momstation.core.i18n import _
from momstation.settings import load
from momstation.store.identity import machine_fingerprint
from momstation.sync import central, overview, partitions, tickets
from momstation.sync.audit import Audit, audit
from momstation.sync.config import SyncConfig, access_path, read_access, unlocked, write_access
from momstation.sync.enrolment import station_id_of
from momstation.sync.migrate import Migration, migrate
from momstation.sync.overview_words import lines_of

DONE, REFUSED = 0, 1


def init(given: argparse.Namespace, out: TextIO) -> int:
    version = central.init(given.central)
    out.write(_("The central database is ready (schema {version}).").format(version=version) + "\n")
    return DONE


def bring_up_to_date(given: argparse.Namespace, out: TextIO) -> int:
    done = migrate(given.central, is_dry=given.dry_run)
    if given.json:
        _json(out, asdict(done))
    else:
        out.writelines(f"{line}\n" for line in _migration(done, given.dry_run))
    return DONE


def _migration(done: Migration, is_dry: bool) -> Sequence[str]:
    if not done.steps:
        return [_("The central database is up to date (schema {version}).").format(version=done.version)]
    values = {"found": done.found, "version": done.version}
    begins = (
        _("This would bring the central database from schema {found} to {version}. Nothing was changed.")
        if is_dry
        else _("The central database was brought from schema {found} to {version}.")
    )
    return [begins.format(**values), *(f"  {step.version}: {step.says}" for step in done.steps)]


def enrol(given: argparse.Namespace, out: TextIO) -> int:
    if given.one_time:
        return _make_ticket(given, out)
    whose = _whose(given)
    station_id = station_id_of(whose.store, whose.code)
    known = _known(whose, station_id)
    config = central.enrol(
        given.central,
        code=whose.code,
        area=whose.area,
        station_id=station_id,
        token=known.token if known is not None else None,
        password=known.password if known is not None else None,
        topics=(central.PLANT_TOPIC, *given.topic),
        role=given.role,
        is_replacing=given.replace,
    )
    return _hand_over(whose, config, given.keyring, out)


def _known(whose: "_Whose", station_id: bytes) -> SyncConfig | None:
    """What the station holds already. A damaged file, or a keyring that does not give it out, is a reason to make it
    anew."""
    try:
        found = read_access(whose.access)
        if found is None or found.station_id != station_id:
            return None
        return unlocked(found)
    except Refused:
        return None


def _make_ticket(given: argparse.Namespace, out: TextIO) -> int:
    if given.code is None or given.area is None:
        raise Refused("sync.which_ticket")
    made = tickets.make_ticket(
        given.central,
        code=given.code,
        area=given.area,
        topics=(central.PLANT_TOPIC, *given.topic),
        role=given.role,
        is_replacing=given.replace,
        valid=timedelta(minutes=given.minutes),
    )
    if given.json:
        _json(out, {"code": made.shown, "valid_until": made.valid_until, "central": made.where})
        return DONE
    said = _("The code for station {code}, valid once and until {until}: {ticket}")
    until = made.valid_until.astimezone().strftime("%H:%M")
    out.write(said.format(code=given.code, until=until, ticket=made.shown) + "\n")
    out.write(_("Type at the station, with its own settings file:") + "\n")
    out.write(f"  momstation central redeem {made.shown} --config station.toml --central '{made.where}'\n")
    return DONE


def redeem(given: argparse.Namespace, out: TextIO) -> int:
    settings = load(given.config)
    dsn = given.central or settings.central.dsn
    if not dsn:
        raise Refused("sync.ticket_where")
    whose = _whose(argparse.Namespace(store=None, config=given.config, code=None, area=None))
    config = tickets.redeem(
        dsn,
        given.code,
        code=whose.code,
        area=whose.area,
        station_id=station_id_of(whose.store, whose.code),
        machine_fp=machine_fingerprint(),
    )
    return _hand_over(whose, config, given.keyring, out)


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


def _hand_over(whose: _Whose, config: SyncConfig, is_keyring_wanted: bool, out: TextIO) -> int:
    is_kept = write_access(whose.access, config, is_keyring_wanted=is_keyring_wanted)
    said = (
        _("Station {code} is enrolled in area {area}. Its access is in {file} and in this user's keyring.")
        if is_kept
        else _("Station {code} is enrolled in area {area}. Its access is in {file}; nobody else may read it.")
    )
    out.write(said.format(code=whose.code, area=whose.area, file=whose.access) + "\n")
    return DONE


def revoke(given: argparse.Namespace, out: TextIO) -> int:
    done = central.revoke(given.central, given.code, given.why)
    out.write(_("Station {code} is shut out. It keeps what it records.").format(code=done.code) + "\n")
    if done.is_left:
        out.write(_("A connection of it could not be cut here; the next thing it asks is refused.") + "\n")
    return DONE


def status(given: argparse.Namespace, out: TextIO) -> int:
    found = overview.status(given.central, True if given.count or given.verify else None)
    broken = overview.broken_chains(given.central) if given.verify else ()
    if given.json:
        figures: dict[str, object] = asdict(found)
        figures["per_station"] = {
            line.code: line.events for line in found.stations if line.status == "active"
        }
        if given.verify:
            figures |= {"chains_verify": not broken, "broken": list(broken)}
        _json(out, figures)
    else:
        out.writelines(f"{line}\n" for line in lines_of(found))
        if given.verify and not broken:
            out.write(_("Every chain of hashes is whole.") + "\n")
        out.writelines(f"{line}\n" for line in broken)
    return REFUSED if broken else DONE


def verify(given: argparse.Namespace, out: TextIO) -> int:
    found = audit(given.central, None if given.json else _progress(out))
    if given.json:
        _json(out, {**asdict(found), "is_sound": not found.breaks})
    else:
        out.writelines(f"{line}\n" for line in _audited(found))
    return REFUSED if found.breaks else DONE


def _progress(out: TextIO) -> Callable[[int, int], None] | None:
    """Only for somebody who watches."""
    if not out.isatty():
        return None
    return lambda done, total: print(
        f"\r{done} / {total}", end="\n" if done >= total else "", file=out, flush=True
    )


def _audited(found: Audit) -> Sequence[str]:
    looked = _("{events} records of {logs} logs and {positions} positions were checked in {seconds} s.")
    lines = [
        looked.format(
            events=found.events, logs=found.logs, positions=found.positions, seconds=f"{found.seconds:.1f}"
        )
    ]
    if not found.breaks:
        return [*lines, _("Everything is whole: each chain, each feed, and each log's end.")]
    return lines + [one.says for one in found.breaks]


def partition(given: argparse.Namespace, out: TextIO) -> int:
    ahead = given.ahead if given.ahead is not None else (14 if given.daily else 3)
    made = partitions.make_partitions(given.central, ahead=ahead, is_daily=given.daily)
    retired = None
    if given.keep_months is not None:
        retired = partitions.retire_partitions(
            given.central, keep_months=given.keep_months, is_dropping=given.drop
        )
    elif given.drop:
        raise Refused("sync.drop_what")
    if given.json:
        _json(out, {"made": asdict(made), "retired": asdict(retired) if retired else None})
    else:
        out.writelines(f"{line}\n" for line in _partitioned(made, retired))
    return DONE


def _partitioned(made: partitions.Made, retired: partitions.Retired | None) -> Sequence[str]:
    lines = [
        _("Made: {names}.").format(names=", ".join(made.names))
        if made.names
        else _("Every partition was there already.")
    ]
    for table, rows in made.moved.items():
        said = _("{rows} rows of {table} lay in the default partition and are in their own now.")
        lines.append(said.format(rows=rows, table=table))
    if retired is not None and retired.taken_out:
        said = _("Taken out: {names}. Records of open streams that stay: {kept}.")
        lines.append(said.format(names=", ".join(retired.taken_out), kept=retired.kept))
    if retired is not None and retired.dropped:
        lines.append(_("Dropped for good: {names}.").format(names=", ".join(retired.dropped)))
    return lines


def _json(out: TextIO, figures: Mapping[str, object]) -> None:
    out.write(json.dumps(figures, default=_text, indent=2) + "\n")


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
