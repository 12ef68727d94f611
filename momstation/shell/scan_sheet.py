"""What may be scanned here, for whoever holds a code and does not know where it belongs."""

from PySide6.QtWidgets import QWidget

from momstation.core.i18n import _
from momstation.ui.empty_state import EmptyState
from momstation.ui.sheet import Sheet, SheetKind
from momstation.ui.theme import ThemeHost


class ScanSheet(Sheet):
    """Closes by itself when a code was read."""

    def __init__(self, host: ThemeHost, window: QWidget) -> None:
        super().__init__(host, window, _("Scan"), kind=SheetKind.BOTTOM)
        self.setObjectName("sheet.scan")
        self.close_button.setObjectName("sheet.close")
        self._says = EmptyState(host, "barcode_scanner", "")
        self._says.setObjectName("scan.accepts")
        self._says.setMinimumHeight(host.units.mm(60))
        self.body.addWidget(self._says, 1)

    def set_accepted(self, accepted: str, trouble: str) -> None:
        """``trouble`` says why no scanner is there, or is empty."""
        if trouble:
            self._says.set_view("link_off", trouble, accepted)
        else:
            self._says.set_view("barcode_scanner", _("Hold a code before the scanner."), accepted)
