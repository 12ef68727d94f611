"""Which program this is, and every work by others in it with its terms: one tap from the station's sheet."""

from PySide6.QtWidgets import QGridLayout, QWidget

from momstation.core.i18n import _
from momstation.core.notices import notices
from momstation.shell.about.words import line_of, program, replaceable, terms_of
from momstation.ui.kinetic_area import KineticArea
from momstation.ui.sheet import Sheet, SheetKind
from momstation.ui.text import Text, Tone
from momstation.ui.theme import ThemeHost, Weight


class AboutSheet(Sheet):
    """Read only; the list is asked of what is installed."""

    def __init__(self, host: ThemeHost, window: QWidget) -> None:
        super().__init__(host, window, _("About this program"), kind=SheetKind.FULL)
        self.setObjectName("sheet.about")
        self.close_button.setObjectName("sheet.close")
        inside = QWidget()
        table = QGridLayout(inside)
        table.setHorizontalSpacing(2 * host.units.gap)
        table.setVerticalSpacing(host.units.u(8))
        table.addWidget(self._named("about.program", program(), Weight.SEMIBOLD), 0, 0, 1, 2)
        table.addWidget(self._named("about.replaceable", replaceable()), 1, 0, 1, 2)
        for line, notice in enumerate(notices(), start=2):
            table.addWidget(Text(host, line_of(notice), wrap=True), line, 0)
            table.addWidget(Text(host, terms_of(notice), tone=Tone.QUIET, wrap=True), line, 1)
        table.setColumnStretch(0, 1)
        table.setColumnStretch(1, 1)
        table.setRowStretch(table.rowCount(), 1)
        self._area = KineticArea(host, inside)
        self.body.addWidget(self._area, 1)
        self.page_through(self._area)

    def _named(self, name: str, words: str, weight: Weight = Weight.REGULAR) -> Text:
        text = Text(self.host, words, weight=weight, wrap=True)
        text.setObjectName(name)
        return text
