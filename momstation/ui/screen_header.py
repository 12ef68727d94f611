"""The head of every screen that is not home: home in one tap, the title, and the screen's own controls."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from momstation.core.i18n import _
from momstation.ui.button import Button
from momstation.ui.text import Text, Tone
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.units import Role


class ScreenHeader(QWidget):
    """``home_tapped`` from the button ``nav.home``; ``add`` puts a control at the end."""

    home_tapped = Signal()

    def __init__(self, host: ThemeHost, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.host = host
        self._home = Button(host, _("Home"), icon="home")
        self._home.setObjectName("nav.home")
        self._title = Text(host, "", role=Role.HEADING, weight=Weight.SEMIBOLD, elide=True)
        self._detail = Text(host, "", tone=Tone.QUIET, elide=True)
        self._row = QHBoxLayout(self)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._detail)
        self._row.addWidget(self._home)
        self._row.addLayout(words, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._home.triggered.connect(self.home_tapped)
        host.changed.connect(self._respace)
        self._respace()

    def set_title(self, title: str, detail: str = "") -> None:
        self._title.set_text(title)
        self._detail.set_text(detail)
        self._detail.setVisible(bool(detail))

    def add(self, control: QWidget) -> None:
        self._row.addWidget(control)

    def _respace(self) -> None:
        self.host.space(self._row, margin=False)
