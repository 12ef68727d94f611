"""About this station: the connection, the scanner, the colours and the keys, one tap from every screen."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from momstation.core.i18n import N_, _
from momstation.shell.link_words import LinkWords
from momstation.shell.volume_row import VolumeRow
from momstation.ui.button import Button
from momstation.ui.kinetic_area import KineticArea
from momstation.ui.sheet import Sheet, SheetKind
from momstation.ui.status import Status
from momstation.ui.status_mark import StatusMark
from momstation.ui.text import Text, Tone
from momstation.ui.theme import ThemeHost, Weight
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
    panel_wanted = Signal()
    """Its size is to be measured."""
    about_wanted = Signal()

    def __init__(self, host: ThemeHost, window: QWidget, keys: Sequence[tuple[str, str]]) -> None:
        super().__init__(host, window, _("This station"), kind=SheetKind.FULL)
        self.setObjectName("sheet.station")
        self.close_button.setObjectName("sheet.close")
        self._link_mark = StatusMark(host)
        self._link_word = Text(host, "", weight=Weight.SEMIBOLD)
        self._link = Text(host, "", wrap=True)
        self._link.setObjectName("link.sentence")
        self._records = Text(host, "", wrap=True)
        self._records.setObjectName("records.sentence")
        self._scanner = Text(host, "", wrap=True)
        self._scanner.setObjectName("scanner.sentence")
        beside = QHBoxLayout()
        host.space(beside, margin=False)
        beside.addLayout(self._section(_("Records"), self._row(self._records)), 1)
        beside.addLayout(self._section(_("Scanner"), self._row(self._scanner)), 1)
        self._themes = {name: Button(host, _(label), icon=icon) for name, (label, icon) in _THEMES.items()}
        self.volume = VolumeRow(host)
        inside = QWidget()
        column = QVBoxLayout(inside)
        host.space(column, margin=False)
        column.addLayout(self._section(_("Connection to the plant"), self._link_row()))
        column.addLayout(beside)
        column.addLayout(self._section(_("Colours"), self._theme_row()))
        column.addLayout(self._section(_("Sound"), self._row(self.volume)))
        column.addLayout(self._section(_("Keys"), self._key_table(keys)))
        column.addLayout(self._section(_("Program"), self._about_row()))
        column.addStretch(1)
        self._area = KineticArea(host, inside)
        self.body.addWidget(self._area)
        self.page_through(self._area)
        self._meanwhile = Button(host, _("While this station was alone"), icon="history")
        self._meanwhile.setObjectName("station.meanwhile")
        self._meanwhile.triggered.connect(self.meanwhile_wanted)
        self.add_header_action(self._meanwhile)
        panel = Button(host, _("Panel size"), icon="straighten")
        panel.setObjectName("station.panel")
        panel.triggered.connect(self.panel_wanted)
        self.add_header_action(panel)
        self.set_records(())

    def set_link(self, words: LinkWords) -> None:
        self._link_mark.set_status(words.status)
        self._link_mark.setVisible(words.status is not Status.NORMAL)
        self._link_word.set_text(words.word)
        self._link.set_text(words.sentence)

    def set_records(self, troubles: Sequence[str]) -> None:
        """What is wrong with the records of this station, one title each."""
        said = [_("{title}.").format(title=title) for title in troubles]
        self._records.set_text(" ".join(said) or _("Nothing is known to be wrong with them."))

    def set_scanner(self, sentence: str) -> None:
        self._scanner.set_text(sentence)

    def set_meanwhile(self, is_offered: bool) -> None:
        self._meanwhile.setVisible(is_offered)

    def _link_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.host.space(row, margin=False)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._link_word)
        words.addWidget(self._link)
        row.addWidget(self._link_mark)
        row.addLayout(words, 1)
        return row

    def _section(self, title: str, content: QLayout) -> QVBoxLayout:
        section = QVBoxLayout()
        section.setSpacing(self.host.units.u(4))
        section.addWidget(Text(self.host, title, role=Role.CAPTION, tone=Tone.QUIET))
        section.addLayout(content)
        section.addStretch(1)
        return section

    def _row(self, widget: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(widget)
        return row

    def _theme_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.host.space(row, margin=False)
        for name, button in self._themes.items():
            button.setObjectName(f"theme.{name}")
            button.triggered.connect(partial(self.theme_chosen.emit, name))
            row.addWidget(button)
        row.addStretch(1)
        self.host.changed.connect(self._mark_theme)
        self._mark_theme()
        return row

    def _mark_theme(self) -> None:
        for name, button in self._themes.items():
            button.set_chosen(name == self.host.theme.name)

    def _about_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        about = Button(self.host, _("About this program"), icon="info")
        about.setObjectName("station.about")
        about.triggered.connect(self.about_wanted)
        row.addWidget(about)
        row.addStretch(1)
        return row

    def _key_table(self, keys: Sequence[tuple[str, str]]) -> QGridLayout:
        table = QGridLayout()
        table.setHorizontalSpacing(self.host.units.gap)
        for index, (key, what) in enumerate(keys):
            line, column = index // 3, index % 3 * 2
            table.addWidget(Text(self.host, key, role=Role.CAPTION, weight=Weight.SEMIBOLD), line, column)
            table.addWidget(Text(self.host, what, role=Role.CAPTION, tone=Tone.QUIET), line, column + 1)
            table.setColumnStretch(column + 1, 1)
        return table
