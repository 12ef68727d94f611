"""Records who has seen an alarm: whoever presses its card, or the banner that tells of it."""

from typing import Protocol

from momstation.core.errors import Refused
from momstation.core.tasks import spawn
from momstation.machines.model.commands import AcknowledgeConditions
from momstation.shell.alerts import Alerts
from momstation.shell.frame import Frame
from momstation.shell.messages import Messages
from momstation.shell.services import ShellServices
from momstation.shell.wording import Wording


class Desk(Protocol):
    """What of the window is needed."""

    frame: Frame
    alerts: Alerts
    messages: Messages
    wording: Wording

    @property
    def services(self) -> ShellServices: ...


class SeenAlarms:
    """Says nothing when it went well: the press has its own answer. It is recorded once for each time."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def pressed(self, key: str) -> None:
        """Somebody pressed this card."""
        card = self._desk.frame.card(key)
        by_machine: dict[str, list[str]] = {}
        for machine, condition in () if card is None else card.alarms:
            by_machine.setdefault(machine, []).append(condition)
        for machine, conditions in by_machine.items():
            command = AcknowledgeConditions(machine=machine, conditions=tuple(conditions))
            spawn(self._send(command), name=f"acknowledge alarms of {machine}")

    def all_pressed(self) -> None:
        """Somebody pressed the banner that tells of all that sound."""
        for key in self._desk.alerts.unseen:
            self.pressed(key)

    async def _send(self, command: AcknowledgeConditions) -> None:
        try:
            await self._desk.services.send(command)
        except Refused as refused:
            self._desk.messages.explain(self._desk.wording.say(refused))
