"""Draws what is kept, anew: ``python -m tests.screens.pictures --write``; without it, says what differs.

``--dense`` draws those at the pixel ratio of ``QT_SCALE_FACTOR``; the command starts itself again for each ratio.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtGui import QImage

from momstation.app.gallery.drawing import on_loop
from momstation.app.gallery.looks import Look
from momstation.app.gallery.writing import Painter
from tests.screens.pictures import catalogue
from tests.screens.pictures.compare import compare, reduced, side_by_side

Judge = Callable[[str, QImage], bool]
DENSE = "--dense"


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.screens.pictures", description=__doc__)
    parser.add_argument("--write", action="store_true", help="keep what is drawn now")
    parser.add_argument("--out", type=Path, default=Path("different-pictures"), help="where differences go")
    parser.add_argument(DENSE, action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args(argv)
    judge = _writer() if chosen.write else _judge(chosen.out)
    drawn: list[str] = []
    wrong = on_loop(Look(), lambda painter: _draw(painter, judge, drawn, is_dense=chosen.dense))
    if chosen.write:
        _forget_others(drawn)
    if not chosen.dense:
        wrong += sum(_denser(ratio, argv) for ratio in catalogue.DENSE)
        if chosen.write:
            size = sum(path.stat().st_size for path in catalogue.KEPT.glob("*.png"))
            print(f"{len(list(catalogue.KEPT.glob('*.png')))} pictures, {size / 1e6:.1f} MB")
    return 1 if wrong else 0


async def _draw(painter: Painter, judge: Judge, drawn: list[str], *, is_dense: bool) -> int:
    """How many are not as they were; ``drawn`` gets every name."""
    wrong = 0
    async for file, image in catalogue.dense(painter) if is_dense else catalogue.usual(painter):
        drawn.append(file)
        wrong += not judge(file, image)
    return wrong


def _denser(ratio: str, argv: list[str]) -> int:
    """The pixel ratio belongs to a process, so each has its own."""
    command = [sys.executable, "-m", "tests.screens.pictures", DENSE, *argv]
    return subprocess.run(command, env={**os.environ, "QT_SCALE_FACTOR": ratio}, check=False).returncode


def _writer() -> Judge:
    """What is nearly the same stays, so that a commit holds what changed."""
    folder = catalogue.KEPT
    folder.mkdir(exist_ok=True)

    def write(file: str, image: QImage) -> bool:
        path = folder / file
        if not path.exists() or compare(image, QImage(str(path))).share > 0:
            reduced(image).save(str(path), None, 0)
        return True

    return write


def _forget_others(drawn: Sequence[str]) -> None:
    """What is no longer drawn goes, of those with the same pixel ratio."""
    ratios = {_ratio_of(file) for file in drawn}
    for path in catalogue.KEPT.glob("*.png"):
        if path.name not in drawn and _ratio_of(path.name) in ratios:
            path.unlink()


def _ratio_of(file: str) -> str:
    return Path(file).stem.partition("@")[2]


def _judge(folder: Path) -> Judge:
    def judge(file: str, image: QImage) -> bool:
        kept = QImage(str(catalogue.KEPT / file))
        difference = compare(image, kept)
        if difference.is_same:
            return True
        folder.mkdir(parents=True, exist_ok=True)
        side_by_side(image, kept, difference, folder / file)
        print(f"{file}: {difference.share:.2%} of its pixels differ; see {folder / file}")
        return False

    return judge


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
