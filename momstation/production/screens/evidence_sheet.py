"""The records behind a number, each with the time and the sentence by which a person knows it."""

from PySide6.QtWidgets import QWidget

from momstation.core.i18n import _
from momstation.production.views import OeeNumber
from momstation.ui.fact_list import FactList
from momstation.ui.row_view import RowView
from momstation.ui.sheet import Sheet, SheetKind
from momstation.ui.text import Text, Tone
from momstation.ui.theme import ThemeHost, Weight


class EvidenceSheet(Sheet):
    """What the number is made of, then every record that it was computed from."""

    def __init__(self, host: ThemeHost, window: QWidget) -> None:
        super().__init__(host, window, "", kind=SheetKind.FULL)
        self.setObjectName("sheet.evidence")
        self.close_button.setObjectName("sheet.close")
        self._formula = Text(host, "", weight=Weight.SEMIBOLD, wrap=True)
        self._count = Text(host, "", tone=Tone.QUIET)
        self._list = FactList(host)
        self._list.set_empty("history", _("No record behind this number yet."))
        self.body.addWidget(self._formula)
        self.body.addWidget(self._count)
        self.body.addWidget(self._list, 1)
        self.page_through(self._list)

    def set_number(self, number: OeeNumber) -> None:
        self.set_title(f"{number.label} {number.text}", number.definition)
        self._formula.set_text(number.formula)
        self._count.set_text(number.events_text)
        self._list.set_rows(
            [RowView(one.event_id, one.sentence, one.at_text, icon="history") for one in number.events]
        )
