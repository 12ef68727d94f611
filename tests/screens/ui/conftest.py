"""A dressed application, and windows that are closed when their test is over."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLayout, QVBoxLayout, QWidget

from momstation.ui.theme import ThemeHost

Show = Callable[..., QWidget]


@pytest.fixture
def host(qapp: QApplication) -> Iterator[ThemeHost]:
    host = ThemeHost()
    host.apply(qapp)
    yield host
    host.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def show(qapp: QApplication, host: ThemeHost) -> Iterator[Show]:
    """Puts widgets in a shown window of 1280 by 800."""
    windows: list[QWidget] = []

    def show(*widgets: QWidget, size: tuple[int, int] = (1280, 800)) -> QWidget:
        window = QWidget()
        column = QVBoxLayout(window)
        host.space(column)
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        for widget in widgets:
            column.addWidget(widget)
        windows.append(window)
        window.resize(*size)
        window.show()
        window.activateWindow()
        qapp.processEvents()
        return window

    yield show
    for window in windows:
        window.close()
        window.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
