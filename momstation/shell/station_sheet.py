"""About this station: the connection, the scanner, the colours and the keys, one tap from every screen."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from momstation.core.i18n import N_, _
from momstation.ui.button import Button
from momstation.ui.sheet import Sheet, SheetKind
from momstation.ui.status import Status
from momstation.ui.text import Text, Tone
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.tokens import THEMES
from momstation.ui.units import Role

_THEMES = {
    "light": (N_("Light"), "light_mode"),
    "dark": (N_("Dark"), "dark_mode"),
    "contrast": (N_("High contrast"), "contrast"),
}


class StationSheet(Sheet):
    """``theme_chosen`` carries ``light``, ``dark`` or ``contrast``."""

    theme_chosen = Signal(str)
    meanwhile_wanted = Signal()

    def __init__(self, host: ThemeHost, window: QWidget, keys: Sequence[tuple[str, str]]) -> None:
        super().__init__(host, window, _("This station"), kind=SheetKind.FULL)
        self.setObjectName("sheet.station")
        self.close_button.setObjectName("sheet.close")
        self._link = Text(host, "", wrap=True)
        self._link.setObjectName("link.sentence")
        self._scanner = Text(host, "", wrap=True)
        self._scanner.setObjectName("scanner.sentence")
        self.body.addWidget(Text(host, _("Connection to the plant"), weight=Weight.SEMIBOLD))
        self.body.addLayout(self._link_row())
        self.body.addWidget(Text(host, _("Scanner"), weight=Weight.SEMIBOLD))
        self.body.addWidget(self._scanner)
        self.body.addWidget(Text(host, _("Colours"), weight=Weight.SEMIBOLD))
        self.body.addLayout(self._theme_row())
        self.body.addWidget(Text(host, _("Keys"), weight=Weight.SEMIBOLD))
        self.body.addLayout(self._key_table(keys))
        self.body.addStretch(1)

    def set_link(self, title: str, sentence: str, status: Status) -> None:
        self.set_title(_("This station"), title, status)
        self._link.set_text(sentence)

    def set_scanner(self, sentence: str) -> None:
        self._scanner.set_text(sentence)

    def set_meanwhile(self, is_offered: bool) -> None:
        self._meanwhile.setVisible(is_offered)

    def _link_row(self) -> QHBoxLayout:
        """What changed while there was no connection can be read again here."""
        row = QHBoxLayout()
        row.addWidget(self._link, 1)
        self._meanwhile = Button(self.host, _("While this station was alone"), icon="history")
        self._meanwhile.setObjectName("station.meanwhile")
        self._meanwhile.triggered.connect(self.meanwhile_wanted)
        row.addWidget(self._meanwhile)
        return row

    def _theme_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.host.space(row, margin=False)
        for name in THEMES:
            label, icon = _THEMES[name]
            row.addWidget(self._theme_button(name, _(label), icon))
        row.addStretch(1)
        return row

    def _theme_button(self, name: str, label: str, icon: str) -> Button:
        button = Button(self.host, label, icon=icon)
        button.setObjectName(f"theme.{name}")
        button.triggered.connect(lambda: self.theme_chosen.emit(name))
        return button

    def _key_table(self, keys: Sequence[tuple[str, str]]) -> QGridLayout:
        table = QGridLayout()
        table.setHorizontalSpacing(self.host.units.gap)
        for index, (key, what) in enumerate(keys):
            line, column = index // 3, index % 3 * 2
            table.addWidget(Text(self.host, key, role=Role.CAPTION, weight=Weight.SEMIBOLD), line, column)
            table.addWidget(Text(self.host, what, role=Role.CAPTION, tone=Tone.QUIET), line, column + 1)
            table.setColumnStretch(column + 1, 1)
        return table
