"""What every tappable component shares: one signal, a reason instead of silence, focus ring, debounce."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from momstation.ui.blend import mix
from momstation.ui.drawing import Drawing
from momstation.ui.theme import ThemeHost

DEBOUNCE_MS = 80
_KEYBOARD_REASONS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
_GIVEN_REASONS = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.OtherFocusReason)
"""A sheet that opens puts the focus inside it: whoever works with keys must see where."""
_PRESS_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Tappable(QAbstractButton):
    """Connect ``triggered``; when a refusal is set, a tap emits ``explained`` with it instead."""

    triggered = Signal()
    explained = Signal(str)

    def __init__(self, host: ThemeHost, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.host = host
        self._refusal = ""
        self._detail = ""
        self._is_busy = False
        self._is_primary = False
        self._has_ring = False
        self._released_at: int | None = None
        self._is_cancelled = False
        self._is_pressed = False
        """By a finger or a mouse that is not up yet."""
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._on_clicked)
        host.changed.connect(self._on_look_changed)

    @property
    def refusal(self) -> str:
        return self._refusal

    @property
    def is_available(self) -> bool:
        return self.isEnabled() and not self._refusal

    @property
    def is_primary(self) -> bool:
        """The one next action of its screen, drawn in ink."""
        return self._is_primary

    @property
    def is_busy(self) -> bool:
        return self._is_busy

    def set_refusal(self, reason: str) -> None:
        """Why this cannot be done now, in plain words; empty when it can."""
        self._refusal = reason
        self._describe()
        self.update()

    def set_detail(self, detail: str) -> None:
        """What is spoken after the name, such as a badge or a status; a refusal is added to it."""
        self._detail = detail
        self._describe()

    def set_busy(self, is_busy: bool) -> None:
        """While a command runs, taps are ignored and the tile shows it."""
        self._is_busy = is_busy
        self.update()

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._has_ring = self.host.is_by_keys = True
        if event.key() in _PRESS_KEYS and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A worn touch panel sends one finger twice; the second within 80 ms is dropped."""
        if self._bounces(event.timestamp()):
            event.accept()
            return
        self._has_ring = self.host.is_by_keys = False
        self._is_cancelled = False
        self._is_pressed = True
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._is_cancelled:
            super().mouseMoveEvent(event)

    def cancel_press(self) -> None:
        """The finger turned out to scroll: what it lies on is not meant."""
        self._is_pressed = False
        if self.isDown():
            self._is_cancelled = True
            self.setDown(False)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._is_pressed = False
        if self.isDown():
            self._released_at = event.timestamp()
        super().mouseReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        is_led_by_keys = event.reason() in _KEYBOARD_REASONS
        self._has_ring = is_led_by_keys or (event.reason() in _GIVEN_REASONS and self.host.is_by_keys)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Another finger takes the focus, not the press; Qt lets go with the focus."""
        if self._is_pressed and event.reason() == Qt.FocusReason.MouseFocusReason:
            QWidget.focusOutEvent(self, event)
        else:
            super().focusOutEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self.update()
        super().changeEvent(event)

    def shows_ring(self) -> bool:
        return self._has_ring and self.hasFocus()

    def fill(self, rest: QColor) -> QColor:
        """The resting colour as hover and press change it."""
        theme = self.host.theme
        if self.isDown() or self._is_busy:
            return mix(rest, theme.outline, 0.34)
        if self.underMouse() and self.is_available:
            return mix(rest, theme.outline, 0.10)
        return rest

    def faint_edge(self) -> QColor:
        """The edge of what cannot be done now; weaker than an available one in every theme."""
        theme = self.host.theme
        return mix(theme.surface, theme.disabled, 0.5)

    def draw_ground(self, d: Drawing, *, is_chosen: bool = False) -> QColor:
        """The surface: faint where it cannot be done now, filled where it is primary. Answers with the ink on it."""
        theme, edge = self.host.theme, max(2, self.host.units.u(2))
        if not self.is_available:
            d.box(d.rect, self.fill(theme.surface), self.faint_edge(), edge)
            return theme.disabled
        if self._is_primary:
            d.box(d.rect, self.fill(theme.text), theme.text, edge)
            return theme.canvas
        if is_chosen:
            d.box(d.rect, self.fill(theme.accent_soft), theme.accent, edge * 2)
        else:
            d.box(d.rect, self.fill(theme.raised), theme.outline, edge)
        return theme.text

    def _describe(self) -> None:
        said = (self._detail, self._refusal)
        self.setAccessibleDescription(", ".join(part for part in said if part))

    def _on_clicked(self) -> None:
        if self._is_busy:
            return
        if self._refusal:
            self.explained.emit(self._refusal)
            return
        self._act()

    def _bounces(self, at_ms: int) -> bool:
        """Events made by a program may carry no time; those never bounce."""
        if self._released_at is None or at_ms == 0:
            return False
        return 0 <= at_ms - self._released_at < DEBOUNCE_MS

    def _act(self) -> None:
        self.triggered.emit()

    def _on_look_changed(self) -> None:
        self.updateGeometry()
        self.update()
