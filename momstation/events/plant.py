"""Definitions of the plant as they were put: equipment, materials, work masters, orders, reasons, persons."""

from typing import ClassVar

from momstation.core.event import Event


class DefinitionPut(Event, frozen=True, kw_only=True):
    """The full state of one definition, ``body`` as canonical JSON text; the highest version wins everywhere."""

    kind: ClassVar[str] = "plant.definition_put"
    entity: str
    id: str
    version: int
    body: str

    def stream(self) -> str:
        return f"definition/{self.entity}/{self.id}"


EVENTS: tuple[type[Event], ...] = (DefinitionPut,)
