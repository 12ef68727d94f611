"""Makes what was written to a file, and the names it was given, outlast a loss of power."""

import os
import shutil
from pathlib import Path


def flush(path: Path) -> None:
    """Only for files that nobody here has open with SQLite: closing them would end its locks."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """After a new name in it; Windows does it by itself."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def second_name(path: Path, kept: Path) -> None:
    """Let a file that nobody here has open be found under ``kept`` too."""
    try:
        os.link(path, kept)
    except OSError:  # a file system without links
        part = kept.with_name(f"{kept.name}.part")
        shutil.copyfile(path, part)
        flush(part)
        part.replace(kept)
