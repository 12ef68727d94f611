"""Is each scanner there, and does it let the station listen?"""

import asyncio
import sys
from pathlib import Path

from momstation.core.i18n import _
from momstation.devices.framer import Framing
from momstation.devices.scanner import ScannerConfig, ScannerPort, list_scanners
from momstation.plant.readings import ScannerStatus
from momstation.settings import ScannerSettings
from momstation.shell.doctor.findings import Finding, fault, ok, warning
from momstation.shell.doctor.patient import Patient
from momstation.shell.doctor.store import is_running

CHECK = "scanner"
_BY_ID = Path("/dev/serial/by-id")
_PORTS_THAT_CHANGE = ("/dev/ttyUSB", "/dev/ttyACM")


def check_scanners(patient: Patient) -> list[Finding]:
    if not patient.settings.scanner:
        return [ok(CHECK, _("No scanner is set up."))]
    is_busy = is_running(patient)
    return [
        finding for one in patient.settings.scanner for finding in _check(one, is_busy, patient.patience_s)
    ]


def _check(scanner: ScannerSettings, is_busy: bool, patience_s: float) -> list[Finding]:
    status = asyncio.run(_first_word(scanner, patience_s))
    is_there = Path(scanner.port).exists()
    if is_busy and is_there and (status is None or not status.is_connected):
        found = ok(
            CHECK,
            _("{port} is there; the running station listens to it.").format(port=scanner.port),
            scanner.id,
        )
    elif status is None:
        sentence = _("{port} does not answer.").format(port=scanner.port)
        found = fault(CHECK, sentence, _("Unplug the scanner and plug it in again."), scanner.id)
    elif status.is_connected:
        found = ok(CHECK, _("{port} can be listened to.").format(port=scanner.port), scanner.id)
    else:
        found = fault(CHECK, status.reason, _others(scanner), scanner.id)
    return [found, *_lasting_name(scanner)]


async def _first_word(scanner: ScannerSettings, patience_s: float) -> ScannerStatus | None:
    """What the wire says of the port when it is opened; the same code that the station listens with."""
    loop = asyncio.get_running_loop()
    said: asyncio.Future[ScannerStatus] = loop.create_future()

    def hear(status: ScannerStatus) -> None:
        if not said.done():
            said.set_result(status)

    framing = Framing(scanner.prefix.encode(), scanner.suffix.encode(), scanner.idle_ms / 1000)
    config = ScannerConfig(scanner.id, scanner.port, scanner.baudrate, framing)
    port = ScannerPort(config, lambda _scan: None, hear, loop.call_soon_threadsafe)
    port.start()
    try:
        return await asyncio.wait_for(said, patience_s)
    except TimeoutError:
        return None
    finally:
        await port.stop()


def _others(scanner: ScannerSettings) -> str:
    """Which ports there are, for a person who mistook the name; what may not be opened is a right to give."""
    if Path(scanner.port).exists() and sys.platform != "win32":
        return _("Add the station's user to the group that owns the port (often dialout), and sign in again.")
    ports = [f"{one.port} ({one.name})" for one in list_scanners()]
    if not ports:
        return _("No serial device is plugged in now.")
    return _("Plugged in now: {ports}.").format(ports=", ".join(ports))


def _lasting_name(scanner: ScannerSettings) -> list[Finding]:
    if not scanner.port.startswith(_PORTS_THAT_CHANGE):
        return []
    same = [link for link in _links() if link.resolve() == Path(scanner.port).resolve()]
    sentence = _("{port} may be another device after replugging.").format(port=scanner.port)
    remedy = _("Write port = '{link}'.").format(link=same[0] if same else _BY_ID / "…")
    return [warning(CHECK, sentence, remedy, scanner.id)]


def _links() -> list[Path]:
    return sorted(_BY_ID.iterdir()) if _BY_ID.is_dir() else []
