"""Stages a station's window for one test."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from tests.support.shell_stage import Stage


@pytest.fixture
def loop(qapp: QApplication) -> Iterator[QEventLoop]:
    loop = QEventLoop(qapp)
    yield loop
    loop.close()


@pytest.fixture
def stage(qapp: QApplication, loop: QEventLoop) -> Iterator[Callable[..., Stage]]:
    stages: list[Stage] = []

    def build(**how: Any) -> Stage:
        stages.append(Stage(qapp, loop, **how))
        return stages[-1]

    yield build
    for one in stages:
        one.close()
