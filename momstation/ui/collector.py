"""Takes unreachable objects away on the thread of the window, and on no other.

Python collects wherever the next object happens to be made: on the thread of the store, of the link or of a machine. A
widget that is part of a ring of references would be destroyed there, while its timers and its window belong to another
thread: Qt warns at best, and the process ends at worst.
"""

import gc
from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QObject, QTimer

from momstation.core.allocator import give_back

_LOOK_MS = 200
_MUCH = 4000
"""So many that live and were made since the last time: looking through them is felt. They are records on their way
to the plant or from it, most of the time, and gone by themselves a moment later."""
_MOST_PUT_OFF = 25
_GIVE_BACK_S = 60.0
"""A screen may stand still for some milliseconds meanwhile, and what was given back is asked for again at once."""
_YOUNG, _MIDDLE, _OLD = 0, 1, 2


class Collector(QObject):
    """Collects in the same proportions as Python would by itself; made and started on the window's thread."""

    def __init__(self, parent: QObject, *, now_s: Callable[[], float] = monotonic) -> None:
        super().__init__(parent)
        self._now_s = now_s
        self._given_back_at = now_s()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._put_off = 0

    def start(self) -> None:
        """What stands by now is there to stay, and is never looked through again."""
        gc.disable()
        gc.freeze()
        self._timer.start()

    def look(self) -> int | None:
        """As ``collect_what_is_due``, but much is put off for some looks: the screen stands still for so long."""
        if gc.get_count()[_YOUNG] > _MUCH and self._put_off < _MOST_PUT_OFF:
            self._put_off += 1
            return None
        self._put_off = 0
        generation = collect_what_is_due()
        if generation == _OLD and self._now_s() - self._given_back_at >= _GIVE_BACK_S:
            self._given_back_at = self._now_s()
            give_back()
        return generation


def collect_what_is_due() -> int | None:
    """The generation that was collected; None when too little was made since the last time."""
    due = [now > most for now, most in zip(gc.get_count(), gc.get_threshold(), strict=True)]
    if not due[_YOUNG]:
        return None
    generation = _OLD if due[_MIDDLE] and due[_OLD] else _MIDDLE if due[_MIDDLE] else _YOUNG
    gc.collect(generation)
    return generation
