"""What rules and presenters may ask of the store: questions, and nothing else."""

from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

import msgspec
import sqlalchemy as sa

T = TypeVar("T")
S = TypeVar("S", bound=msgspec.Struct)


class Reader(Protocol):
    """The answer is of one moment of the store."""

    def read(self, query: Callable[[sa.Connection], T], /) -> Awaitable[T]: ...


class StateReader(Protocol):
    """Answers with what is known of a stream; None when nothing was recorded in it."""

    def state(self, stream: str, kind: type[S], /) -> Awaitable[S | None]: ...


class StreamReader(Reader, StateReader, Protocol):
    """Both."""
