"""The verdict on a scan or an entry: what was booked, or why not and what would be accepted here."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QWidget

from momstation.ui.card import paint_surface
from momstation.ui.drawing import Drawing, Level
from momstation.ui.lettering import Wish, lay
from momstation.ui.overlay import Layer, Overlay
from momstation.ui.sheet import Sheet
from momstation.ui.status import Status
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.units import Role

FLASH_MS = 400
ACCEPTED_MS = 3000
_LINES_BESIDE = 3
_TITLE = Wish(Role.HEADING, Weight.SEMIBOLD, Role.BODY, 3)
_CHANGES = (QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.Move, QEvent.Type.Resize)
_DETAIL = Wish(Role.BODY, least=Role.CAPTION, lines=7)


class EdgeFlash(Overlay):
    """The window's edge in the accept colour, for the corner of the eye."""

    layer = Layer.FLASH

    def __init__(self, host: ThemeHost, window: QWidget) -> None:
        super().__init__(host, window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)

    def flash(self) -> None:
        self.rise()
        self._timer.start(FLASH_MS)

    def paintEvent(self, event: QPaintEvent) -> None:
        with Drawing(self, self.host) as d:
            d.box(d.rect, None, self.host.theme.ink(Status.OK).fill, self.host.units.mm(1.6), 0)


class VerdictBanner(Overlay):
    """Lies over the top of the window; a refusal stays until tapped or until the next verdict."""

    layer = Layer.VERDICT
    tapped = Signal()

    def __init__(self, host: ThemeHost, window: QWidget) -> None:
        super().__init__(host, window)
        self._status = Status.OK
        self._title = ""
        self._detail = ""
        self._kept_free: tuple[str, ...] = ()
        self._other: QWidget | None = None
        self._edge = EdgeFlash(host, window)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)

    @property
    def title(self) -> str:
        return self._title

    @property
    def detail(self) -> str:
        return self._detail

    @property
    def status(self) -> Status:
        return self._status

    def accept(self, what: str) -> None:
        """Say what was recorded; it goes by itself."""
        self._show(Status.OK, what, "")
        self._edge.flash()
        self._timer.start(ACCEPTED_MS)

    def refuse(self, reason: str, accepted_here: str = "") -> None:
        """Say why not, and what would be accepted here."""
        self._timer.stop()
        self._edge.hide()
        self._show(Status.ALARM, reason, accepted_here)

    def keep_free(self, *names: str) -> None:
        """What of the window must stay within reach while this is shown."""
        self._kept_free = names
        self.settle()

    def leave_beside(self, other: QWidget) -> None:
        """Where it is shown on the same line, this takes the rest of the line."""
        self._other = other
        other.installEventFilter(self)

    def hold(self) -> None:
        """Stay without the edge that flashes, for a picture."""
        self._timer.stop()
        self._edge.hide()

    def clear(self) -> None:
        self._timer.stop()
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._other and event.type() in _CHANGES:
            self.settle()
        return super().eventFilter(watched, event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.clear()
        self.tapped.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def place(self) -> QRect:
        """At the top of the window; over a sheet that reaches up there, on its words, beside its buttons."""
        edge = self.host.units.margin
        inside = self._window.contentsRect()
        whole = QRect(inside.left() + edge, inside.top() + edge, inside.width() - 2 * edge, 0)
        place = self._tall(self._rest_of(whole), self.host.units.target)
        sheet = self._sheet_under(place)
        return self._beside(place) if sheet is None else self._on_words(sheet, whole)

    def _tall(self, place: QRect, least: int) -> QRect:
        """As high as what it says, from its top."""
        tall = int(self._words_height(place.width())) + 2 * self._air(least)
        place.setHeight(max(least, tall))
        return place

    def _words_height(self, width: int) -> float:
        room = width - self._lead() - self._tail()
        tall = lay(self.host, self._title, _TITLE, room).height
        return tall + lay(self.host, self._detail, _DETAIL, room).height if self._detail else tall

    def _air(self, tall: int) -> int:
        """Above and below the words; little where they share a sheet's header."""
        units = self.host.units
        return units.u(12) if tall >= units.target else units.u(3)

    def _rest_of(self, line: QRect) -> QRect:
        """Beside what else says something on this line; below it, where that is too narrow for these words."""
        other, gap = self._other, self.host.units.gap
        if other is None or not other.isVisible() or other.y() > line.top() + self.host.units.target:
            return line
        beside = QRect(line)
        if self.isRightToLeft():
            beside.setRight(other.x() - 1 - gap)
        else:
            beside.setLeft(other.geometry().right() + 1 + gap)
        if self._fits(beside.width(), _LINES_BESIDE):
            return beside
        return line.translated(0, other.geometry().bottom() + 1 + gap - line.top())

    def _fits(self, width: int, most_lines: int) -> bool:
        """Whether everything that is said can be read in a place so wide."""
        room = width - self._lead() - self._tail()
        title, detail = lay(self.host, self._title, _TITLE, room), lay(self.host, self._detail, _DETAIL, room)
        lines = len(title.lines) + (len(detail.lines) if self._detail else 0)
        return title.fits and detail.fits and lines <= most_lines

    def _sheet_under(self, place: QRect) -> Sheet | None:
        """The one whose header lies below ``place``."""
        shown = (sheet for sheet in self._window.findChildren(Sheet) if sheet.is_open)
        return next((sheet for sheet in shown if sheet.words_place().intersects(place)), None)

    def _on_words(self, sheet: Sheet, whole: QRect) -> QRect:
        """What goes by itself lies below the title if one line is enough; what must be tapped, on all of its words.
        Where buttons leave too little room for words, it lies below the header."""
        below, words = sheet.words_place(below_title=True), sheet.words_place()
        if (
            self._status is Status.OK
            and self._fits(below.width(), 1)
            and self._tall(QRect(below), self.host.units.mm(9)).height() <= below.height()
        ):
            return below
        if not self._fits(words.width(), _TITLE.lines + _DETAIL.lines):
            return self._tall(whole.translated(0, words.bottom() + 1 - whole.top()), self.host.units.target)
        return self._tall(QRect(words), max(words.height(), self.host.units.target))

    def _beside(self, place: QRect) -> QRect:
        """Below what is kept free, where it would lie on it."""
        kept = (each for name in self._kept_free for each in self._window.findChildren(QWidget, name))
        taken = [QRect(each.mapTo(self._window, QPoint()), each.size()) for each in kept if each.isVisible()]
        for one in sorted(taken, key=QRect.bottom):
            if place.intersects(one):
                place.moveTop(one.bottom() + self.host.units.gap)
        return place

    def paintEvent(self, event: QPaintEvent) -> None:
        with Drawing(self, self.host) as d:
            units, theme = self.host.units, self.host.theme
            paint_surface(d, d.rect, self._status)
            side = units.mark(9)
            d.shape(QRectF(units.u(20), (d.rect.height() - side) / 2, side, side), self._status)
            if self._status is Status.ALARM:
                cross = units.mm(7)
                left = d.rect.width() - units.u(20) - cross
                d.icon(QRectF(left, (d.rect.height() - cross) / 2, cross, cross), "close", theme.text)
            spare = (self.height() - self._words_height(self.width())) / 2
            air = max(0.0, min(self._air(self.height()) - units.u(2), spare))
            room = d.rect.adjusted(self._lead(), air, -self._tail(), -air)
            if not self._detail:
                d.text(room, self._title, _TITLE, theme.text)
                return
            laid = d.text(room, self._title, _TITLE, theme.text, level=Level.TOP)
            room.setTop(room.top() + laid.height)
            d.text(room, self._detail, _DETAIL, theme.text, level=Level.TOP)

    def _show(self, status: Status, title: str, detail: str) -> None:
        self._status, self._title, self._detail = status, title, detail
        self.setAccessibleName(title)
        self.setAccessibleDescription(detail)
        self.rise()
        self.update()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, f"{title} {detail}".strip()))

    def _lead(self) -> int:
        return self.host.units.mm(9) + self.host.units.u(40)

    def _tail(self) -> int:
        """Room for the cross that says: tap to close."""
        cross = self.host.units.mm(7) + self.host.units.u(20) if self._status is Status.ALARM else 0
        return self.host.units.u(20) + cross
