"""The order that is worked on here: how many, against the plan, and when it will be done."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from momstation.core.i18n import _
from momstation.production.screens.fit_text import FitText
from momstation.production.views import OrderCard
from momstation.ui.big_number import BigNumber
from momstation.ui.button import Button
from momstation.ui.card import Card
from momstation.ui.delta_badge import DeltaBadge
from momstation.ui.drawing import Align
from momstation.ui.progress import ProgressWithTarget
from momstation.ui.status import Status
from momstation.ui.status_chip import StatusChip
from momstation.ui.text import Text, Tone
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.units import Role


class OrderPanel(Card):
    """``one_more`` asks to declare one good piece, where no machine counts."""

    one_more = Signal()

    def __init__(self, host: ThemeHost, parent: QWidget | None = None) -> None:
        super().__init__(host, parent=parent)
        self.setObjectName("order.card")
        self._order = Text(host, "", tone=Tone.QUIET, elide=True)
        self._paused = StatusChip(host, Status.INFO, _("Paused"))
        self._paused.setObjectName("order.paused")
        self._material = Text(host, "", role=Role.HEADING, weight=Weight.SEMIBOLD, elide=True)
        self._number = BigNumber(host)
        self._number.setObjectName("order.good")
        self._delta = DeltaBadge(host)
        self._delta.setObjectName("order.delta")
        self._one_more = Button(host, _("+1 good"))
        self._one_more.setObjectName("order.plus_one")
        self._progress = ProgressWithTarget(host)
        self._scrap = Text(host, "", weight=Weight.MEDIUM, least=Role.CAPTION)
        self._scrap.setObjectName("order.scrap")
        self._rework = Text(host, "", least=Role.CAPTION)
        self._rework.setObjectName("order.rework")
        self._unreasoned = StatusChip(host, Status.CAUTION, "–")
        self._unreasoned.setObjectName("order.unreasoned")
        self._done = FitText(host, align=Align.END)
        self._done.setObjectName("order.done")
        self._lay_out()
        self._one_more.triggered.connect(self.one_more)
        self._one_more.explained.connect(lambda _reason: self.one_more.emit())  # refused with who may

    def set_card(self, card: OrderCard) -> None:
        self.setAccessibleName(card.spoken)
        self._order.set_text(card.title)
        self._paused.setVisible(card.is_paused)
        self._material.set_text(card.subtitle)
        self._number.set_number(card.good_text, card.rest_text)
        self._delta.setVisible(card.delta is not None)
        if card.delta is not None:
            self._delta.set_delta(card.delta.text, card.delta.detail, card.delta.status)
        self._one_more.setVisible(card.machine is None and not card.is_paused)
        self._one_more.set_refusal(card.refusal)
        self._progress.set_progress(card.good, card.target, card.planned, card.spoken)
        self._foot(card)

    def _foot(self, card: OrderCard) -> None:
        self._scrap.set_text(card.scrap_text)
        self._rework.set_text(card.rework_text)
        self._unreasoned.set_status(Status.CAUTION, card.unreasoned_text or "–")
        self._unreasoned.setVisible(bool(card.unreasoned_text))
        self._done.setObjectName("order.target_reached" if card.is_target_reached else "order.done")
        self._done.set_text(card.done_text, Status.OK if card.is_target_reached else Tone.QUIET)
        self.setAccessibleDescription(card.machine_text)

    def _lay_out(self) -> None:
        column = self.column()
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._order)
        words.addWidget(self._material)
        head.addLayout(words, 1)
        head.addWidget(self._unreasoned)
        head.addWidget(self._paused)
        glance = QHBoxLayout()
        glance.addWidget(self._number, 1)
        glance.addWidget(self._delta)
        glance.addWidget(self._one_more)
        self._feet = QHBoxLayout()
        self._feet.addWidget(self._scrap)
        self._feet.addWidget(self._rework)
        self._feet.addWidget(self._done, 1)
        column.addLayout(head)
        column.addStretch(1)
        column.addLayout(glance)
        column.addWidget(self._progress)
        column.addLayout(self._feet)
        self._respace()
        self.host.changed.connect(self._respace)

    def _respace(self) -> None:
        self._feet.setSpacing(self.host.units.u(20))
