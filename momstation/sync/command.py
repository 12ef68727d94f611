"""``momstation central``: how an administrator makes the central database, keeps it, and lets stations in."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from momstation.core.errors import Refused
from momstation.core.i18n import _
from momstation.settings import SettingsRefused
from momstation.store.refusals import REFUSALS as STORE_REFUSALS
from momstation.sync import verbs
from momstation.sync.refusals import REFUSALS

_WRONG_USE = 2
_DIGITS = 10  # what is as long is refused before it is counted
_MINUTES_OF_A_WEEK = 7 * 24 * 60
_MONTHS_AHEAD, _DAYS_AHEAD = 120, 400
_MONTHS_KEPT = 1200


def main(argv: Sequence[str], stdout: TextIO, stderr: TextIO) -> int:
    """0 done, 1 refused or found broken, with a sentence, 2 typed wrongly."""
    try:
        given = _parser().parse_args(list(argv))
        _in_bounds(given)
    except argparse.ArgumentError as error:
        stderr.write(f"{error}\n")
        return _WRONG_USE
    except SystemExit as left:
        return int(left.code or 0)
    try:
        return int(given.run(given, stdout))
    except Refused as refused:
        sentence = {**STORE_REFUSALS, **REFUSALS}.get(refused.key)
        stderr.write(f"{_(sentence).format(**refused.values) if sentence else refused}\n")
    except SettingsRefused as refused:
        stderr.write(f"{refused}\n")
    return verbs.REFUSED


def _in_bounds(given: argparse.Namespace) -> None:
    """How far ahead partitions may be made depends on whether they are of months or of days."""
    ahead = getattr(given, "ahead", None)
    if ahead is not None and not given.daily and ahead > _MONTHS_AHEAD:
        said = _("--ahead {ahead} is not from 0 to {most} months.")
        raise argparse.ArgumentError(None, said.format(ahead=ahead, most=_MONTHS_AHEAD))
    if ahead is not None and ahead > _DAYS_AHEAD:
        said = _("--ahead {ahead} is not from 0 to {most} days.")
        raise argparse.ArgumentError(None, said.format(ahead=ahead, most=_DAYS_AHEAD))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="momstation central",
        description=_("The plant's central database."),
        epilog=_("Ends with 0 when done, 1 when refused or found broken, 2 when typed wrongly."),
    )
    verb = parser.add_subparsers(required=True, metavar="VERB")
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--central", required=True, metavar="DSN", help=_("how its administrator reaches it"))
    script = argparse.ArgumentParser(add_help=False)
    script.add_argument("--json", action="store_true", help=_("for programs"))
    keyring = argparse.ArgumentParser(add_help=False)
    keyring.add_argument(
        "--no-keyring",
        dest="keyring",
        action="store_false",
        help=_("keep the secrets in a file, not in the keyring"),
    )

    init = verb.add_parser("init", parents=[shared], help=_("make it ready for stations"))
    init.set_defaults(run=verbs.init)
    migrate = verb.add_parser("migrate", parents=[shared, script], help=_("bring an older one up to date"))
    migrate.add_argument("--dry-run", action="store_true", help=_("only say what would be done"))
    migrate.set_defaults(run=verbs.bring_up_to_date)
    _add_enrol(verb.add_parser("enrol", parents=[shared, script, keyring], help=_("let a station in")))
    redeem = verb.add_parser("redeem", parents=[keyring], help=_("at the station: come in with a code"))
    redeem.add_argument("code", metavar="CODE", help=_("what the administrator was shown"))
    redeem.add_argument(
        "--config", type=Path, required=True, metavar="FILE", help=_("the station's settings")
    )
    redeem.add_argument("--central", metavar="DSN", help=_("where it is; the settings may know it"))
    redeem.set_defaults(run=verbs.redeem)
    revoke = verb.add_parser("revoke", parents=[shared], help=_("shut a station out"))
    revoke.add_argument("code", metavar="CODE", help=_("the station's code, such as P07"))
    revoke.add_argument("--why", default="", metavar="TEXT", help=_("what others will read about it"))
    revoke.set_defaults(run=verbs.revoke)
    status = verb.add_parser("status", parents=[shared, script], help=_("what it holds, at a glance"))
    status.add_argument(
        "--count", action="store_true", help=_("look for records held twice, however long it takes")
    )
    status.add_argument("--verify", action="store_true", help=_("recompute every station's chain of hashes"))
    status.set_defaults(run=verbs.status)
    verify = verb.add_parser(
        "verify", parents=[shared, script], help=_("prove to an auditor that all is whole")
    )
    verify.set_defaults(run=verbs.verify)
    _add_partition(
        verb.add_parser(
            "partition", parents=[shared, script], help=_("make partitions ahead, take out old ones")
        )
    )
    # Only named here: what it does is of a higher floor, and the command line hands it over itself.
    verb.add_parser("project", help=_("keep the tables for reports as new as the records"))
    return parser


def _add_enrol(enrol: argparse.ArgumentParser) -> None:
    enrol.add_argument("--code", help=_("the station's code, such as P07; its settings know it"))
    enrol.add_argument("--area", help=_("the area whose records it sees; its settings know it"))
    enrol.add_argument("--topic", action="append", default=[], help=_("one more topic that it sees"))
    enrol.add_argument("--role", help=_("a login that it shares with others, instead of one of its own"))
    enrol.add_argument(
        "--replace", action="store_true", help=_("the station got a new store; the old one is gone")
    )
    enrol.add_argument(
        "--minutes", type=_minutes, default=15, metavar="N", help=_("how long a code for one use is valid")
    )
    whose = enrol.add_mutually_exclusive_group(required=True)
    whose.add_argument("--store", type=Path, metavar="FILE", help=_("the station's store"))
    whose.add_argument("--config", type=Path, metavar="FILE", help=_("the station's settings"))
    whose.add_argument(
        "--one-time",
        action="store_true",
        help=_("a code to be redeemed at the station, for --code and --area"),
    )
    enrol.set_defaults(run=verbs.enrol)


def _ahead(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < _DIGITS):
        said = _("{text} is not from 0 to {months} months, or {days} days with --daily")
        raise argparse.ArgumentTypeError(said.format(text=text, months=_MONTHS_AHEAD, days=_DAYS_AHEAD))
    return int(text)


def _months_kept(text: str) -> int:
    months = int(text) if text.isascii() and text.isdecimal() and len(text) < _DIGITS else 0
    if not 1 <= months <= _MONTHS_KEPT:
        said = _("{text} is not from 1 to {most} months")
        raise argparse.ArgumentTypeError(said.format(text=text, most=_MONTHS_KEPT))
    return months


def _minutes(text: str) -> int:
    minutes = int(text) if text.isascii() and text.isdecimal() else 0
    if not 1 <= minutes <= _MINUTES_OF_A_WEEK:
        said = _("{text} is not from 1 to {most} minutes")
        raise argparse.ArgumentTypeError(said.format(text=text, most=_MINUTES_OF_A_WEEK))
    return minutes


def _add_partition(partition: argparse.ArgumentParser) -> None:
    partition.add_argument(
        "--ahead", type=_ahead, metavar="N", help=_("how many months more: 3; with --daily, days: 14")
    )
    partition.add_argument(
        "--daily", action="store_true", help=_("one for each day, above ten million records a day")
    )
    partition.add_argument(
        "--keep-months",
        type=_months_kept,
        metavar="N",
        help=_("take out what is older than so many full months"),
    )
    partition.add_argument("--drop", action="store_true", help=_("delete what was taken out, for good"))
    partition.set_defaults(run=verbs.partition)
