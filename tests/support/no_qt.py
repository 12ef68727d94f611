"""A pytest plugin that takes Qt away: rules, records, wires and calculations must not notice.

``pytest -p no:pytest-qt -p tests.support.no_qt tests/unit``
"""

import importlib.abc
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType

QT = frozenset({"PySide6", "shiboken6", "pyqtgraph", "qasync"})


class _NoQt(importlib.abc.MetaPathFinder):
    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name.partition(".")[0] in QT:
            raise ModuleNotFoundError(f"{name} is taken away in these tests", name=name)
        return None


sys.meta_path.insert(0, _NoQt())
