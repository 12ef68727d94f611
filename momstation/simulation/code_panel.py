"""The codes that one could scan, as a panel of buttons: stands in for paper and badges in the demo with windows."""

import argparse
import signal
import sys
import threading
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import msgspec
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QWidget

from momstation.core.i18n import _
from momstation.simulation.scanner import scan
from momstation.ui.button import Button
from momstation.ui.card import Card
from momstation.ui.text import Text
from momstation.ui.theme import ThemeHost
from momstation.ui.units import DESKTOP_24, Density, Role, Units

COLUMNS = 3


class Code(msgspec.Struct, frozen=True):
    """``text`` is what the code says, ``label`` what a person calls it."""

    text: str
    label: str


class Deck(msgspec.Struct, frozen=True):
    """The codes of one station: which scanner reads them, and the codes by heading."""

    station: str
    scanner: str
    codes: dict[str, list[Code]]


class CodePanel(QWidget):
    """One card for each scanner; a press holds that code before it."""

    def __init__(self, host: ThemeHost, decks: Sequence[Deck]) -> None:
        super().__init__()
        self.setWindowTitle(_("Codes to scan"))
        self.setAutoFillBackground(True)
        row = QHBoxLayout(self)
        host.space(row)
        for deck in decks:
            row.addWidget(self._card(host, deck))

    def _card(self, host: ThemeHost, deck: Deck) -> QWidget:
        card = Card(host)
        column = card.column()
        column.addWidget(Text(host, deck.station, role=Role.TITLE))
        for heading, codes in deck.codes.items():
            column.addWidget(Text(host, heading, role=Role.CAPTION))
            column.addLayout(self._grid(host, Path(deck.scanner), codes))
        column.addStretch(1)
        return card

    def _grid(self, host: ThemeHost, scanner: Path, codes: Sequence[Code]) -> QGridLayout:
        grid = QGridLayout()
        host.space(grid, margin=False)
        for place, code in enumerate(codes):
            button = Button(host, code.label)
            button.setObjectName(f"code.{code.text}")
            button.triggered.connect(partial(_hold, scanner, code.text))
            grid.addWidget(button, place // COLUMNS, place % COLUMNS)
        return grid


def _hold(scanner: Path, text: str) -> None:
    """Off the window's thread: the scanner's process may be slow to answer."""
    threading.Thread(
        target=scan, args=(scanner, text.encode() + b"\r\n"), name="hold-code", daemon=True
    ).start()


def main(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="momstation.simulation.code_panel", description=__doc__)
    parser.add_argument("--decks", type=Path, required=True, help="JSON: the codes of each station")
    decks = msgspec.json.decode(parser.parse_args(argv).decks.read_bytes(), type=list[Deck])
    app = QApplication(sys.argv[:1])
    host = ThemeHost(units=Units(DESKTOP_24, Density.DESK), parent=app)
    host.apply(app)
    signal.signal(signal.SIGTERM, lambda *_: app.quit())
    heartbeat = QTimer(interval=200)  # lets Python see the signal
    heartbeat.timeout.connect(lambda: None)
    heartbeat.start()
    panel = CodePanel(host, decks)
    panel.show()
    return app.exec()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
