"""What a simulated plant can be told from outside.

``report`` · ``start`` · ``pause`` (no part is made, the connection stays) · ``resume`` · ``stop_for``
(``seconds``, ``cause``) · ``fault`` (``fault``: status, value, clock, clear, delete, restore, freeze,
drop_sessions, drop_subscriptions, reset_counters) · ``quit``. Without ``machine`` it is for all of them.
"""

import time
from collections.abc import Callable

from momstation.simulation.control import Answer
from momstation.simulation.faults import Faults, variant_of
from momstation.simulation.machine import BREAKDOWN, JAM, STARVED, SimulatedMachine, truth
from momstation.simulation.plant_server import PlantServer

_CAUSES = {cause.name: cause for cause in (JAM, STARVED, BREAKDOWN)}


class PlantControl:
    """Answers requests; an unknown one raises KeyError."""

    def __init__(
        self,
        machines: dict[str, SimulatedMachine],
        faults: Faults,
        server: PlantServer,
        endpoint: str,
        reason_after_s: float,
        end: Callable[[], None],
    ) -> None:
        self._machines = machines
        self._faults = faults
        self._server = server
        self._endpoint = endpoint
        self._reason_after_s = reason_after_s
        self._end = end
        self._commands: dict[str, Callable[[SimulatedMachine, Answer], None]] = {
            "report": lambda machine, request: None,
            "start": lambda machine, request: machine.start(time.monotonic()),
            "resume": lambda machine, request: machine.start(time.monotonic()),
            "pause": lambda machine, request: machine.pause(time.monotonic()),
            "stop_for": self._stop_for,
            "fault": self._fault,
            "quit": lambda machine, request: self._end(),
        }

    def handle(self, request: Answer) -> Answer:
        command = self._commands[request["cmd"]]
        codes = [request["machine"]] if "machine" in request else list(self._machines)
        for code in codes:
            command(self._machines[code], request)
        reports = {code: truth(self._machines[code], self._reason_after_s) for code in codes}
        lamps = {code: self._server.lamps(code) for code in codes}
        return {"endpoint": self._endpoint, "machines": reports, "lamps": lamps}

    def _stop_for(self, machine: SimulatedMachine, request: Answer) -> None:
        cause = _CAUSES[request.get("cause", "jam")]
        machine.stop_for(cause, float(request["seconds"]), time.monotonic())

    def _fault(self, machine: SimulatedMachine, request: Answer) -> None:
        kind = request["fault"]
        key = f"{machine.code}.{request.get('signal', '')}"
        if kind == "status":
            self._faults.status[key] = request["status"]
        elif kind == "value":
            self._faults.instead[key] = variant_of(request["type"], request["value"])
        elif kind == "clock":
            self._faults.clock[machine.code] = request["offset"]
        elif kind == "clear":
            self._faults.clear()
        elif kind == "reset_counters":
            machine.reset_counters()
            self._server.take_over(machine)
        else:
            self._server_fault(kind, machine.code, request)
            return
        self._server.publish_again(machine.code)

    def _server_fault(self, kind: str, code: str, request: Answer) -> None:
        if kind == "delete":
            self._server.delete(code, request["signal"])
        elif kind == "restore":
            self._server.restore(code, request["signal"])
        elif kind == "freeze":
            self._server.freeze(float(request["seconds"]))
        elif kind == "drop_sessions":
            self._server.drop_sessions()
        elif kind == "drop_subscriptions":
            self._server.drop_subscriptions()
        else:
            raise KeyError(kind)
