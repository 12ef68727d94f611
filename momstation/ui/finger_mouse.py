"""Presses with a further finger what Qt would press with the first: it makes a mouse of that one alone."""

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QInputDevice, QMouseEvent, QPointingDevice
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from momstation.ui.tappable import Tappable

_FIRST_DEVICE = 7100
"""Numbers of no real device: whoever follows a press tells the fingers apart by the device."""


def finger_device(slot: int) -> QPointingDevice:
    """The mouse of the finger in that slot; a panel counts its slots from 0."""
    return QPointingDevice(
        f"finger {slot}",
        _FIRST_DEVICE + slot,
        QInputDevice.DeviceType.Mouse,
        QPointingDevice.PointerType.Finger,
        QInputDevice.Capability.Position,
        1,
        1,
    )


class FingerMouse:
    """From press to release all goes to what lay under the finger when it came, as with a mouse."""

    def __init__(self, window: QWidget, hit: QWidget, device: QPointingDevice) -> None:
        self._window = window
        self._hit = hit
        self.device = device

    def press(self, spot: QPointF, at_ms: int) -> None:
        lead_focus(self._hit)
        self._send(QEvent.Type.MouseButtonPress, spot, at_ms)

    def move(self, spot: QPointF, at_ms: int) -> None:
        self._send(QEvent.Type.MouseMove, spot, at_ms)

    def lift(self, spot: QPointF, at_ms: int) -> None:
        self._send(QEvent.Type.MouseButtonRelease, spot, at_ms)

    def _send(self, kind: QEvent.Type, spot: QPointF, at_ms: int) -> None:
        if not isValid(self._hit):
            return
        local = self._hit.mapFrom(self._window, spot)
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        event = QMouseEvent(
            kind,
            local,
            spot,
            self._hit.mapToGlobal(local),
            none if kind is QEvent.Type.MouseMove else left,
            none if kind is QEvent.Type.MouseButtonRelease else left,
            Qt.KeyboardModifier.NoModifier,
            self.device,
        )
        event.setTimestamp(at_ms)
        QApplication.sendEvent(self._hit, event)


def lead_focus(hit: QWidget) -> None:
    """Qt leads it only for what came from the panel itself."""
    at: QWidget | None = hit
    while at is not None and not at.isWindow():
        if at.isEnabled() and at.focusPolicy() & Qt.FocusPolicy.ClickFocus:
            at.setFocus(Qt.FocusReason.MouseFocusReason)
            return
        at = at.parentWidget()


def tile_at(hit: QWidget) -> Tappable | None:
    """What can be pressed there."""
    at: QWidget | None = hit if isValid(hit) else None
    while at is not None and not isinstance(at, Tappable):
        at = at.parentWidget()
    return at
