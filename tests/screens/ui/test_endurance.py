"""A station paints for months: no reference is lost, no object stays behind."""

import gc
import sys

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from momstation.ui.action_tile import ActionTile
from momstation.ui.button import Button
from momstation.ui.keypad import KeyPad
from momstation.ui.keypad_model import KeyPadModel
from momstation.ui.sheet import Sheet
from momstation.ui.text import Text
from momstation.ui.theme import ThemeHost
from tests.screens.ui.conftest import Show

PAINTS = 10_000


def test_ten_thousand_paints_lose_no_reference_to_none(host: ThemeHost, show: Show) -> None:
    """Qt bindings 6.12.0 drop one per call on Python 3.11, and the process then aborts."""
    tile, text = ActionTile(host, "delete", "Scrap"), Text(host, "0")
    show(tile, text, size=(200, 250))
    for warm_up in range(50):
        text.set_text(str(warm_up))
        tile.repaint()
    gc.collect()
    before = sys.getrefcount(None)
    for count in range(PAINTS // 2):
        text.set_text(str(count))
        text.repaint()
        tile.repaint()
    gc.collect()
    assert abs(sys.getrefcount(None) - before) <= 50


def test_sheets_that_come_and_go_leave_no_object_behind(
    qapp: QApplication, host: ThemeHost, show: Show
) -> None:
    window = show(Button(host, "Behind"))

    def come_and_go() -> None:
        sheet = Sheet(host, window, "How many?")
        sheet.body.addWidget(KeyPad(host, KeyPadModel()))
        sheet.open()
        sheet.close_sheet()
        sheet.deleteLater()
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    come_and_go()
    gc.collect()
    before = len(window.findChildren(QObject))
    for _count in range(50):
        come_and_go()
    assert len(window.findChildren(QObject)) == before
    host.set_theme("dark")
