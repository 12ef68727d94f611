"""Measures what a person feels: the time from a scan, a tap or a reading until the pixels have changed."""

from dataclasses import dataclass, field
from random import Random
from time import monotonic

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

FRAME = "frame_ms"
PRESS = "press_to_paint"
_KEPT = 5000


@dataclass
class Reservoir:
    """A fair sample of all values, in bounded memory."""

    values: list[float] = field(default_factory=list)
    seen: int = 0
    _random: Random = field(default_factory=lambda: Random(0))

    def add(self, value: float) -> None:
        self.seen += 1
        if len(self.values) < _KEPT:
            self.values.append(value)
            return
        place = self._random.randrange(self.seen)
        if place < _KEPT:
            self.values[place] = value

    def summary(self) -> dict[str, float]:
        """Nearest-rank percentiles in the unit of the values."""
        ordered = sorted(self.values)
        return {"p50": _rank(ordered, 0.50), "p99": _rank(ordered, 0.99), "n": self.seen}


def _rank(ordered: list[float], share: float) -> float:
    """Nearest rank; of nothing, zero."""
    if not ordered:
        return 0.0
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 3)


class PaintProbe(QObject):
    """Watches one window; a noted start closes when the window's next update has been painted."""

    def __init__(
        self, window: QWidget, before: "PaintProbe | None" = None, *, note_press: bool = False
    ) -> None:
        """``before`` watched the window in whose place this one comes: its figures go on here, and what was noted there
        and not yet shown is shown here."""
        super().__init__(window)
        self._window = window
        self._pending: list[tuple[str, float]] = before._pending if before is not None else []
        self._kinds: dict[str, Reservoir] = before._kinds if before is not None else {}
        self._is_updating = False
        self._notes_press = note_press
        self._first = QTimer(self)
        self._first.setSingleShot(True)
        self._first.setInterval(0)
        self._first.timeout.connect(self._close)
        window.installEventFilter(self)
        self._watch_handle()

    def note(self, kind: str, t0_monotonic: float) -> None:
        """The window will show something that reached the station at ``t0_monotonic``."""
        self._pending.append((kind, t0_monotonic))

    def watch(self, widget: QWidget) -> None:
        """Time presses that are sent straight to this widget instead of through the window."""
        widget.installEventFilter(self)

    def summary(self) -> dict[str, dict[str, float]]:
        """Milliseconds by kind: p50, p99 and how many; ``frame_ms`` is the cost of each update."""
        return {kind: values.summary() for kind, values in self._kinds.items()}

    def kept(self, kind: str) -> tuple[float, ...]:
        """The sampled values of one kind, for a report of its own."""
        found = self._kinds.get(kind)
        return tuple(found.values) if found else ()

    def samples(self) -> dict[str, list[float]]:
        """The kept values themselves, for whoever sums several windows up."""
        return {kind: list(values.values) for kind, values in self._kinds.items()}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.UpdateRequest and watched is self._window:
            return self._deliver(event)
        if kind == QEvent.Type.Paint and watched is self._window and not self._is_updating:
            self._first.start()
        elif kind == QEvent.Type.Show and watched is self._window:
            self._watch_handle()
        elif kind == QEvent.Type.MouseButtonPress and watched is not self._window:
            self._note_press_once()
        return False

    def _deliver(self, event: QEvent) -> bool:
        """Hand the update on ourselves, because a filter only hears of it before it is painted."""
        if self._is_updating:
            return False
        self._is_updating = True
        began = monotonic()
        try:
            self._window.event(event)
        finally:
            self._is_updating = False
        self._keep(FRAME, (monotonic() - began) * 1000)
        self._close()
        return True

    def _close(self) -> None:
        now = monotonic()
        closing = self._pending[:]
        self._pending.clear()
        for kind, began in closing:
            self._keep(kind, (now - began) * 1000)

    def _keep(self, kind: str, value_ms: float) -> None:
        self._kinds.setdefault(kind, Reservoir()).add(value_ms)

    def _watch_handle(self) -> None:
        handle = self._window.windowHandle()
        if handle is not None and self._notes_press:
            handle.removeEventFilter(self)
            handle.installEventFilter(self)

    def _note_press_once(self) -> None:
        """One finger may be heard twice, at the window and at the widget; the first counts."""
        if all(kind != PRESS for kind, _began in self._pending):
            self.note(PRESS, monotonic())
