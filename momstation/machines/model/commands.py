"""What people ask of the rules that listen to machines."""

from momstation.core.part import Command


class AcknowledgeConditions(Command, frozen=True, kw_only=True):
    """Somebody pressed the card of these conditions: they are seen. It changes nothing at the machine."""

    machine: str
    conditions: tuple[str, ...]
