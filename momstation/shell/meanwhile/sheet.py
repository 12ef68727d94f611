"""The sheet that tells what changed while the station was alone; read, closed, and there again when asked for."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from momstation.core.i18n import _
from momstation.shell.meanwhile.view import MeanwhileLine, MeanwhileView
from momstation.ui.card import Card
from momstation.ui.empty_state import EmptyState
from momstation.ui.icon_mark import IconMark
from momstation.ui.kinetic_area import KineticArea
from momstation.ui.sheet import Sheet, SheetKind
from momstation.ui.status import Status
from momstation.ui.status_mark import StatusMark
from momstation.ui.taking_away import take_away
from momstation.ui.text import Text, Tone
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.units import Role


class MeanwhileSheet(Sheet):
    """Nothing in it can be pressed but the button that closes it."""

    def __init__(self, host: ThemeHost, window: QWidget) -> None:
        super().__init__(host, window, _("While this station was alone"), kind=SheetKind.FULL)
        self.setObjectName("sheet.meanwhile")
        self.close_button.setObjectName("sheet.close")
        self._inside = QWidget()
        self._list = QVBoxLayout(self._inside)
        self._lines: list[QWidget] = []
        self._empty = EmptyState(host, "check_circle-fill", "")
        self._empty.setObjectName("meanwhile.empty")
        self._more = Text(host, "", tone=Tone.QUIET)
        self._more.setObjectName("meanwhile.more")
        self._area = KineticArea(host, self._inside)
        self._list.addWidget(self._more)
        self._list.addStretch(1)
        host.space(self._list, margin=False)
        self.body.addWidget(self._empty, 1)
        self.body.addWidget(self._area, 1)
        self.page_through(self._area)

    def set_view(self, view: MeanwhileView) -> None:
        self.set_title(view.title, view.detail)
        self._empty.set_view("check_circle-fill", view.empty_text)
        self._empty.setVisible(not view.lines)
        self._area.setVisible(bool(view.lines))
        for line in self._lines:
            self._list.removeWidget(line)
            take_away(line)
        self._lines = [_Line(self.host, line) for line in view.lines]
        for index, line in enumerate(self._lines):
            line.setObjectName(f"meanwhile.{index + 1}")
            self._list.insertWidget(index, line)
        self._more.set_text(view.more)
        self._more.setVisible(bool(view.more))


class _Line(Card):
    """One sentence, whole, and when it was; a contradiction is marked."""

    def __init__(self, host: ThemeHost, line: MeanwhileLine) -> None:
        super().__init__(host)
        row = self.row()
        row.setSpacing(host.units.u(20))
        row.addWidget(_head(host, line))
        said = Text(host, line.text, weight=Weight.SEMIBOLD, wrap=True)
        row.addWidget(said, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(Text(host, line.when, role=Role.CAPTION, tone=Tone.QUIET))
        self.setAccessibleName(f"{line.text} {line.when}")


def _head(host: ThemeHost, line: MeanwhileLine) -> QWidget:
    """What contradicts itself has its shape, anything else the icon of its kind."""
    if line.status is Status.NORMAL:
        return IconMark(host, line.icon)
    mark = StatusMark(host)
    mark.set_status(line.status)
    return mark
