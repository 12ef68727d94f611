"""The central database at a glance, in words for an administrator."""

from collections.abc import Sequence

from momstation.core.i18n import _
from momstation.sync.overview import CentralStatus, StationLine


def lines_of(found: CentralStatus) -> Sequence[str]:
    held = _("PostgreSQL {server}, schema {version}. Records: {events}. Held twice: {twice}.")
    twice = found.duplicates if found.duplicates is not None else _("not counted")
    lines = [
        held.format(server=found.server, version=found.schema_version, events=found.events, twice=twice),
        *(_topic(code, pos, found.oldest[code]) for code, pos in found.topics.items()),
        _ahead(found),
    ]
    if found.is_astray:
        lines.append(_("Records lie in the default partition. Run momstation central partition."))
    if found.open_codes or found.wrong_codes:
        said = _("Open enrolment codes: {open}. Wrong codes tried since the last was made: {wrong}.")
        lines.append(said.format(open=found.open_codes, wrong=found.wrong_codes))
    for login in found.stuck:
        said = _("{login} has kept a transaction open for long and may hold up others. Is it a station?")
        lines.append(said.format(login=login))
    return [*lines, *(line for station in found.stations for line in _station(station))]


def _topic(code: str, pos: int, oldest: int) -> str:
    if oldest > 1:
        said = _("{topic} is at {pos}; what is before {oldest} was taken out.")
        return said.format(topic=code, pos=pos, oldest=oldest)
    return _("{topic} is at {pos}.").format(topic=code, pos=pos)


def _ahead(found: CentralStatus) -> str:
    if found.ahead_until is None:
        return _("There are no partitions. Run momstation central partition.")
    said = _("Partitions: {count}, made ahead until {day}.")
    return said.format(count=found.partitions, day=found.ahead_until)


def _station(line: StationLine) -> Sequence[str]:
    said = _("{code} ({area}, {status}). Records: {events}. Last seen: {seen}.")
    seen = line.last_seen_at.isoformat(" ", "seconds") if line.last_seen_at else _("never")
    lines = [said.format(code=line.code, area=line.area, status=line.status, events=line.events, seen=seen)]
    if line.revoked_why:
        lines.append("  " + _("Shut out: {why}").format(why=line.revoked_why))
    if line.epochs > 1:
        ends = ", ".join(f"{log.epoch} ({log.why}): {log.last_seq}" for log in line.logs)
        lines.append("  " + _("Its log parted, with ends at {ends}.").format(ends=ends))
    return lines
