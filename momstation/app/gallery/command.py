"""``momstation gallery``: a window to look through every component and screen, or a folder of pictures of them."""

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from momstation.app.display import has_display
from momstation.app.gallery.looks import Look, Unfit, all_looks, languages_of, scale_of, size_of, themes_of
from momstation.app.gallery.names import names_of, pages_of, states_of

_WRONG = 2
_FAILED = 1


def main(argv: Sequence[str]) -> int:
    """0 when done; 2 for a choice that is none, or where there is no panel; 1 when a file could not be written."""
    chosen = _parser().parse_args(list(argv))
    try:
        themes, languages = themes_of(chosen.theme), languages_of(chosen.language)
        size = size_of(chosen.size) if chosen.size else None
        only = names_of(chosen.only)
        like = Look(themes[0], languages[0], scale_of(chosen.text_scale), size, chosen.right_to_left)
    except Unfit as wrong:
        sys.stderr.write(f"momstation gallery: {wrong}\n")
        return _WRONG
    if chosen.out is not None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        return _write(chosen.out, like, all_looks(themes, languages, like), only)
    if not has_display():
        sys.stderr.write("momstation gallery: there is no panel here. Write pictures instead: --out DIR\n")
        return _WRONG
    return _show(like)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="momstation gallery",
        description="Shows every component and every screen of the station in every state: in a window, or as "
        "pictures in a folder with an index.json that names them.",
    )
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="write PNG files and index.json; needs no display"
    )
    parser.add_argument(
        "--theme", action="append", default=[], help="light, dark or contrast; may be repeated"
    )
    parser.add_argument("--language", action="append", default=[], help="such as de; may be repeated")
    parser.add_argument("--text-scale", default="100", metavar="P", help="100, 125 or 150 percent")
    parser.add_argument(
        "--size", default="", metavar="WxH", help="such as 1920x1080; else each its reference panel"
    )
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="one page or screen")
    parser.add_argument("--right-to-left", action="store_true", help="mirrored in every language")
    return parser


def _write(folder: Path, like: Look, looks: Sequence[Look], only: Sequence[str]) -> int:
    from momstation.app.gallery.drawing import on_loop  # loaded once the choices are right: it loads Qt
    from momstation.app.gallery.writing import Painter, write_all  # as above

    async def write(painter: Painter) -> int:
        written = await write_all(painter, pages_of(only), states_of(only), looks, folder)
        cut = sum(1 for picture in written if picture.clipped)
        sys.stdout.write(f"{len(written)} pictures in {folder}; texts were cut in {cut} of them.\n")
        return 0

    try:
        folder.mkdir(parents=True, exist_ok=True)
        return on_loop(like, write)
    except OSError as wrong:
        sys.stderr.write(f"momstation gallery: {wrong}\n")
        return _FAILED


def _show(like: Look) -> int:
    from momstation.app.gallery.viewer import show  # as above

    gc.disable()  # a collector on Qt's own thread does it
    return show(like)
