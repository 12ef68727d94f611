"""Samples by features as an inspector fills them: where the next value goes and what it means, without a window."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum

from momstation.ui.tolerance import Judgement, Tolerance


class Order(Enum):
    """Which cell comes next: one feature on all samples, as with one gauge in hand, or one sample at a time."""

    FEATURE = "feature"
    SAMPLE = "sample"


@dataclass(frozen=True)
class Feature:
    """One line of the inspection plan; an attribute is judged by eye and holds yes or no instead of a number."""

    key: str
    balloon: str
    name: str
    tolerance: Tolerance = field(default_factory=Tolerance)
    decimals: int = 2
    unit: str = ""
    is_attribute: bool = False


@dataclass(frozen=True)
class Cell:
    """Feature and sample, both counted from 0."""

    feature: int
    sample: int


Measured = Decimal | bool


class WrongKind(Exception):
    """A number was given to a feature that is judged by eye, or the other way round."""


class MeasureModel:
    """Values by cell, and the cell that the gauge's next value fills; None once all are filled."""

    def __init__(self, features: Sequence[Feature], samples: int, order: Order = Order.FEATURE) -> None:
        if not features or samples < 1:
            raise ValueError("a grid needs a feature and a sample")
        self.features = tuple(features)
        self.samples = samples
        self.order = order
        self._values: dict[Cell, Measured] = {}
        self._current: Cell | None = Cell(0, 0)

    @property
    def current(self) -> Cell | None:
        return self._current

    @property
    def is_full(self) -> bool:
        return len(self._values) == len(self.features) * self.samples

    def value(self, cell: Cell) -> Measured | None:
        return self._values.get(cell)

    def select(self, cell: Cell) -> None:
        """The next value goes here, also over one that is there; raises IndexError beside the grid."""
        if not (0 <= cell.feature < len(self.features) and 0 <= cell.sample < self.samples):
            raise IndexError(f"{cell} is beside the grid")
        self._current = cell

    def take(self, value: Measured) -> Cell | None:
        """Fill the current cell and go on to the next empty one; gives the filled cell.

        Without a current cell nothing is taken: a gauge that is pressed once too often changes nothing.
        """
        cell = self._current
        if cell is None:
            return None
        if isinstance(value, bool) is not self.features[cell.feature].is_attribute:
            raise WrongKind(self.features[cell.feature].key)
        self._values[cell] = value
        self._current = self._next_empty(cell)
        return cell

    def clear(self, cell: Cell) -> None:
        """Empty a cell; it is the next to be filled."""
        self._values.pop(cell, None)
        self.select(cell)

    def judge(self, cell: Cell) -> Judgement:
        feature, value = self.features[cell.feature], self.value(cell)
        if isinstance(value, bool):
            return Judgement.OK if value else Judgement.NOK
        return feature.tolerance.judge(value)

    def verdict(self, feature: int) -> Judgement:
        """NOK as soon as one sample is; OK only when all are there."""
        return _together(self.judge(Cell(feature, sample)) for sample in range(self.samples))

    def outcome(self) -> Judgement:
        """Of the whole grid."""
        return _together(self.verdict(feature) for feature in range(len(self.features)))

    def _cells(self) -> list[Cell]:
        """All of them in the order of filling."""
        if self.order is Order.FEATURE:
            return [Cell(f, s) for f in range(len(self.features)) for s in range(self.samples)]
        return [Cell(f, s) for s in range(self.samples) for f in range(len(self.features))]

    def _next_empty(self, cell: Cell) -> Cell | None:
        """After this one, and round again from the beginning."""
        cells = self._cells()
        at = cells.index(cell) + 1
        return next((one for one in [*cells[at:], *cells[:at]] if one not in self._values), None)


def _together(judged: Iterable[Judgement]) -> Judgement:
    found = set(judged)
    if any(one.is_nok for one in found):
        return Judgement.NOK
    return Judgement.OPEN if Judgement.OPEN in found else Judgement.OK
