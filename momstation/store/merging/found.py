"""What a fold says contradicts itself, under a name that every station derives alike."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Found:
    """A contradiction among records: ``rule`` names the kind, ``involved`` the records (ids) that make it.

    ``detail`` are the named fields of the rule's sentence and nothing else: text and whole numbers.
    ``resolved_by`` is the record by which history itself came to an end with it, or None.
    """

    rule: str
    involved: tuple[bytes, ...]
    detail: Mapping[str, str | int] = field(default_factory=dict)
    resolved_by: bytes | None = None

    def id_in(self, stream: str) -> bytes:
        return discrepancy_id(self.rule, stream, self.involved)


def discrepancy_id(rule: str, stream: str, involved: Iterable[bytes]) -> bytes:
    """The same at every station, so that a discrepancy is there once and is settled once."""
    said = "\n".join((rule, stream, *sorted({one.hex() for one in involved})))
    return hashlib.sha256(said.encode()).digest()
