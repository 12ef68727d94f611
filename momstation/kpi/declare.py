"""How a calculation declares itself once: inputs, rules, results and the source of its formula."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from functools import cache
from types import MappingProxyType
from typing import Any, Protocol

from momstation.core.errors import Refused
from momstation.kpi.exact import Exact
from momstation.kpi.kinds import Kind, Place, shown


@dataclass(frozen=True, slots=True)
class Given:
    """The declaration of one input."""

    kind: Kind
    meaning: str
    name: str


@dataclass(frozen=True, slots=True)
class Found:
    """The declaration of one result; ``of`` is the record that it holds one or many of."""

    meaning: str
    unit: str
    name: str
    of: type | None


class Rule(Protocol):
    """What must hold between several inputs of one record."""

    def meaning(self) -> str: ...

    def broken(
        self, values: Mapping[str, Any], raw: Mapping[str, object], place: Place
    ) -> Refused | None: ...


def given(kind: Kind, meaning: str, *, name: str = "", default: Any = MISSING) -> Any:
    """One input of a record; ``name`` where the input is called otherwise than the attribute."""
    return field(default=default, metadata={"given": Given(kind, meaning, name)})


def found(meaning: str, unit: str, *, name: str = "", of: type | None = None) -> Any:
    """One result of a record; the unit ``ratio`` is always written as a decimal number."""
    return field(metadata={"found": Found(meaning, unit, name, of)})


@cache
def inputs_of(record: type) -> Mapping[str, tuple[Field[Any], Given]]:
    """The declared inputs of a record by the names that the outside uses."""
    declared = ((each, each.metadata["given"]) for each in fields(record) if "given" in each.metadata)
    return MappingProxyType({form.name or each.name: (each, form) for each, form in declared})


def results_of(record: type) -> Mapping[str, tuple[Field[Any], Found]]:
    """The declared results of a record by the names that the outside sees."""
    declared = ((each, each.metadata["found"]) for each in fields(record) if "found" in each.metadata)
    return MappingProxyType({form.name or each.name: (each, form) for each, form in declared})


def rules_of(record: type) -> tuple[Rule, ...]:
    rules: tuple[Rule, ...] = getattr(record, "RULES", ())
    return rules


@dataclass(frozen=True, slots=True)
class RecordOf:
    """An object with declared members, read into its frozen dataclass."""

    record: type

    def accepted(self) -> str:
        return "an object with " + ", ".join(inputs_of(self.record))

    def read(self, raw: object, place: Place) -> object:
        if not isinstance(raw, Mapping):
            raise place.refuse(raw, self.accepted())
        members = inputs_of(self.record)
        for name in raw:
            if name not in members:
                raise Refused(
                    "kpi.unknown_name", field=shown(place.at(str(name)).path), accepted=", ".join(members)
                )
        values = {name: self._value(name, raw, place) for name in members}
        for rule in rules_of(self.record):
            refusal = rule.broken(values, raw, place)
            if refusal is not None:
                raise refusal
        return self.record(**{members[name][0].name: value for name, value in values.items()})

    def _value(self, name: str, raw: Mapping[str, object], place: Place) -> object:
        attribute, form = inputs_of(self.record)[name]
        is_optional = attribute.default is not MISSING
        if name not in raw:
            if is_optional:
                return attribute.default
            raise Refused("kpi.missing", field=place.at(name).path, accepted=form.kind.accepted())
        if raw[name] is None and is_optional and attribute.default is None:
            return None
        return form.kind.read(raw[name], place.at(name))


@dataclass(frozen=True, slots=True)
class AtMost:
    """The sum of some inputs is at most another; a member that is not given leaves the rule out."""

    parts: tuple[str, ...]
    whole: str

    def meaning(self) -> str:
        return f"{' + '.join(self.parts)} is at most {self.whole}"

    def broken(self, values: Mapping[str, Any], raw: Mapping[str, object], place: Place) -> Refused | None:
        limit: Exact | None = values[self.whole]
        parts: list[Exact] = [values[part] for part in self.parts if values[part] is not None]
        if limit is None or sum(parts) <= limit:
            return None
        return Refused(
            "kpi.above",
            field=" + ".join(place.at(part).path for part in self.parts),
            value=" + ".join(shown(raw[part]) for part in self.parts if values[part] is not None),
            other=place.at(self.whole).path,
            limit=shown(raw.get(self.whole)),
        )


@dataclass(frozen=True, slots=True)
class Before:
    """One time lies before another."""

    earlier: str
    later: str

    def meaning(self) -> str:
        return f"{self.earlier} is before {self.later}"

    def broken(self, values: Mapping[str, Any], raw: Mapping[str, object], place: Place) -> Refused | None:
        if values[self.earlier] < values[self.later]:
            return None
        return Refused(
            "kpi.not_after",
            field=place.at(self.later).path,
            value=shown(raw[self.later]),
            other=place.at(self.earlier).path,
            limit=shown(raw[self.earlier]),
        )


@dataclass(frozen=True, slots=True)
class Together:
    """One input has a meaning only beside another."""

    one: str
    other: str

    def meaning(self) -> str:
        return f"{self.one} is given only with {self.other}"

    def broken(self, values: Mapping[str, Any], raw: Mapping[str, object], place: Place) -> Refused | None:
        if _is_left_out(values[self.one]) or not _is_left_out(values[self.other]):
            return None
        return Refused("kpi.needs", field=place.at(self.one).path, other=place.at(self.other).path)


def _is_left_out(value: object) -> bool:
    return value is None or value is False or value == ()


@dataclass(frozen=True, slots=True)
class Calculation:
    """One calculation as the list, the command line and the tests see it."""

    name: str
    title: str
    inputs: type
    outputs: type
    run: Callable[[Any], object]
    source: str
    conventions: tuple[str, ...]
    example: Mapping[str, object]
