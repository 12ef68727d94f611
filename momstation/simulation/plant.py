"""A simulated plant: an OPC UA server with machines that behave, and that can be made to misbehave.

``python -m momstation.simulation.plant --machines P07,P08 --control SOCKET`` prints one JSON line when it is
ready: ``{"endpoint": …, "control": …, "bindings": {…}}``. The control socket takes one JSON object a line
(``{"cmd": "report"}``; see ``PlantControl``).
"""

import argparse
import asyncio
import json
import logging
import random
import signal
import sys
import threading
import time
from pathlib import Path

import msgspec

from momstation.devices.local_socket import Door
from momstation.plant.signals import MachineBinding, Security
from momstation.simulation.control import serve
from momstation.simulation.faults import Faults
from momstation.simulation.machine import Plan, SimulatedMachine, binding_for
from momstation.simulation.plant_control import PlantControl
from momstation.simulation.plant_server import PlantServer

_TICK_S = 0.02


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    if options.certificates is not None:
        options.certificates.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("asyncua").setLevel(logging.CRITICAL)
    asyncio.run(_run(options))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="momstation simulate",
        description="Simulated machines behind an OPC UA server; they work at once unless --wait is given.",
    )
    parser.add_argument("--port", type=int, default=0, help="port of the OPC UA server; 0 takes a free one")
    parser.add_argument("--machines", default="P07,P08", help="codes, separated by commas")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cycle", type=float, default=Plan.cycle_s, help="seconds a part takes")
    parser.add_argument(
        "--first-stop-at", type=float, default=Plan.first_stop_at_s, help="seconds after the start"
    )
    parser.add_argument("--stop-s", type=float, default=Plan.stop_s, help="how long a long stop lasts")
    parser.add_argument(
        "--between-stops", type=float, default=Plan.between_stops_s, help="mean seconds; 0: no more"
    )
    parser.add_argument("--between-micro-stops", type=float, default=Plan.between_micro_stops_s)
    parser.add_argument("--micro-stop-s", type=float, default=Plan.micro_stop_s)
    parser.add_argument("--reject-share", type=float, default=Plan.reject_share)
    parser.add_argument("--reason-after", type=float, default=5.0, help="a longer stop counts in true_stops")
    parser.add_argument("--uint16", default="", help="codes of machines whose counters have 16 bits")
    parser.add_argument("--wait", action="store_true", help="stay Idle until the control socket says start")
    parser.add_argument(
        "--attended", action="store_true", help="end when the standard input says anything, or ends"
    )
    parser.add_argument("--control", type=Path, required=True, help="path of the control socket")
    parser.add_argument("--certificates", type=Path, help="folder for a certificate: offer encryption only")
    return parser


def _plan(options: argparse.Namespace, code: str) -> Plan:
    is_16_bit = code in options.uint16.split(",")
    return Plan(
        cycle_s=options.cycle,
        reject_share=options.reject_share,
        first_stop_at_s=options.first_stop_at if options.first_stop_at > 0 else None,
        stop_s=options.stop_s,
        between_stops_s=options.between_stops,
        between_micro_stops_s=options.between_micro_stops,
        micro_stop_s=options.micro_stop_s,
        counter_bits=16 if is_16_bit else 32,
        counter_start=65_530 if is_16_bit else 0,
    )


async def _run(options: argparse.Namespace) -> None:
    codes = [code for code in options.machines.split(",") if code]
    machines = {
        code: SimulatedMachine(code, _plan(options, code), random.Random(f"{options.seed} {code}"))
        for code in codes
    }
    faults = Faults()
    server = PlantServer(machines, faults)
    endpoint = await server.start(options.port, options.certificates)
    over = asyncio.Event()
    control = PlantControl(machines, faults, server, endpoint, options.reason_after, over.set)
    door = Door(options.control)
    attendant = await serve(door, control.handle)
    security = Security.SIGN_AND_ENCRYPT if options.certificates else Security.NONE
    bindings = {
        code: binding_for(code, endpoint, machine.plan, security) for code, machine in machines.items()
    }
    _say_ready(endpoint, options.control, bindings)
    if sys.platform != "win32":
        for stop in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(stop, over.set)
    if options.attended:
        _end_with_whoever_started(asyncio.get_running_loop(), over)
    if not options.wait:
        control.handle({"cmd": "start"})
    await _live(machines, server, over)
    attendant.close()
    door.close()
    await server.stop()


def _end_with_whoever_started(loop: asyncio.AbstractEventLoop, over: asyncio.Event) -> None:
    """Also when that one was killed: the system closes the pipe."""

    def listen() -> None:
        sys.stdin.readline()
        loop.call_soon_threadsafe(over.set)

    threading.Thread(target=listen, name="standard input", daemon=True).start()


def _say_ready(endpoint: str, control: Path, bindings: dict[str, MachineBinding]) -> None:
    ready = {"endpoint": endpoint, "control": str(control), "bindings": msgspec.to_builtins(bindings)}
    sys.stdout.write(json.dumps(ready) + "\n")
    sys.stdout.flush()


async def _live(machines: dict[str, SimulatedMachine], server: PlantServer, over: asyncio.Event) -> None:
    while not over.is_set():
        now = time.monotonic()
        for machine in machines.values():
            for role, value in machine.advance(now):
                await server.write(machine.code, role, value)
        try:
            await asyncio.wait_for(over.wait(), timeout=_TICK_S)
        except TimeoutError:
            continue


if __name__ == "__main__":
    sys.exit(main())
