"""The station's loudness on its sheet: two large buttons, and the number in between."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from momstation.core.i18n import _
from momstation.ui.button import Button
from momstation.ui.cues import LOUDEST, STEP, Cues
from momstation.ui.text import Text, Tone
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.units import Role


class VolumeRow(QWidget):
    """``stepped`` carries the wanted change in percent; whether it may be made is for somebody else to decide."""

    stepped = Signal(int)

    def __init__(self, host: ThemeHost, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("volume")
        self._quieter = self._button(host, _("Quieter"), "remove", -STEP)
        self._quieter.setObjectName("volume.quieter")
        self._louder = self._button(host, _("Louder"), "add", STEP)
        self._louder.setObjectName("volume.louder")
        self._value = Text(host, "", role=Role.HEADING, weight=Weight.SEMIBOLD)
        self._value.setObjectName("volume.value")
        self._policy = Text(host, "", tone=Tone.QUIET, wrap=True)
        self._policy.setObjectName("volume.policy")
        row = QHBoxLayout(self)
        host.space(row, margin=False)
        for widget in (self._quieter, self._value, self._louder):
            row.addWidget(widget)
        row.addWidget(self._policy, 1, Qt.AlignmentFlag.AlignVCenter)

    def set_cues(self, cues: Cues) -> None:
        self._value.set_text(_("{percent} %").format(percent=cues.volume) if cues.volume else _("Mute"))
        self._policy.set_text(_policy(cues))
        self._quieter.setEnabled(cues.volume > 0)
        self._louder.setEnabled(cues.volume < LOUDEST)

    def _button(self, host: ThemeHost, label: str, icon: str, change: int) -> Button:
        button = Button(host, label, icon=icon)
        button.triggered.connect(lambda: self.stepped.emit(change))
        return button


def _policy(cues: Cues) -> str:
    if cues.alarm_volume > cues.volume:
        return _("Alarms are heard at {percent} % all the same.").format(percent=cues.alarm_volume)
    return _("Alarms are as loud as everything else.")
