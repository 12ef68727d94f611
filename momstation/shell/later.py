"""Makes what hides at the start only when it is first needed, so that the home stands sooner."""

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T", covariant=True)


class Later(Generic[T]):
    """``get`` makes it once; ``made`` is None until then, and makes nothing."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._made: T | None = None

    @property
    def made(self) -> T | None:
        return self._made

    def get(self) -> T:
        if self._made is None:
            self._made = self._make()
        return self._made
