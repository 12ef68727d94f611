"""The pad for a PIN beside the name of whose PIN it is."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from momstation.core.i18n import _
from momstation.ui.button import Button
from momstation.ui.card import Card
from momstation.ui.status import Status
from momstation.ui.text import Text, Tone
from momstation.ui.theme import ThemeHost, Weight
from momstation.workforce.screens.pin_pad import PinPad
from momstation.workforce.views import PinPadView


class PinSide(Card):
    """``backed``: another name is wanted. Without ``has_home`` there is no way home, as on a locked station."""

    backed = Signal()
    home_tapped = Signal()
    explained = Signal(str)

    def __init__(self, host: ThemeHost, *, has_home: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(host, parent=parent)
        self.pad = PinPad(host)
        self._prompt = Text(host, "", weight=Weight.SEMIBOLD, wrap=True)
        self._prompt.setObjectName("pin.prompt")
        self._refusal = Text(host, "", tone=Status.ALARM, wrap=True)
        self._refusal.setObjectName("pin.refusal")
        hint = Text(host, _("Your badge works at any moment."), tone=Tone.QUIET, wrap=True)
        back = Button(host, _("Other name"), icon="arrow_back")
        back.setObjectName("pin.back")
        back.triggered.connect(self.backed)
        self._words = words = QVBoxLayout()
        for widget in (self._prompt, self._refusal, hint):
            words.addWidget(widget)
        words.addStretch(1)
        words.addWidget(back)
        home = Button(host, _("Home"), icon="home")
        home.setObjectName("nav.home")
        home.triggered.connect(self.home_tapped)
        home.setVisible(has_home)
        words.addWidget(home)
        self.pad.explained.connect(self.explained)
        self._row = self.row()
        self._row.addLayout(words, 2)
        self._row.addWidget(self.pad, 3)
        host.changed.connect(self._keep_apart)
        self._keep_apart()

    def _keep_apart(self) -> None:
        self._words.setSpacing(self.host.units.gap)
        self._row.setSpacing(self.host.units.gap)

    def set_pad(self, view: PinPadView, *, is_new: bool) -> None:
        self._prompt.set_text(view.prompt)
        self._refusal.set_text(view.refusal)
        self._refusal.setVisible(bool(view.refusal))
        self.pad.set_refusal("" if view.is_enabled else view.refusal)
        if is_new:
            self.pad.clear(view.digits)
