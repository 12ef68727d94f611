"""Keeps what was made of the streams that were asked for last, and drops what a request made that was rolled back."""

from collections import OrderedDict
from typing import Generic, TypeVar

T = TypeVar("T")


class AtHand(Generic[T]):
    """One value for each of ``most`` streams; the one that was asked for longest ago goes first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[str, T] = OrderedDict()
        self._touched: set[str] = set()

    def get(self, stream: str) -> T | None:
        kept = self._kept.get(stream)
        if kept is not None:
            self._kept.move_to_end(stream)
        return kept

    def put(self, stream: str, value: T) -> None:
        self._touched.add(stream)
        self._kept[stream] = value
        self._kept.move_to_end(stream)
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)

    def drop(self, stream: str) -> None:
        self._kept.pop(stream, None)

    def settle(self) -> None:
        """The request is done; what it put here may stay."""
        self._touched.clear()

    def roll_back(self) -> None:
        """The request was rolled back: what it put here is no longer so."""
        for stream in self._touched:
            self.drop(stream)
        self._touched.clear()

    def clear(self) -> None:
        self._kept.clear()
        self._touched.clear()
