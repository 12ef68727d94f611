"""A part of a screen that a finger throws and keys page through, with a mark of where one is and no bar to hit."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPaintEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QScroller, QScrollerProperties, QWidget

from momstation.ui.drawing import Drawing
from momstation.ui.flick import let_fingers_throw
from momstation.ui.tappable import Tappable
from momstation.ui.theme import ThemeHost

_PAGE = 0.9
"""So much of what is visible goes by with one key: the last line is seen again."""

_DRAG_START = QScrollerProperties.ScrollMetric.DragStartDistance
_NEVER_M = 10.0
"""No panel is so tall that a finger gets there."""


class Whereabouts(QWidget):
    """A thin mark at the edge: there is more, and this is where. It cannot be pressed."""

    def __init__(self, host: ThemeHost, area: QScrollArea) -> None:
        super().__init__(area)
        self.host = host
        self._area = area
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def follow(self) -> None:
        area = self._area.rect()
        wide = self.thickness
        is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self.setGeometry(0 if is_mirrored else area.width() - wide, 0, wide, area.height())
        self.setVisible(self._area.verticalScrollBar().maximum() > 0)
        self.raise_()
        self.update()

    @property
    def thickness(self) -> int:
        return max(3, self.host.units.u(6))

    def paintEvent(self, event: QPaintEvent) -> None:
        bar = self._area.verticalScrollBar()
        whole = bar.maximum() - bar.minimum() + bar.pageStep()
        if whole <= 0:
            return
        with Drawing(self, self.host) as d:
            tall = d.rect.height()
            mark = max(self.host.units.mm(5), tall * bar.pageStep() / whole)
            way = (tall - mark) * (bar.value() - bar.minimum()) / max(1, bar.maximum() - bar.minimum())
            d.box(QRectF(0, way, d.rect.width(), mark), self.host.theme.outline, None, 1, d.rect.width() / 2)


class KineticArea(QScrollArea):
    """Scrolls ``inside`` up and down. What a finger drags away is not pressed."""

    def __init__(self, host: ThemeHost, inside: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.host = host
        self._content = inside
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._can_be_dragged = False
        self._is_dragging = False
        self._drag_start: float | None = None
        self._mark = Whereabouts(host, self)
        bar = self.verticalScrollBar()
        bar.valueChanged.connect(self._mark.follow)
        bar.rangeChanged.connect(self._make_way)
        self.viewport().installEventFilter(self)
        self._make_way()

    @property
    def is_cut(self) -> bool:
        """There is more than is seen."""
        return self.verticalScrollBar().maximum() > 0

    @property
    def is_thrown(self) -> bool:
        """It moves under a finger, or still moves after one."""
        state = QScroller.scroller(self.viewport()).state()
        return state in (QScroller.State.Dragging, QScroller.State.Scrolling)

    def set_held(self, is_held: bool) -> None:
        """Held, a finger that moves drags what lies under it and not the area."""
        scroller = QScroller.scroller(self.viewport())
        properties = scroller.scrollerProperties()
        if self._drag_start is None:
            self._drag_start = float(properties.scrollMetric(_DRAG_START))
        properties.setScrollMetric(_DRAG_START, _NEVER_M if is_held else self._drag_start)
        scroller.setScrollerProperties(properties)

    def page(self, key: int) -> bool:
        """Page Up and Page Down; False for another key, or where everything is seen."""
        ways = {Qt.Key.Key_PageDown.value: 1, Qt.Key.Key_PageUp.value: -1}
        if key not in ways or not self.is_cut:
            return False
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + round(ways[key] * bar.pageStep() * _PAGE))
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._mark.follow()
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        """Only what somebody sees listens to fingers: most areas of a window that is put up in another language are
        not opened in it."""
        if not self._can_be_dragged:
            self._can_be_dragged = True
            let_fingers_throw(self.viewport()).stateChanged.connect(self._on_scrolling)
        super().showEvent(event)

    def dragged(self) -> None:
        """A row moves with the finger, so at the end of a drag the finger is still on it."""
        for each in self._content.findChildren(Tappable):
            each.cancel_press()

    def _make_way(self) -> None:
        """The mark lies beside what is shown. What is cut stays cut when it gets narrower: this comes to rest."""
        beside = 2 * self._mark.thickness if self.is_cut else 0
        if self.viewportMargins().right() + self.viewportMargins().left() != beside:
            is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            self.setViewportMargins(beside if is_mirrored else 0, 0, 0 if is_mirrored else beside, 0)
        self._mark.follow()

    def _on_scrolling(self, state: QScroller.State) -> None:
        """A finger on what still moves drags it from the first touch on: what lies there is pressed only after that,
        and lifted at the end."""
        is_dragging = state == QScroller.State.Dragging
        if is_dragging or self._is_dragging:
            self.dragged()
        self._is_dragging = is_dragging
