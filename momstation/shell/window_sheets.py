"""Opens what the station tells of itself: its connection, its records, its keys, its panel, its time alone."""

from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

from momstation.shell import keys
from momstation.shell.crew import Crew
from momstation.shell.frame import Frame
from momstation.shell.inbox.view import InboxRow
from momstation.shell.keys_sheet import KeysSheet
from momstation.shell.later import Later
from momstation.shell.link_words import LinkWords, link_words
from momstation.shell.meanwhile.desk import MeanwhileDesk
from momstation.shell.notice_desk import NoticeDesk
from momstation.shell.operator_sheets import OperatorSheets
from momstation.shell.panel_sheet import PanelSheet
from momstation.shell.services import ShellServices
from momstation.shell.station_sheet import StationSheet
from momstation.ui.sheet import Sheet

if TYPE_CHECKING:
    from momstation.shell.inbox.evidence import RecordsSheet


class Desk(Protocol):
    """What of the window these sheets need."""

    frame: Frame
    sheets: OperatorSheets
    notices: NoticeDesk
    crew: Crew

    @property
    def services(self) -> ShellServices: ...

    @property
    def is_silent(self) -> bool: ...

    def set_theme(self, name: str) -> None: ...


class OwnSheets:
    """None of them is covered by a sheet that opens by itself."""

    def __init__(self, desk: Desk, window: QWidget, bindings: tuple[keys.Binding, ...]) -> None:
        services = desk.services
        host = services.host
        self._desk = desk
        self._window = window
        self._about: Sheet | None = None
        self._link: LinkWords | None = None
        self.station = StationSheet(
            host, window, keys.spoken_keys(bindings, is_mirrored=window.isRightToLeft())
        )
        self.panel = PanelSheet(services, window)
        self._records = Later(self._make_records)
        self.keys = KeysSheet(host, window, bindings)
        self.meanwhile = MeanwhileDesk(
            host,
            window,
            services.meanwhile,
            self._may_open_by_itself,
            services.sync_status,
            services.clock.now,
        )
        self._connect()

    def open_station(self) -> None:
        self.show_link()
        troubles = self._desk.notices.troubles
        self.station.set_scanner(troubles.scanner_sentence())
        self.station.set_records(troubles.titles())
        self.station.volume.set_cues(self._desk.services.cues)
        self.station.open()

    def open_meanwhile(self) -> None:
        """From the station's sheet: what changed while it was alone, once more."""
        self.station.dismiss()
        self.meanwhile.open()

    def open_about(self) -> None:
        """Made when somebody asks for it first: few do."""
        from momstation.shell.about.sheet import AboutSheet  # fast start

        if self._about is None:
            self._about = AboutSheet(self._desk.services.host, self._window)
            self._desk.sheets.watch(self._about)
        self.station.close_sheet()
        self._about.open()

    def open_records(self, row: InboxRow) -> None:
        sheet = self._records.get()
        sheet.set_row(row)
        sheet.open()

    def show_link(self) -> None:
        """How the station stands with the plant, wherever it is said."""
        desk = self._desk
        services, is_safe = desk.services, desk.notices.troubles.is_safe
        words = link_words(services.sync_status(), services.clock.now(), services.moment, is_safe=is_safe)
        if words == self._link:
            return
        self._link = words
        desk.frame.show_link(words)
        self.station.set_link(words)
        desk.notices.hear_link(words)

    def _make_records(self) -> "RecordsSheet":
        from momstation.shell.inbox.evidence import RecordsSheet  # where there is an inbox alone

        sheet = RecordsSheet(self._desk.services.host, self._window)
        self._desk.sheets.watch(sheet)
        return sheet

    def _may_open_by_itself(self) -> bool:
        return self._desk.sheets.shown is None and not self._desk.is_silent and not self._desk.crew.is_locked

    def _connect(self) -> None:
        for sheet in (self.station, self.panel, self.meanwhile.sheet):
            self._desk.sheets.watch(sheet)
        self.station.set_meanwhile(self.meanwhile.is_offered)
        self.station.meanwhile_wanted.connect(self.open_meanwhile)
        self.station.theme_chosen.connect(self._desk.set_theme)
        self.station.panel_wanted.connect(self.station.close_sheet)
        self.station.panel_wanted.connect(self.panel.open)
        self.station.about_wanted.connect(self.open_about)
