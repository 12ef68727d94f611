"""Starts Qt in a process of its own, since a missing system library ends the process that starts it."""

import json
import sys

from PySide6.QtGui import QGuiApplication

from momstation.core.paths import resources
from momstation.ui.fonts import FontsMissingError, load_fonts


def main() -> int:
    """One line of JSON: the platform, the panel in pixels, and the font file that is missing, if any."""
    app = QGuiApplication(sys.argv[:1])
    screen = app.primaryScreen()
    size = screen.size() if screen is not None else None
    missing = ""
    try:
        load_fonts(resources() / "fonts")
    except FontsMissingError as trouble:
        missing = str(trouble)
    said = {
        "platform": app.platformName(),
        "width": size.width() if size is not None else 0,
        "height": size.height() if size is not None else 0,
        "missing_font": missing,
    }
    sys.stdout.write(json.dumps(said) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
