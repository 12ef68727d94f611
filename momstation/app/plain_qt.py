"""Spares a start the reading of every module's text, in which PySide6 looks for switches that nobody uses here.

With each module that is imported, PySide6 reads the file to see whether it may want another spelling of Qt's names
(``from __feature__ import ...``), and keeps every line of it in ``linecache``: some hundred files and megabytes.
"""

import importlib
import linecache

_SEARCH = "_mod_uses_pyside"


def keep_qt_plain() -> None:
    """Before anything else that imports; where PySide6 has no such search any more, nothing changes."""
    importlib.import_module("PySide6.QtCore")  # loaded after the settings are right, as is all of Qt
    try:
        search = importlib.import_module("shibokensupport.feature")
    except ImportError:
        return
    if hasattr(search, _SEARCH):
        setattr(search, _SEARCH, _never)
    linecache.clearcache()


def _never(_module: object) -> bool:
    """No module has asked for another spelling."""
    return False
