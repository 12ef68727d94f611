"""How many parts a machine's counter has counted, though it rolls over, is reset and repeats itself."""

# ruff: noqa: RUF009 -- given() and found() make dataclass fields.

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from momstation.core.errors import Refused
from momstation.kpi.declare import Calculation, found, given
from momstation.kpi.exact import Exact
from momstation.kpi.kinds import ListOf, Number

NEAR = Fraction(1, 10)
"""Near the modulus and near 0 is within a tenth of the modulus: a poll may have missed a good many parts."""


class Step(StrEnum):
    """What happened between two readings."""

    COUNTED = "counted"
    SAME = "same"
    ROLLOVER = "rollover"
    RESET = "reset"


@dataclass(frozen=True, slots=True)
class Delta:
    """Parts between one reading and the next, and how the counter came there."""

    parts: int
    step: Step


def delta(before: int, now: int, modulus: int | None = None, near: Exact = NEAR) -> Delta:
    """Parts from one reading to the next; after a reset those that the counter shows again."""
    if now == before:
        return Delta(0, Step.SAME)
    if now > before:
        return Delta(now - before, Step.COUNTED)
    if modulus is not None and before >= modulus * (1 - near) and now <= modulus * near:
        return Delta(modulus - before + now, Step.ROLLOVER)
    return Delta(now, Step.RESET)


def deltas(readings: Sequence[int], modulus: int | None = None, near: Exact = NEAR) -> Iterator[Delta]:
    """One delta for each reading after the first, which only says where counting starts."""
    return (delta(before, now, modulus, near) for before, now in pairwise(readings))


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterInputs:
    """Readings of one counter in the order in which they were taken."""

    readings: tuple[int, ...] = given(
        ListOf(Number("parts", whole=True), at_least=1), "Counter readings, oldest first"
    )
    modulus: int | None = given(
        Number("parts", whole=True, at_least=2),
        "The counter runs from 0 to modulus - 1 and then starts again; without it every fall is a reset",
        default=None,
    )
    near: Exact = given(
        Number("share of the modulus", above=0, below=1),
        "How near to the modulus and to 0 a fall must begin and end to be a rollover; 0.1 if left out",
        default=NEAR,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterResult:
    """The parts between the readings."""

    deltas: tuple[int, ...] = found("Parts between each reading and the one before", "parts")
    steps: tuple[Step, ...] = found("What each step was: counted, same, rollover or reset", "text")
    total: int = found("Parts over all readings", "parts")
    rollovers: int = found("How often the counter rolled over", "times")
    resets: int = found("How often the counter was reset", "times")


def check_below_modulus(readings: Sequence[int], modulus: int | None, field: str) -> None:
    """Refuse a reading at or above the modulus; ``field`` has a place for the index."""
    for index, reading in enumerate(readings if modulus is not None else ()):
        if modulus is not None and reading >= modulus:
            accepted = f"a whole number below the modulus {modulus}"
            raise Refused("kpi.not_accepted", field=field.format(index), value=reading, accepted=accepted)


def counter_deltas(inputs: CounterInputs) -> CounterResult:
    """Deltas of a list of readings."""
    check_below_modulus(inputs.readings, inputs.modulus, "readings[{}]")
    steps = tuple(deltas(inputs.readings, inputs.modulus, inputs.near))
    return CounterResult(
        deltas=tuple(each.parts for each in steps),
        steps=tuple(each.step for each in steps),
        total=sum(each.parts for each in steps),
        rollovers=sum(each.step is Step.ROLLOVER for each in steps),
        resets=sum(each.step is Step.RESET for each in steps),
    )


CALCULATIONS = (
    Calculation(
        name="counter.deltas",
        title="Parts between the readings of a counter that rolls over or is reset",
        inputs=CounterInputs,
        outputs=CounterResult,
        run=counter_deltas,
        source="Counter arithmetic modulo the counter's range; rollover and reset by the rule below",
        conventions=(
            "A fall from near the modulus to near 0 is a rollover; near is within `near` times the modulus.",
            "Any other fall is a reset: the parts since then are the reading itself.",
            "The same reading twice is nothing.",
        ),
        example={"readings": [65520, 65530, 65535, 4, 12, 12, 0, 7], "modulus": 65536},
    ),
)
