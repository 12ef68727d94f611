"""Holds where each stream stands: read from the file when it is first asked for, kept at hand, and saved."""

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from momstation.store.at_hand import AtHand
from momstation.store.fold import AnyFold, prefix
from momstation.store.merging.found import Found
from momstation.store.rows import joined, parted
from momstation.store.sqlite import Cursor

MOST_KEPT = 256
_LOAD = "SELECT heads, last_hlc, n, state, fold_v, partial, dirty FROM stream WHERE stream = ?"
_SAVE = (
    "INSERT INTO stream (stream, heads, last_hlc, n, state, fold_v, partial, dirty) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, 0) ON CONFLICT (stream) DO UPDATE SET "
    "heads = excluded.heads, last_hlc = excluded.last_hlc, n = excluded.n, "
    "state = excluded.state, fold_v = excluded.fold_v, partial = excluded.partial, dirty = 0"
)
encode = msgspec.json.Encoder(order="sorted").encode
"""The text of a state, as it is kept."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a stream stands: its unanswered records, its latest stamp, how many records, and their state.
    ``found`` None: what contradicts itself in it was not asked for since it was read from the file."""

    heads: tuple[bytes, ...]
    last_hlc: int
    n: int
    state: object | None
    is_partial: bool
    is_dirty: bool
    found: tuple[Found, ...] | None = ()


class Standings:
    """Only for the writer's thread, inside its transaction."""

    def __init__(self, cursor: Cursor, folds: Mapping[str, AnyFold]) -> None:
        self._cursor = cursor
        self._folds = folds
        self.at_hand = AtHand[Standing](MOST_KEPT)

    def of(self, stream: str) -> Standing:
        kept = self.at_hand.get(stream)
        if kept is not None:
            return kept
        found = self.read(stream)
        self.at_hand.put(stream, found)
        return found

    def read(self, stream: str, *, is_past_gone: bool = False) -> Standing:
        fold = self._folds.get(prefix(stream))
        row = self._cursor.execute(_LOAD, (stream,)).fetchone()
        if row is None:
            return Standing((), 0, 0, fold.empty(stream) if fold else None, is_partial=False, is_dirty=False)
        heads, last_hlc, n, text, fold_v, partial, dirty = row
        state, is_dirty = None, bool(dirty) or fold_v != (fold.version if fold else 0)
        if fold is not None and (is_past_gone or not is_dirty):
            try:
                state = msgspec.json.decode(text, type=fold.state)
            except msgspec.MsgspecError:
                is_dirty = True  # the shape of the state changed without a new version: fold anew
        return Standing(parted(heads), last_hlc, n, state, bool(partial), is_dirty, found=None)

    def save(self, stream: str, standing: Standing, text: str | None = None) -> None:
        fold = self._folds.get(prefix(stream))
        self._cursor.execute(
            _SAVE,
            (
                stream,
                joined(standing.heads),
                standing.last_hlc,
                standing.n,
                text if text is not None else encode(standing.state).decode(),
                fold.version if fold else 0,
                int(standing.is_partial),
            ),
        )
        self.at_hand.put(stream, standing)
