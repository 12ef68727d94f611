"""Remembers what the request that is being answered has decided and not recorded yet."""

from collections.abc import Callable
from typing import Generic, TypeVar

from momstation.core.part import Context

T = TypeVar("T")


class OfRequest(Generic[T]):
    """The dispatcher gives each request a context of its own, so another context is another request."""

    def __init__(self, nothing: Callable[[], T]) -> None:
        self._nothing = nothing
        self._context: Context | None = None
        self._known = nothing()

    def of(self, context: Context) -> T:
        """What was noted in this request; ``nothing`` where it is a new one."""
        if context is not self._context:
            self._context, self._known = context, self._nothing()
        return self._known
