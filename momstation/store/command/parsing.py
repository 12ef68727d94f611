"""Understands what was typed after ``momstation store``."""

import argparse
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from momstation.core.errors import Refused
from momstation.core.i18n import _
from momstation.store.command import backing_up, exporting, restoring, stating, verifying
from momstation.store.command.asking import NOT_DONE, Voice
from momstation.store.refusals import REFUSALS

Add = Callable[..., argparse.ArgumentParser]


def main(argv: Sequence[str], stdout: TextIO, stderr: TextIO) -> int:
    """0: done, and what was checked is whole; 1: a record was changed or is missing; 2: it could not be done."""
    try:
        asked = _parser().parse_args(list(argv))
    except SystemExit as leave:
        return int(leave.code or 0)
    try:
        return int(asked.run(asked, Voice(stdout, stderr)))
    except Refused as refused:
        stderr.write(_(REFUSALS[refused.key]).format(**refused.values) + "\n")
        return NOT_DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="momstation store",
        description=_("A station's record file: check it, copy it, put a copy back, read it out, count it."),
        epilog=_("0: done; 1: a record was changed or is missing; 2: it could not be done."),
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    one = argparse.ArgumentParser(add_help=False)
    one.add_argument("file", type=Path, help=_("the record file, such as data/P07.db"))
    _verify(commands.add_parser, one)
    _backup(commands.add_parser, one)
    _restore(commands.add_parser)
    _export(commands.add_parser, one)
    _stats(commands.add_parser, one)
    return parser


def _verify(add: Add, one: argparse.ArgumentParser) -> None:
    said = _("recompute the hash of every record of every station in it, and name the first break")
    add("verify", parents=[one], help=said, description=said).set_defaults(run=verifying.run)


def _backup(add: Add, one: argparse.ArgumentParser) -> None:
    said = _("copy it whole while the station works, and check the copy")
    backup = add("backup", parents=[one], help=said, description=said)
    backup.add_argument("--to", type=Path, required=True, metavar="DIR", help=_("the folder for the copy"))
    backup.set_defaults(run=backing_up.run)


def _restore(add: Add) -> None:
    said = _("put a backup in the place of a station's record file; the station must not run")
    restore = add("restore", help=said, description=said)
    restore.add_argument(
        "backup", type=Path, metavar="BACKUP", help=_("the copy, such as P07-20260302-050000.db")
    )
    restore.add_argument(
        "--to", type=Path, required=True, metavar="FILE", help=_("the station's record file")
    )
    restore.add_argument(
        "--force",
        action="store_true",
        help=_("there is a file already: move it aside, nothing of it is deleted"),
    )
    restore.set_defaults(run=restoring.run)


def _export(add: Add, one: argparse.ArgumentParser) -> None:
    said = _("write its records as JSON Lines, one complete record on each line")
    export = add("export", parents=[one], help=said, description=said)
    export.add_argument(
        "--out", type=Path, metavar="OUT", help=_("a new file; without it, the records are shown")
    )
    export.add_argument(
        "--since", type=_moment, metavar="DATE", help=_("recorded then or later, such as 2026-03-01 (UTC)")
    )
    export.add_argument("--own", action="store_true", help=_("only what was recorded at this station"))
    export.set_defaults(run=exporting.run)


def _stats(add: Add, one: argparse.ArgumentParser) -> None:
    said = _("count what is in it, and what central does not have yet")
    stats = add("stats", parents=[one], help=said, description=said)
    stats.add_argument("--json", action="store_true", help=_("for a program to read"))
    stats.set_defaults(run=stating.run)


def _moment(text: str) -> datetime:
    """A day or a moment; without an offset it is universal time."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        said = _("{text} is no date, such as 2026-03-01")
        raise argparse.ArgumentTypeError(said.format(text=text)) from error
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
