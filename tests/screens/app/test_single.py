"""One station, one window: a second start reaches the first by its store, and nobody else's."""

import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QApplication, QWidget

from momstation.app.single import FirstOfItsKind, another_was_raised, name_of


@pytest.fixture
def first(qapp: QApplication, tmp_path: Path) -> Iterator[FirstOfItsKind]:
    first = FirstOfItsKind(tmp_path / "p07.db")
    assert first.listen()
    yield first
    first.close()


ASK = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from momstation.app.single import another_was_raised
app = QCoreApplication([])
sys.exit(0 if another_was_raised(Path(sys.argv[1])) else 1)
"""


def asked(store: Path) -> bool:
    """By another process, while Qt's loop runs here."""
    with subprocess.Popen([sys.executable, "-c", ASK, str(store)]) as second:
        run_until(lambda: second.poll() is not None)
        return second.returncode == 0


def run_until(is_over: Callable[[], bool], limit_ms: int = 200_000) -> None:
    loop, look, limit = QEventLoop(), QTimer(), QTimer(singleShot=True)
    look.timeout.connect(lambda: loop.quit() if is_over() else None)
    look.start(10)
    limit.timeout.connect(loop.quit)
    limit.start(limit_ms)
    loop.exec()
    look.stop()
    limit.stop()


@pytest.mark.qt_log_ignore("does not support raise")  # the offscreen platform has one plane
def test_the_window_of_the_first_comes_back_also_when_it_was_put_away(
    qtbot: object, first: FirstOfItsKind, tmp_path: Path
) -> None:
    window = QWidget()
    window.showMinimized()
    assert asked(tmp_path / "p07.db")
    assert not window.isMinimized()
    window.close()


def test_another_store_is_another_station(first: FirstOfItsKind, tmp_path: Path) -> None:
    assert not asked(tmp_path / "p08.db")
    assert name_of(tmp_path / "p07.db") == name_of(tmp_path / "x" / ".." / "p07.db")


def test_where_nobody_runs_nobody_is_waited_for(qapp: QApplication, tmp_path: Path) -> None:
    assert not another_was_raised(tmp_path / "p07.db")


def test_what_a_killed_station_left_lying_about_is_no_hindrance(qapp: QApplication, tmp_path: Path) -> None:
    store = tmp_path / "p07.db"
    _leave_a_socket(name_of(store))
    assert not another_was_raised(store)
    first = FirstOfItsKind(store)
    assert first.listen()
    assert asked(store)
    first.close()


def test_one_that_stands_and_is_mute_is_not_pushed_aside(
    qapp: QApplication, first: FirstOfItsKind, tmp_path: Path
) -> None:
    """Its loop does not run here: it cannot answer, as a station that hangs."""
    assert not another_was_raised(tmp_path / "p07.db", patience_ms=100)
    second = FirstOfItsKind(tmp_path / "p07.db")
    assert not second.listen()
    second.close()
    assert asked(tmp_path / "p07.db")


def test_whoever_says_something_else_is_not_answered(first: FirstOfItsKind, tmp_path: Path) -> None:
    call = QLocalSocket()
    call.connectToServer(name_of(tmp_path / "p07.db"))
    assert call.waitForConnected(60_000)
    call.write(b"format the disk\n")
    call.flush()
    run_until(lambda: False, limit_ms=100)
    assert bytes(call.readAll().data()) == b""
    call.abort()


def _leave_a_socket(name: str) -> None:
    path = Path(tempfile.gettempdir()) / name
    path.unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as left:
        left.bind(str(path))
