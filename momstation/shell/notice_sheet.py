"""One message as a whole: what happened, when, what to do, and the button that takes it away where there is one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from momstation.core.i18n import _
from momstation.shell.trouble import NoticeView
from momstation.ui.button import Button
from momstation.ui.sheet import Sheet
from momstation.ui.text import Text, Tone
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.units import Role

_LONGEST_LINE = 55
"""In letters as wide as they are high; about a hundred of a text."""


class NoticeSheet(Sheet):
    """``answered`` carries the key of the message whose button was pressed."""

    answered = Signal(str)

    def __init__(self, host: ThemeHost, window: QWidget) -> None:
        super().__init__(host, window, "")
        self.setObjectName("sheet.notice")
        self.close_button.setObjectName("sheet.close")
        self._view: NoticeView | None = None
        self._said = Text(host, "", role=Role.HEADING, weight=Weight.SEMIBOLD, wrap=True)
        self._said.setObjectName("notice.title")
        self._what = Text(host, "", wrap=True)
        self._what.setObjectName("notice.what")
        self._to_do_title = Text(host, _("What to do"), role=Role.CAPTION, tone=Tone.QUIET)
        self._to_do = Text(host, "", weight=Weight.SEMIBOLD, wrap=True)
        self._to_do.setObjectName("notice.to_do")
        self._by_itself = Text(
            host, _("This message goes when its cause is gone."), tone=Tone.QUIET, wrap=True
        )
        self._answer = Button(host, "", icon="check", primary=True)
        self._answer.setObjectName("notice.answer")
        self._answer.triggered.connect(self._pressed)
        for widget in (self._said, self._what, self._to_do_title, self._to_do):
            self.body.addWidget(widget)
        host.changed.connect(self._keep_readable)
        self._keep_readable()
        self.foot.addWidget(self._by_itself, 1)
        self.foot.addWidget(self._answer)

    @property
    def key(self) -> str:
        """Which message is shown; empty while the sheet is closed."""
        return self._view.key if self._view is not None and self.is_open else ""

    def set_view(self, view: NoticeView) -> None:
        self._view = view
        self.set_title(view.kicker, view.when, view.status)
        self._said.set_text(view.title)
        self._what.set_text(view.what)
        self._what.setVisible(bool(view.what))
        self._to_do.set_text(view.to_do)
        self._to_do.setVisible(bool(view.to_do))
        self._to_do_title.setVisible(bool(view.to_do))
        self._answer.set_label(view.answer)
        self._answer.setVisible(bool(view.answer))
        self._by_itself.setVisible(not view.answer)
        self.settle()

    def _keep_readable(self) -> None:
        """On a wide desktop a line would be longer than an eye follows."""
        widest = _LONGEST_LINE * self.host.units.font_px(Role.BODY)
        for text in (self._said, self._what, self._to_do):
            text.setMaximumWidth(widest)

    def _pressed(self) -> None:
        if self._view is not None:
            self.answered.emit(self._view.key)
