"""Carries out the folds, each guarded: a fold is a neighbour's rule, and its fault must not cost a fact."""

from collections.abc import Mapping, Sequence

from momstation.core.event import Record, UnknownEvent
from momstation.store.budget import Budget, OutOfTime
from momstation.store.fold import AnyFold, prefix
from momstation.store.merging.causality import Past
from momstation.store.merging.found import Found
from momstation.store.refolding import Told, retold
from momstation.store.showing import Note
from momstation.store.standings import encode


class Folding:
    """``note`` writes down what went wrong with which record."""

    def __init__(self, folds: Mapping[str, AnyFold], budget: Budget, note: Note) -> None:
        self._folds = folds
        self._budget = budget
        self._note = note
        self._given_up: set[str] = set()

    def of(self, stream: str) -> AnyFold | None:
        return self._folds.get(prefix(stream))

    def try_again(self, stream: str) -> None:
        """A fold that was given up for this stream may be carried out once more."""
        self._given_up.discard(stream)

    def step(
        self, fold: AnyFold | None, state: object | None, record: Record, past: Past
    ) -> tuple[object | None, bool]:
        if isinstance(record.event, UnknownEvent):
            return state, False
        if fold is None:
            return None, True
        if record.stream in self._given_up:
            return state, False
        try:
            return self._budget.run(lambda: fold.step(state, record, past)), True
        except Exception as error:  # a fold is a neighbour's rule: its fault must not cost a fact
            self._note(record, f"fold {fold.name}", error)
        except OutOfTime as error:
            self._give_up(fold, record, error)
        return state, False

    def whole(self, stream: str, records: Sequence[Record]) -> Told:
        fold = self.of(stream)
        told = retold(fold, stream, records, self._budget)
        for record, error in told.errors:
            if fold is not None and isinstance(error, OutOfTime):
                self._give_up(fold, record, error)
            else:
                self._note(record, f"fold {prefix(stream)}", error)
        return told

    def found(self, fold: AnyFold | None, state: object | None, record: Record) -> tuple[Found, ...]:
        if fold is None:
            return ()
        try:
            return tuple(fold.discrepancies(state))
        except Exception as error:  # as of the fold itself
            self._note(record, f"discrepancies of {fold.name}", error)
            return ()

    def text(self, state: object | None, record: Record) -> str | None:
        try:
            return encode(state).decode()
        except Exception as error:  # a state that is no JSON is a fault of the rule as well
            self._note(record, "state", error)
            return None

    def _give_up(self, fold: AnyFold, record: Record, error: OutOfTime) -> None:
        """One stream's endless rule must not stop the station at each of its records: only the next version
        or the next start tries it again."""
        self._given_up.add(record.stream)
        self._note(record, f"fold {fold.name} took too long and", error)
