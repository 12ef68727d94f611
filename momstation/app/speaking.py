"""Speaks the language of whoever acts: puts the window up anew, in the other language and direction.

Words stand in hundreds of widgets. Made anew they are right by themselves, mirrored ones too, and nothing can be
forgotten; what people had begun and what is being said goes from window to window.
"""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication

from momstation.app.look import speak
from momstation.core.i18n import SPEECH
from momstation.core.tasks import spawn
from momstation.shell.window import StationWindow

PutUp = Callable[[StationWindow | None], StationWindow]


class Speaking:
    """``window`` is the one that stands now."""

    def __init__(self, app: QApplication, own: str, put_up: PutUp) -> None:
        """``own``: the station's language; ``put_up`` makes, shows and starts a window in the place of another."""
        self._app = app
        self._own = own
        self._put_up = put_up
        self.window: StationWindow | None = None

    def start(self) -> StationWindow:
        return self._stand(None)

    def _stand(self, before: StationWindow | None) -> StationWindow:
        window = self._put_up(before)
        window.crew.spoken_changed.connect(self._hear)
        self.window = window
        return window

    def _hear(self, language: str) -> None:
        wanted = language or self._own
        if wanted != SPEECH.language:
            spawn(self._change(wanted), name=f"speak {wanted}")

    async def _change(self, language: str) -> None:
        before = self.window
        if before is None or language == SPEECH.language:
            return
        before.crew.spoken_changed.disconnect(self._hear)
        speak(self._app, language)
        self._stand(before)
        await before.stop()
        before.hide()
        before.deleteLater()
