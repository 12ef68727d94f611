"""The records that contradict each other, as they were made: who, where, when, what."""

from PySide6.QtWidgets import QWidget

from momstation.core.i18n import _
from momstation.shell.inbox.view import InboxRow
from momstation.ui.fact_list import FactList
from momstation.ui.row_view import RowView
from momstation.ui.sheet import Sheet, SheetKind
from momstation.ui.text import Text
from momstation.ui.theme import ThemeHost, Weight


class RecordsSheet(Sheet):
    """Read only: the answer is given on the card."""

    def __init__(self, host: ThemeHost, window: QWidget) -> None:
        super().__init__(host, window, _("Records"), kind=SheetKind.FULL)
        self.setObjectName("sheet.records")
        self.close_button.setObjectName("sheet.close")
        self._sentence = Text(host, "", weight=Weight.SEMIBOLD, wrap=True)
        self._list = FactList(host)
        self._list.set_empty("history", _("These records are not kept here any more."))
        self.body.addWidget(self._sentence)
        self.body.addWidget(self._list, 1)
        self.page_through(self._list)

    def set_row(self, row: InboxRow) -> None:
        self._sentence.set_text(row.sentence)
        self._list.set_rows(
            [RowView(one.key, one.what, one.who, one.when, icon="history") for one in row.evidence]
        )
