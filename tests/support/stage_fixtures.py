"""Stages a station's window for one test, in any language."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from momstation.core.i18n import SPEECH
from momstation.core.paths import translations
from momstation.ui import banner
from tests.support.shell_stage import NEVER_MS, Stage


@pytest.fixture
def loop(qapp: QApplication) -> Iterator[QEventLoop]:
    loop = QEventLoop(qapp)
    yield loop
    loop.close()


@pytest.fixture
def speaking(qapp: QApplication) -> Iterator[Callable[[str], None]]:
    """All that is staged from now on speaks that language, and turns round as it does."""

    def speak(language: str) -> None:
        SPEECH.use(translations(), language)
        mirrored = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight
        qapp.setLayoutDirection(mirrored[0] if SPEECH.is_right_to_left else mirrored[1])

    yield speak
    speak("en")


@pytest.fixture
def stage(
    qapp: QApplication, loop: QEventLoop, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Stage]]:
    """What is shown for some seconds stays until the test is over: on a busy computer they pass within a scene."""
    monkeypatch.setattr(banner, "ACCEPTED_MS", NEVER_MS)
    stages: list[Stage] = []

    def build(**how: Any) -> Stage:
        stages.append(Stage(qapp, loop, **how))
        return stages[-1]

    yield build
    for one in stages:
        one.close()
