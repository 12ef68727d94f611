"""``momstation about``: which program this is and whose work it stands on, for an auditor without a screen."""

import argparse
from collections.abc import Sequence
from importlib import metadata
from typing import TextIO

from momstation.core.notices import Notice, key_of, notices
from momstation.shell.about.words import line_of, program, replaceable, terms_of


def main(argv: Sequence[str], out: TextIO) -> int:
    parser = argparse.ArgumentParser(prog="momstation about", description=__doc__)
    parser.add_argument("--texts", action="store_true", help="with the words of each licence")
    asked = parser.parse_args(list(argv))
    found = notices()
    out.write(f"{program()}\n{replaceable()}\n\n")
    for notice in found:
        out.write(f"{line_of(notice):<44} {terms_of(notice)}\n")
    if asked.texts:
        for notice in found:
            _write_texts(notice, out)
    return 0


def _write_texts(notice: Notice, out: TextIO) -> None:
    if not notice.texts:
        return
    files = metadata.distribution(key_of(notice.name))
    for name in notice.texts:
        place = files.locate_file(name)
        with open(str(place), encoding="utf-8", errors="replace") as text:  # noqa: PTH123 - a path of any kind
            out.write(f"\n{'=' * 78}\n{line_of(notice)}: {name}\n{'=' * 78}\n{text.read()}\n")
