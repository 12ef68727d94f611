"""``momstation alarms``: how many alarms each station in this station's store had, and how many are noise."""

import argparse
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import TextIO

from momstation.core.clock import Clock, SystemClock
from momstation.core.errors import Refused
from momstation.core.i18n import SHIPPED, SPEECH, _
from momstation.core.paths import translations
from momstation.settings import SettingsRefused, load
from momstation.shell.alarm_report.gathering import gathered
from momstation.shell.alarm_report.writing import json_lines, table
from momstation.shell.doctor.records import ask
from momstation.store.refusals import REFUSALS

_MOST_DAYS = 366


def main(argv: Sequence[str], out: TextIO, err: TextIO, clock: Clock | None = None) -> int:
    """0: written; 1: refused; 2: not understood. The station may run meanwhile."""
    try:
        options = _parser().parse_args(list(argv))
    except SystemExit as wish:
        return int(wish.code or 0)
    try:
        settings = load(options.config)
        SPEECH.use(translations(), options.language or settings.station.language)
        end = (clock or SystemClock()).now()
        start = end - timedelta(days=options.days)
        stations = ask(settings.store.path, lambda conn: gathered(conn, start, end))
    except SettingsRefused as refusal:
        err.write(f"{refusal}\n")
        return 1
    except Refused as refusal:
        err.write(_(REFUSALS.get(refusal.key, str(refusal))).format(**refusal.values) + "\n")
        return 1
    out.write(json_lines(stations) if options.json else table(stations))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="momstation alarms",
        description=_("Tells for each station whether people can answer its alarms."),
    )
    parser.add_argument("--config", type=Path, required=True, help="the station's settings file")
    parser.add_argument("--days", type=_days, default=7, help="so many days until now (7)")
    parser.add_argument("--json", action="store_true", help="a line of JSON for each station")
    parser.add_argument("--language", choices=sorted(SHIPPED), help="left out: the station's own")
    return parser


def _days(word: str) -> int:
    days = int(word)
    if not 1 <= days <= _MOST_DAYS:
        raise argparse.ArgumentTypeError(f"1 to {_MOST_DAYS}")
    return days
