"""The parts of the page of alarms that are only read: measures beside what is wanted, and alarms with their answers."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from momstation.core.i18n import _
from momstation.shell.alarm_page.view import AlarmFigure, FrequentRow
from momstation.ui.card import Card
from momstation.ui.drawing import Align
from momstation.ui.empty_state import EmptyState
from momstation.ui.kinetic_area import KineticArea
from momstation.ui.status import Status
from momstation.ui.status_mark import StatusMark
from momstation.ui.taking_away import empty
from momstation.ui.text import Text, Tone
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.units import Role

_COLUMNS = 4
_MARK_MM = 7
"""As high as a mark: a line is no higher where there is one."""


class FiguresCard(Card):
    """A line for each measure: its mark where it is not as wanted, its name, its value, and what is wanted."""

    def __init__(self, host: ThemeHost, parent: QWidget | None = None) -> None:
        super().__init__(host, parent=parent)
        self._shown: tuple[AlarmFigure, ...] = ()
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 1)
        self.column().addLayout(self._grid)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        host.changed.connect(self._respace)
        self._respace()

    def set_figures(self, figures: Sequence[AlarmFigure]) -> None:
        if tuple(figures) == self._shown:
            return
        self._shown = tuple(figures)
        empty(self._grid)
        wanted = Text(self.host, _("wanted"), role=Role.CAPTION, tone=Tone.QUIET, align=Align.END)
        self._grid.addWidget(wanted, 0, _COLUMNS - 1)
        for line, figure in enumerate(figures, 1):
            for column, part in enumerate(self._line(figure)):
                if part is not None:
                    self._grid.addWidget(part, line, column, Qt.AlignmentFlag.AlignVCenter)
        self._respace()

    def _line(self, figure: AlarmFigure) -> tuple[QWidget | None, ...]:
        mark = StatusMark(self.host) if figure.is_off else None
        if mark is not None:
            mark.set_status(Status.CAUTION)
        return (
            mark,
            Text(self.host, figure.name, wrap=True),
            Text(self.host, figure.value, weight=Weight.SEMIBOLD, align=Align.END),
            Text(self.host, figure.wanted, role=Role.CAPTION, tone=Tone.QUIET, align=Align.END),
        )

    def _respace(self) -> None:
        self._grid.setHorizontalSpacing(self.host.units.u(18))
        self._grid.setVerticalSpacing(self.host.units.u(4))
        side = self.host.units.mark(_MARK_MM)
        self._grid.setColumnMinimumWidth(0, side)
        for line in range(1, len(self._shown) + 1):
            self._grid.setRowMinimumHeight(line, side)


class FrequentCard(Card):
    """One alarm whole: nothing of what people do about it is cut off, so nothing needs to be pressed."""

    def __init__(self, host: ThemeHost, row: FrequentRow, parent: QWidget | None = None) -> None:
        super().__init__(host, parent=parent)
        self._mark = StatusMark(host)
        self._title = Text(host, "", weight=Weight.SEMIBOLD, wrap=True)
        self._remark = Text(host, "", tone=Tone.QUIET, align=Align.END)
        self._times = Text(host, "", weight=Weight.SEMIBOLD, align=Align.END)
        self._response = Text(host, "", wrap=True)
        self._facts = Text(host, "", role=Role.CAPTION, tone=Tone.QUIET, wrap=True)
        column, head = self.column(), QHBoxLayout()
        head.setSpacing(host.units.u(14))
        head.addWidget(self._mark)
        head.addWidget(self._title, 1)
        head.addWidget(self._remark)
        head.addWidget(self._times)
        column.addLayout(head)
        column.addWidget(self._response)
        column.addWidget(self._facts)
        self.set_row(row)

    def set_row(self, row: FrequentRow) -> None:
        self.setObjectName(f"alarms.alarm.{row.key}")
        self.set_status(row.status)
        self._mark.set_status(row.status)
        self._mark.setVisible(row.status is not Status.NORMAL)
        for text, said in (
            (self._title, row.title),
            (self._remark, row.remark),
            (self._times, row.times),
            (self._response, row.response),
            (self._facts, row.facts),
        ):
            text.set_text(said)
        self._remark.setVisible(bool(row.remark))


class FrequentList(KineticArea):
    """The most frequent first; a finger throws it, ``page`` takes keys."""

    def __init__(self, host: ThemeHost, parent: QWidget | None = None) -> None:
        inside = QWidget()
        super().__init__(host, inside, parent)
        self._cards: list[FrequentCard] = []
        self._column = QVBoxLayout(inside)
        self._nothing = EmptyState(host, "check_circle-fill", "")
        self._column.addWidget(self._nothing)
        self._column.addStretch(1)
        host.changed.connect(self._respace)
        self._respace()

    def set_rows(self, rows: Sequence[FrequentRow], nothing: str) -> None:
        """A card that stays keeps its place."""
        self._nothing.set_view("check_circle-fill", nothing)
        self._nothing.setVisible(not rows)
        while len(self._cards) > len(rows):
            card = self._cards.pop()
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        for card, row in zip(self._cards, rows, strict=False):
            card.set_row(row)
        for row in rows[len(self._cards) :]:
            card = FrequentCard(self.host, row)
            self._column.insertWidget(len(self._cards), card)
            self._cards.append(card)

    def _respace(self) -> None:
        self.host.space(self._column, margin=False)
