"""Background work with a name, whose failure is heard."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import TypeVar

Result = TypeVar("Result")
_log = logging.getLogger(__name__)


def spawn(coro: Coroutine[object, object, Result], *, name: str) -> asyncio.Task[Result]:
    """Start ``coro`` on the running loop; an exception is logged with its traceback."""
    task = asyncio.get_running_loop().create_task(coro, name=name)
    task.add_done_callback(_report)
    return task


def _report(task: asyncio.Task[object]) -> None:
    if task.cancelled():
        return
    failure = task.exception()
    if failure is not None:
        _log.error("Task %s failed", task.get_name(), exc_info=failure)
