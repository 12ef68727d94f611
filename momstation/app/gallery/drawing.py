"""One Qt application and one loop for as long as pictures are drawn."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from typing import TypeVar

from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from momstation.app.gallery.looks import Look, dress
from momstation.app.gallery.writing import Painter
from momstation.ui.theme import ThemeHost
from momstation.ui.units import Density

Result = TypeVar("Result")


def on_loop(look: Look, work: Callable[[Painter], Awaitable[Result]]) -> Result:
    """Do the work on a loop that runs Qt and asyncio at once."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("momstation gallery")
    host = ThemeHost(look.theme, look.units(Density.TOUCH), parent=app)
    host.apply(app)
    dress(host, look, Density.TOUCH)
    loop = QEventLoop(app)
    asyncio.set_event_loop(loop)

    async def whole() -> Result:
        return await work(Painter(app, host))

    with loop:
        done: Result = loop.run_until_complete(whole())
    return done
