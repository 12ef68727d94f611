"""Fits every size to this panel with a bank card, one tap from the station's sheet."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from momstation.core.i18n import _
from momstation.shell.services import ShellServices
from momstation.ui.calibration import Calibration
from momstation.ui.sheet import Sheet, SheetKind
from momstation.ui.units import Display


class PanelSheet(Sheet):
    """What was found holds at once and is remembered; closing it leaves everything as it was."""

    def __init__(self, services: ShellServices, window: QWidget) -> None:
        super().__init__(services.host, window, _("Panel size"), kind=SheetKind.FULL)
        self.setObjectName("sheet.panel")
        self.close_button.setObjectName("sheet.close")
        self._calibration = Calibration(services.host, services.remember)
        self.body.addWidget(self._calibration)
        self._calibration.cancelled.connect(self.dismiss)
        self._calibration.calibrated.connect(self._fit)
        self._wide = 0
        self.opened.connect(self._start)

    def draft(self) -> int | None:
        """How wide the card was drawn, in pixels; None where nobody has changed it."""
        wide = self._calibration.card.wide
        return wide if self.is_open and wide != self._wide else None

    def take_up(self, wide: int) -> None:
        self.open()
        self._calibration.card.set_wide(wide)

    def _start(self) -> None:
        self._calibration.start()
        self._wide = self._calibration.card.wide

    def _fit(self, px_per_mm: float) -> None:
        self.close_sheet()
        self.host.set_units(replace(self.host.units, display=Display(px_per_mm)))
