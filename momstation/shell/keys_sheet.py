"""Shows every key of this station, from the table that answers them."""

from collections.abc import Sequence

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from momstation.core.i18n import _
from momstation.shell import keys
from momstation.shell.keys import Binding
from momstation.ui.kinetic_area import KineticArea
from momstation.ui.sheet import Sheet
from momstation.ui.text import Text
from momstation.ui.theme import ThemeHost, Weight

_ACROSS = 2


class KeysSheet(Sheet):
    """The key that opened it closes it as well."""

    def __init__(self, host: ThemeHost, window: QWidget, bindings: Sequence[Binding]) -> None:
        super().__init__(host, window, _("Keys"))
        self.setObjectName("sheet.keys")
        self.close_button.setObjectName("sheet.close")
        rows = keys.spoken_keys(tuple(bindings), is_mirrored=window.isRightToLeft())
        inside = QWidget()
        table = QGridLayout(inside)
        table.setHorizontalSpacing(2 * host.units.gap)
        table.setVerticalSpacing(host.units.gap)
        tall = (len(rows) + _ACROSS - 1) // _ACROSS
        for index, (key, what) in enumerate(rows):
            line, column = index % tall, index // tall * 2
            shown = Text(host, key, weight=Weight.SEMIBOLD)
            shown.setObjectName(f"key.{bindings[index].what}")
            table.addWidget(shown, line, column)
            table.addWidget(Text(host, what), line, column + 1)
            table.setColumnStretch(column + 1, 1)
        table.setRowStretch(tall, 1)
        self._area = KineticArea(host, inside)
        self.body.addWidget(self._area, 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._area.page(event.key()):
            event.accept()
            return
        meant = keys.meaning(event.key())
        if meant is not None and meant[0] == keys.KEYS:
            self.dismiss()
            event.accept()
            return
        super().keyPressEvent(event)
