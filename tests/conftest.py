"""The guards: whatever a test leaves behind, or says that nobody expected, makes it fail.

A test that means to provoke a log line asks for ``expect_log`` and names it.
"""

import asyncio
import gc
import logging
import os
import re
import socket
import sys
import threading
import time
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# A busy machine is no fault of the code, and the same code has the same answer each time; new examples are looked
# for with ``--hypothesis-profile=roam``.
settings.register_profile("roam", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("house", parent=settings.get_profile("roam"), derandomize=True, database=None)
settings.load_profile("house")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["MOMSTATION_KEYRING"] = "off"  # never the keyring of whoever runs the tests

_LOOPBACK = ("127.", "::1", "localhost", "")
_THREADS_THAT_MAY_STAY = re.compile(r"MainThread|asyncio_\d+|ThreadPoolExecutor.*|pytest_timeout.*|Dummy-\d+")
_GRACE_S = 30.0


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol() -> Generator[None, object, object]:
    """Where Qt runs, nothing is collected on another thread than its own: see ``momstation.ui.collector``."""
    if "PySide6.QtWidgets" not in sys.modules:
        return (yield)
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()


@pytest.fixture(autouse=True)
def guard_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse to connect to anything but this machine."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def check(address: object) -> None:
        if isinstance(address, tuple) and not str(address[0]).startswith(_LOOPBACK):
            raise AssertionError(f"A test tried to leave this machine: {address!r}")

    def guarded(self: socket.socket, address: object) -> None:
        check(address)
        connect(self, address)  # type: ignore[arg-type]

    def guarded_ex(self: socket.socket, address: object) -> int:
        check(address)
        return connect_ex(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)
    monkeypatch.setattr(socket.socket, "connect_ex", guarded_ex)


class ExpectedLog:
    """Log lines that a test means to provoke: patterns searched in the message."""

    def __init__(self) -> None:
        self._patterns: list[str] = []

    def __call__(self, pattern: str) -> None:
        self._patterns.append(pattern)

    def covers(self, message: str) -> bool:
        return any(re.search(pattern, message) for pattern in self._patterns)


class _Heard(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture
def expect_log() -> ExpectedLog:
    return ExpectedLog()


@pytest.fixture(autouse=True)
def guard_log(expect_log: ExpectedLog) -> Iterator[None]:
    """Fail on a warning or an error in the log that the test did not announce."""
    heard = _Heard()
    root = logging.getLogger()
    root.addHandler(heard)
    yield
    root.removeHandler(heard)
    stray = [r.getMessage() for r in heard.records if not expect_log.covers(r.getMessage())]
    assert not stray, f"Unexpected in the log: {stray}"


@pytest.fixture(autouse=True)
def guard_threads() -> Iterator[None]:
    """Fail on a thread that outlives its test."""
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + _GRACE_S
    while left := [t for t in threading.enumerate() if t not in before and not _may_stay(t)]:
        if time.monotonic() > deadline:
            raise AssertionError(f"Threads left behind: {[t.name for t in left]}")
        time.sleep(0.01)


def _may_stay(thread: threading.Thread) -> bool:
    return not thread.is_alive() or _THREADS_THAT_MAY_STAY.fullmatch(thread.name) is not None


@pytest.fixture(autouse=True)
def guard_tasks() -> Iterator[None]:
    """Fail on an asyncio task that is still pending when its test is over."""
    yield
    left = [task.get_name() for task in _known_tasks() if not task.done()]
    assert not left, f"Tasks left behind: {left}"


def _known_tasks() -> "list[asyncio.Task[object]]":
    """All tasks of all loops; the set has another name from Python 3.12 on."""
    name = "_scheduled_tasks" if sys.version_info >= (3, 12) else "_all_tasks"
    return list(getattr(asyncio.tasks, name))


@pytest.fixture(autouse=True)
def guard_widgets() -> Iterator[None]:
    """Fail on a top-level widget or a running timer that its test did not close."""
    yield
    application = _application()
    if application is None:
        return
    from PySide6.QtCore import QCoreApplication, QEvent, QTimer  # noqa: PLC0415 loaded only where Qt runs already

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [w for w in application.topLevelWidgets() if w.isVisible()]
    names = [f"{type(w).__name__} {w.objectName()}" for w in left]
    for widget in left:
        widget.close()
    assert not names, f"Widgets left open: {names}"
    running = [
        timer.objectName() or "QTimer" for timer in application.findChildren(QTimer) if timer.isActive()
    ]
    assert not running, f"Timers left running: {running}"


@pytest.fixture(autouse=True)
def guard_language() -> Iterator[None]:
    """The next test hears English again, whatever this one spoke and however it ended."""
    yield
    i18n = sys.modules.get("momstation.core.i18n")
    if i18n is not None and i18n.SPEECH.language != i18n.ENGLISH:
        i18n.SPEECH.use(Path(__file__).parents[1] / "translations", i18n.ENGLISH)


def _application() -> Any:
    widgets = sys.modules.get("PySide6.QtWidgets")
    return widgets.QApplication.instance() if widgets is not None else None
