"""Lets a station be there once: a second start shows the window of the first, and says so."""

import hashlib
import logging
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QApplication, QWidget

_log = logging.getLogger(__name__)
PATIENCE_MS = 10_000
_RAISE = b"raise\n"
_RAISED = b"raised\n"


class FirstOfItsKind(QObject):
    """Listens for starts of the same station by the same person; the store's own lock keeps everybody else out."""

    def __init__(self, store: Path) -> None:
        super().__init__()
        self._name = name_of(store)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._welcome)

    def listen(self) -> bool:
        """What a station that was killed has left lying about is put away; False where one stands that is mute."""
        if _is_somebody_there(self._name):
            return False
        QLocalServer.removeServer(self._name)
        return self._server.listen(self._name)

    def close(self) -> None:
        self._server.close()

    def _welcome(self) -> None:
        while (guest := self._server.nextPendingConnection()) is not None:
            guest.readyRead.connect(lambda one=guest: self._hear(one))
            guest.disconnected.connect(guest.deleteLater)
            self._hear(guest)

    def _hear(self, guest: QLocalSocket) -> None:
        if guest.canReadLine() and bytes(guest.readLine().data()) == _RAISE:
            _log.info("A second start of this station was asked for: its window comes to the front")
            raise_windows()
            guest.write(_RAISED)
            guest.flush()
            guest.disconnectFromServer()


def another_was_raised(store: Path, patience_ms: int = PATIENCE_MS) -> bool:
    """True when the same station runs already and has shown its window."""
    call = QLocalSocket()
    call.connectToServer(name_of(store))
    if not call.waitForConnected(patience_ms):
        return False
    call.write(_RAISE)
    answered = call.waitForBytesWritten(patience_ms) and call.waitForReadyRead(patience_ms)
    said = bytes(call.readAll().data()) if answered else b""
    call.close()
    return said == _RAISED


def _is_somebody_there(name: str) -> bool:
    call = QLocalSocket()
    call.connectToServer(name)
    is_there = call.waitForConnected(PATIENCE_MS)
    call.abort()
    return is_there


def name_of(store: Path) -> str:
    """The same for every way to write the same path."""
    return f"momstation-{hashlib.sha256(str(store.resolve()).encode()).hexdigest()[:24]}"


def raise_windows() -> None:
    """To the front, also when it was put away."""
    for window in QApplication.topLevelWidgets():
        if isinstance(window, QWidget) and window.isWindow() and window.isVisible():
            if window.isMinimized():
                window.showNormal()
            window.raise_()
            window.activateWindow()
