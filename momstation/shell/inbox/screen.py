"""The inbox: what contradicts itself, each settled with one tap, the records behind it one tap away."""

from collections.abc import Collection, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from momstation.events.discrepancy import Decision
from momstation.shell.inbox.card import STEPS, InboxCard
from momstation.shell.inbox.commands import SettleDiscrepancy
from momstation.shell.inbox.view import InboxRow, InboxView
from momstation.ui.empty_state import EmptyState
from momstation.ui.kinetic_area import KineticArea
from momstation.ui.screen_header import ScreenHeader
from momstation.ui.theme import ThemeHost

_SCALES = ((6, 140), (12, 120))
"""Few contradictions are shown larger: at most so many, at this percentage of the text size."""


class InboxScreen(QWidget):
    """``commanded`` carries the settlement; ``evidence_wanted`` the row whose records are asked for; ``note_wanted``
    whose note, and what it is until now: answer with ``set_note``. ``note_lost``: what a note was written about was
    settled by somebody else."""

    commanded = Signal(object)
    note_wanted = Signal(str, str)
    note_lost = Signal()
    evidence_wanted = Signal(object)
    home_tapped = Signal()

    def __init__(self, host: ThemeHost, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("screen.inbox")
        self.host = host
        self._cards_host = ThemeHost(host.theme.name, host.units, parent=self)
        self._header = ScreenHeader(host)
        self._empty = EmptyState(host, "check_circle-fill", "")
        self._empty.setObjectName("inbox.empty")
        self._cards: list[InboxCard] = []
        self._notes: dict[str, str] = {}
        self._decided: set[str] = set()
        self._inside = QWidget()
        self._list = QVBoxLayout(self._inside)
        self._area = KineticArea(host, self._inside)
        self._column = QVBoxLayout(self)
        self._lay_out()
        self._header.home_tapped.connect(self.home_tapped)
        host.changed.connect(self._respace)
        host.changed.connect(self._follow_theme)
        self._cards_host.clipped.connect(host.clipped)
        self._respace()

    @property
    def cards(self) -> tuple[InboxCard, ...]:
        return tuple(self._cards)

    def set_view(self, view: InboxView) -> None:
        """A card that stays keeps its place in memory, so that focus and a press under way stay with it."""
        self._header.set_title(view.title, view.detail)
        self._empty.set_view("check_circle-fill", view.empty_text, view.empty_hint)
        self._empty.setVisible(not view.rows)
        self._area.setVisible(bool(view.rows))
        self._scale_cards(len(view.rows))
        kept = {card.row_view.id: card for card in self._cards}
        wanted = {row.id for row in view.rows}
        for card in [card for card in self._cards if card.row_view.id not in wanted]:
            self._list.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = [self._card(row, kept.get(row.id)) for row in view.rows]
        for index, card in enumerate(self._cards):
            self._list.insertWidget(index, card)
            card.accept.set_primary(index == 0)  # the worst is settled next
        self._drop_notes(wanted)

    @property
    def notes(self) -> dict[str, str]:
        """By contradiction: what is written, and recorded only with the settlement."""
        return dict(self._notes)

    def take_notes(self, notes: Mapping[str, str]) -> None:
        """These and no others."""
        self._notes = dict(notes)
        for card in self._cards:
            card.set_note(self._notes.get(card.row_view.id, ""))

    def set_note(self, discrepancy: str, note: str) -> None:
        self.take_notes({key: said for key, said in (self._notes | {discrepancy: note}).items() if said})

    def move_focus(self, step: int) -> bool:
        """To the next or previous contradiction's first answer; False without any."""
        if not self._cards:
            return False
        here = next((n for n, card in enumerate(self._cards) if card.isAncestorOf(self._focused())), -1)
        wanted = min(len(self._cards) - 1, max(0, here + step)) if here >= 0 else 0
        card = self._cards[wanted]
        card.accept.setFocus(Qt.FocusReason.TabFocusReason)
        self._area.ensureWidgetVisible(card)
        return True

    def page(self, key: int) -> bool:
        """False for a key that does not page, or where all is seen."""
        return self._area.page(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(event.key())
        if step is None or not self.move_focus(step):
            super().keyPressEvent(event)

    def _focused(self) -> QWidget:
        return self.window().focusWidget() or self

    def _card(self, row: InboxRow, known: InboxCard | None) -> InboxCard:
        if known is not None:
            known.set_row(row)
            return known
        card = InboxCard(self._cards_host, row)
        card.set_note(self._notes.get(row.id, ""))
        card.decided.connect(lambda is_accepted: self._decide(card, is_accepted))
        card.stepped.connect(self.move_focus)
        card.evidence_wanted.connect(lambda: self.evidence_wanted.emit(card.row_view))
        card.note_wanted.connect(lambda: self.note_wanted.emit(card.row_view.id, card.note))
        return card

    def _scale_cards(self, count: int) -> None:
        """They are read by a person who stands, not only by one who sits."""
        own = self.host.units
        scale = next((scale for most, scale in _SCALES if count <= most), 100)
        wanted = own.scaled(own.text_scale * scale // 100)
        if self._cards_host.units != wanted:
            self._cards_host.set_units(wanted)

    def _follow_theme(self) -> None:
        self._cards_host.set_theme(self.host.theme.name)
        self._scale_cards(len(self._cards))

    def _decide(self, card: InboxCard, is_accepted: bool) -> None:
        decision = Decision.ACCEPTED if is_accepted else Decision.OVERRULED
        settled = SettleDiscrepancy(discrepancy=card.row_view.id, decision=decision, note=card.note)
        self._decided.add(card.row_view.id)
        self.commanded.emit(settled)

    def _drop_notes(self, waiting: Collection[str]) -> None:
        lost = [key for key in self._notes if key not in waiting]
        for key in lost:
            del self._notes[key]
        if set(lost) - self._decided:
            self.note_lost.emit()
        self._decided &= set(waiting)

    def _lay_out(self) -> None:
        self._list.addStretch(1)
        self._column.addWidget(self._header)
        self._column.addWidget(self._empty, 1)
        self._column.addWidget(self._area, 1)

    def _respace(self) -> None:
        self.host.space(self._column, margin=False)
        self.host.space(self._list, margin=False)
