"""Says what the station is doing while its store takes long to open, so that nobody pulls the plug."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from momstation.core.i18n import _
from momstation.store.progress import Progress
from momstation.ui.progress import ProgressWithTarget
from momstation.ui.status import Status
from momstation.ui.text import Text, Tone
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.units import Role

_SPANS = {
    "open": (0, 5),
    "upgrade": (5, 10),
    "check": (5, 10),
    "move": (10, 12),
    "backup": (12, 20),
    "copy": (20, 45),
    "salvage": (45, 55),
    "put_back": (55, 65),
    "fold": (65, 100),
}
_EDGE_MM = 10
_REBUILDING = frozenset(_SPANS) - {"open", "upgrade", "check", "fold"}


class StartScreen(QWidget):
    """A title, one bar, one sentence. ``was_closed``: somebody asked for the end while nothing could be done."""

    def __init__(self, host: ThemeHost, station: str) -> None:
        super().__init__()
        self.setObjectName("start")
        self.setWindowTitle(station)
        self.host = host
        self._share = 0.0
        self._is_anew = False
        self.may_close = False
        self.was_closed = False
        self._name = Text(host, station, role=Role.TITLE, tone=Tone.QUIET)
        self._title = Text(host, role=Role.STATUS, weight=Weight.SEMIBOLD, wrap=True)
        self._bar = ProgressWithTarget(host)
        self._sentence = Text(host, role=Role.STATUS, wrap=True)
        self._remedy = Text(host, role=Role.TITLE, wrap=True)
        self._name.setObjectName("start.station")
        self._title.setObjectName("start.title")
        self._bar.setObjectName("start.bar")
        self._sentence.setObjectName("start.sentence")
        self._remedy.setObjectName("start.remedy")
        self._lay_out()
        self.show_progress(Progress("open"))

    def show_progress(self, progress: Progress) -> None:
        """The bar only ever grows, whatever the steps take."""
        self._is_anew = self._is_anew or progress.step in _REBUILDING
        title = _("The records are put together anew") if self._is_anew else _("The station is starting")
        begin, end = _SPANS[progress.step]
        within = progress.done / progress.total if progress.total else 0.0
        self._share = max(self._share, (begin + (end - begin) * within) / 100)
        self._say(self._title, title, Tone.INK)
        self._say(self._sentence, progress.sentence, Tone.INK)
        self._show_trouble(is_shown=False)
        self._bar.set_progress(self._share, 1.0, spoken=progress.sentence)

    def show_trouble(self, sentence: str) -> None:
        """What keeps the station from starting; it tries again by itself, and may be closed."""
        self.may_close = True
        self._say(self._title, _("The station cannot start yet"), Status.ALARM)
        self._say(self._remedy, sentence, Tone.INK)
        self._show_trouble(is_shown=True)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Never closed by itself: with the last window Qt ends the loop in which the store is being opened. What
        is under way cannot be broken off; it takes no harm from a pulled plug either."""
        self.was_closed = self.may_close
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self.host.theme.canvas))
        painter.end()

    def _show_trouble(self, *, is_shown: bool) -> None:
        self._remedy.setVisible(is_shown)
        self._sentence.setVisible(not is_shown)
        self._bar.setVisible(not is_shown)

    def _say(self, text: Text, said: str, tone: Tone | Status) -> None:
        text.set_text(said)
        text.set_tone(tone)

    def _lay_out(self) -> None:
        units = self.host.units
        layout = QVBoxLayout(self)
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # the panel is as large as it is
        edge = units.mm(_EDGE_MM)
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(units.mm(4))
        layout.addWidget(self._name, 0, Qt.AlignmentFlag.AlignTop)
        layout.addStretch(1)
        layout.addWidget(self._title)
        layout.addWidget(self._bar)
        layout.addWidget(self._sentence)
        layout.addWidget(self._remedy)
        layout.addStretch(2)
