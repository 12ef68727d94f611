"""Is each scanner and each gauge there, and does it let the station listen?"""

import asyncio
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from momstation.core.i18n import _
from momstation.devices.framer import Framing
from momstation.devices.scanner import ScannerConfig, ScannerPort, list_scanners
from momstation.plant.readings import ScannerStatus
from momstation.settings import GaugeSettings, ScannerSettings
from momstation.shell.doctor.findings import Finding, fault, ok, warning
from momstation.shell.doctor.patient import Patient
from momstation.shell.doctor.store import is_running

_BY_ID = Path("/dev/serial/by-id")
_PORTS_THAT_CHANGE = ("/dev/ttyUSB", "/dev/ttyACM")


@dataclass(frozen=True, slots=True)
class _Line:
    """A serial line as the station listens to it."""

    check: Literal["scanner", "gauge"]
    id: str
    port: str
    baudrate: int
    framing: Framing


def check_scanners(patient: Patient) -> list[Finding]:
    if not patient.settings.scanner:
        return [ok("scanner", _("No scanner is set up."))]
    return _checked([_scanner(one) for one in patient.settings.scanner], patient)


def check_gauges(patient: Patient) -> list[Finding]:
    if not patient.settings.gauge:
        return [ok("gauge", _("No gauge is set up."))]
    return _checked([_gauge(one) for one in patient.settings.gauge], patient)


def _scanner(one: ScannerSettings) -> _Line:
    framing = Framing(one.prefix.encode(), one.suffix.encode(), one.idle_ms / 1000)
    return _Line("scanner", one.id, one.port, one.baudrate, framing)


def _gauge(one: GaugeSettings) -> _Line:
    framing = Framing(b"", one.suffix.encode(), one.idle_ms / 1000)
    return _Line("gauge", one.id, one.port, one.baudrate, framing)


def _checked(lines: list[_Line], patient: Patient) -> list[Finding]:
    is_busy = is_running(patient)
    return [finding for line in lines for finding in _check(line, is_busy, patient.patience_s)]


def _check(line: _Line, is_busy: bool, patience_s: float) -> list[Finding]:
    status = asyncio.run(_first_word(line, patience_s))
    is_there = Path(line.port).exists()
    if is_busy and is_there and (status is None or not status.is_connected):
        found = ok(
            line.check,
            _("{port} is there; the running station listens to it.").format(port=line.port),
            line.id,
        )
    elif status is None:
        sentence = _("{port} does not answer.").format(port=line.port)
        found = fault(line.check, sentence, _("Unplug it and plug it in again."), line.id)
    elif status.is_connected:
        found = ok(line.check, _("{port} can be listened to.").format(port=line.port), line.id)
    else:
        found = fault(line.check, status.reason, _others(line), line.id)
    return [found, *_lasting_name(line)]


async def _first_word(line: _Line, patience_s: float) -> ScannerStatus | None:
    """What the wire says of the port when it is opened; the same code that the station listens with."""
    loop = asyncio.get_running_loop()
    said: asyncio.Future[ScannerStatus] = loop.create_future()

    def hear(status: ScannerStatus) -> None:
        if not said.done():
            said.set_result(status)

    config = ScannerConfig(line.id, line.port, line.baudrate, line.framing, kind=line.check)
    port = ScannerPort(config, lambda _scan: None, hear, loop.call_soon_threadsafe)
    port.start()
    try:
        return await asyncio.wait_for(said, patience_s)
    except TimeoutError:
        return None
    finally:
        await port.stop()


def _others(line: _Line) -> str:
    """Which ports there are, for a person who mistook the name; what may not be opened is a right to give."""
    if Path(line.port).exists() and sys.platform != "win32":
        return _("Add the station's user to the group that owns the port (often dialout), and sign in again.")
    ports = [f"{one.port} ({one.name})" for one in list_scanners()]
    if not ports:
        return _("No serial device is plugged in now.")
    return _("Plugged in now: {ports}.").format(ports=", ".join(ports))


def _lasting_name(line: _Line) -> list[Finding]:
    if not line.port.startswith(_PORTS_THAT_CHANGE):
        return []
    same = [link for link in _links() if link.resolve() == Path(line.port).resolve()]
    sentence = _("{port} may be another device after replugging.").format(port=line.port)
    remedy = _("Write port = '{link}'.").format(link=same[0] if same else _BY_ID / "…")
    return [warning(line.check, sentence, remedy, line.id)]


def _links() -> list[Path]:
    return sorted(_BY_ID.iterdir()) if _BY_ID.is_dir() else []
