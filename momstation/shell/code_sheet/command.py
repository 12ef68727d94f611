"""``momstation codes``: the sheet of codes for one station, with its plant's reasons, to be printed and hung up."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

from momstation.core.errors import Refused
from momstation.core.i18n import SHIPPED, SPEECH, _, ngettext
from momstation.core.paths import resources, translations
from momstation.plant.nouns import ReasonKind
from momstation.settings import Settings, SettingsRefused, load
from momstation.shell.code_sheet.content import PrintedCode, reasons_in, sections
from momstation.shell.code_sheet.pages import paged
from momstation.shell.code_sheet.printing import Sheet, write_pdf
from momstation.shell.doctor.records import ask
from momstation.store.refusals import REFUSALS
from momstation.ui.fonts import load_fonts


def main(argv: Sequence[str], out: TextIO, err: TextIO) -> int:
    """0: written; 1: refused; 2: not understood. The station may run meanwhile."""
    try:
        options = _parser().parse_args(list(argv))
    except SystemExit as wish:
        return int(wish.code or 0)
    try:
        settings = load(options.config)
        SPEECH.use(translations(), options.language or settings.station.language)
        count = _write(settings, options.out)
    except SettingsRefused as refusal:
        err.write(f"{refusal}\n")
        return 1
    except Refused as refusal:
        err.write(_sentence(refusal) + "\n")
        return 1
    said = ngettext("{count} code written to {file}.", "{count} codes written to {file}.", count)
    out.write(said.format(count=count, file=options.out) + "\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="momstation codes",
        description=_("Writes a sheet of codes to scan instead of taps, as a PDF of A4 pages."),
    )
    parser.add_argument("--config", type=Path, required=True, help="the station's settings file")
    parser.add_argument("--out", type=Path, required=True, help="the file to write, such as codes.pdf")
    parser.add_argument("--language", choices=sorted(SHIPPED), help="left out: the station's own")
    return parser


def _write(settings: Settings, path: Path) -> int:
    if not path.parent.is_dir():
        raise Refused("codes.not_written", file=str(path))
    scrap, stop = _reasons(settings.store.path)
    parts = sections(scrap, stop)
    title = _("Codes of {station}").format(station=settings.station.name)
    hint = _("Scan a code instead of tapping. What is recorded can be taken back for ten seconds.")
    application = _application()
    write_pdf(Sheet(title, hint, paged(parts)), path)
    del application
    return sum(len(section.codes) for section in parts)


def _reasons(store: Path) -> tuple[tuple[PrintedCode, ...], tuple[PrintedCode, ...]]:
    if not store.is_file():
        return (), ()
    scrap = ask(store, lambda conn: reasons_in(conn, ReasonKind.SCRAP))
    return scrap, ask(store, lambda conn: reasons_in(conn, ReasonKind.STOP))


def _application() -> QCoreApplication:
    """Type is drawn by Qt, which needs no display for a file; it is to be kept as long as anything is drawn."""
    known = QGuiApplication.instance()
    if known is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = known or QGuiApplication(sys.argv[:1])
    load_fonts(resources() / "fonts")
    return application


def _sentence(refusal: Refused) -> str:
    if refusal.key == "codes.not_written":
        return _("{file} cannot be written. Check the folder and its rights.").format(**refusal.values)
    return _(REFUSALS.get(refusal.key, str(refusal))).format(**refusal.values)
