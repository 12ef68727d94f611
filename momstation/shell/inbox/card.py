"""One contradiction on the team lead's screen: its sentence, and the buttons that settle it."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from momstation.core.i18n import _
from momstation.shell.inbox.view import InboxRow
from momstation.ui.button import Button
from momstation.ui.card import Card
from momstation.ui.status_mark import StatusMark
from momstation.ui.text import Text, Tone
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.units import Role

SHORT = 12
"""So many characters of an id name a card: enough for a screen, and short enough for a test to read."""

STEPS = {Qt.Key.Key_Down.value: 1, Qt.Key.Key_Up.value: -1}


class InboxCard(Card):
    """``decided`` carries True for accept, False for overrule; also where the person may not: the refusal
    then says who may, and waits for that badge."""

    decided = Signal(bool)
    evidence_wanted = Signal()
    note_wanted = Signal()
    stepped = Signal(int)

    def __init__(self, host: ThemeHost, row: InboxRow, parent: QWidget | None = None) -> None:
        super().__init__(host, parent=parent)
        self.row_view = row
        self.note = ""
        self._mark = StatusMark(host)
        self._sentence = Text(host, "", role=Role.BODY, weight=Weight.SEMIBOLD, wrap=True)
        self._when = Text(host, "", role=Role.CAPTION, tone=Tone.QUIET)
        self._note = Text(host, "", role=Role.CAPTION, wrap=True)
        self._note.hide()
        self._write = Button(host, "", icon="keyboard", spoken=_("Note"))
        self._records = Button(host, "", icon="list")
        self._overrule = Button(host, "")
        self.accept = Button(host, "", icon="check")
        self._write.triggered.connect(self.note_wanted)
        self._records.triggered.connect(self.evidence_wanted)
        self._overrule.triggered.connect(lambda: self.decided.emit(False))
        self.accept.triggered.connect(lambda: self.decided.emit(True))
        self._overrule.explained.connect(lambda _reason: self.decided.emit(False))
        self.accept.explained.connect(lambda _reason: self.decided.emit(True))
        for button in (self._write, self._records, self._overrule, self.accept):
            button.installEventFilter(self)
        self._lay_out()
        self.set_row(row)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down move between cards; left alone a button would take them for its neighbours."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in STEPS:
            self.stepped.emit(STEPS[event.key()])
            return True
        return super().eventFilter(watched, event)

    def set_note(self, note: str) -> None:
        """What whoever settles it says about it; recorded with the settlement, and never asked for."""
        self.note = note
        self._note.set_text(_("Note: {note}").format(note=note) if note else "")
        self._note.setVisible(bool(note))

    def set_row(self, row: InboxRow) -> None:
        self.row_view = row
        name = row.id[:SHORT]
        self.setObjectName(f"inbox.{name}")
        self._sentence.setObjectName(f"sentence.{name}")
        self._note.setObjectName(f"note.{name}")
        self._write.setObjectName(f"write.{name}")
        self._records.setObjectName(f"records.{name}")
        self._overrule.setObjectName(f"overrule.{name}")
        self.accept.setObjectName(f"settle.{name}")
        self._mark.set_status(row.status)
        self._sentence.set_text(row.sentence)
        self._when.set_text(row.when)
        self._records.set_label(_("Records"))
        self._overrule.set_label(row.overrule)
        self._overrule.setVisible(bool(row.overrule))
        self.accept.set_label(row.accept)
        for button in (self._write, self._records, self._overrule, self.accept):
            button.set_detail(row.sentence)
        for button in (self._overrule, self.accept):
            button.set_refusal(row.refusal)

    def _lay_out(self) -> None:
        row = self.row()
        row.setSpacing(self.host.units.u(24))
        words = QVBoxLayout()
        words.setSpacing(self.host.units.u(4))
        words.addStretch(1)
        words.addWidget(self._sentence)
        words.addWidget(self._when)
        words.addWidget(self._note)
        words.addStretch(1)
        buttons = QHBoxLayout()
        self.host.space(buttons, margin=False)
        for button in (self._write, self._records, self._overrule, self.accept):
            buttons.addWidget(button)
        row.addWidget(self._mark)
        row.addLayout(words, 1)
        row.addLayout(buttons)
