"""``momstation central project``: keeps the read models until it is stopped, or once and then ends."""

import argparse
import json
import logging
import signal
import threading
from collections.abc import Sequence
from typing import TextIO

import sqlalchemy as sa

from momstation.app.projector import models
from momstation.app.projector.keeper import Keeper
from momstation.core.errors import Refused
from momstation.core.i18n import _
from momstation.plant.part import part as plant_part
from momstation.production import folds as production_folds
from momstation.store.fold import AnyFold, Fold
from momstation.sync.connecting import connected
from momstation.sync.migrate import need_schema
from momstation.sync.refusals import REFUSALS

_REFUSED = 1
_WRONG_USE = 2
_LONGEST_WAIT_S = 30.0
_log = logging.getLogger(__name__)


def folds() -> tuple[AnyFold, ...]:
    """Those whose states are in the read models."""
    plant = [fold for fold in plant_part().folds if isinstance(fold, Fold)]
    return (*plant, *production_folds())


def main(argv: Sequence[str], stdout: TextIO, stderr: TextIO) -> int:
    """0 stopped or done, 1 refused with a sentence, 2 typed wrongly."""
    try:
        given = _parser().parse_args(list(argv))
    except SystemExit as left:
        return int(left.code or 0)
    stopping = threading.Event()
    if threading.current_thread() is threading.main_thread():
        for order in (signal.SIGTERM, signal.SIGINT):
            signal.signal(order, lambda *_: stopping.set())
    try:
        return Projector(given, stdout, stopping).run()
    except Refused as refused:
        sentence = REFUSALS.get(refused.key)
        stderr.write(f"{_(sentence).format(**refused.values) if sentence else refused}\n")
        return _REFUSED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="momstation central project",
        description=_(
            "Keeps the tables for reports (schema rm) as new as the records. One at a time does it."
        ),
    )
    parser.add_argument("--central", required=True, metavar="DSN", help=_("how the projector reaches it"))
    parser.add_argument("--once", action="store_true", help=_("catch up, say how far, and end"))
    parser.add_argument(
        "--poll", type=_seconds, default=1.0, metavar="S", help=_("seconds between looks (1)")
    )
    parser.add_argument("--json", action="store_true", help=_("for programs"))
    return parser


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0.05 <= seconds <= 3600:
        raise argparse.ArgumentTypeError(_("a number of seconds from 0.05 to 3600"))
    return seconds


class Projector:
    """One run of the command. Loses the connection, and goes on when the database is back."""

    def __init__(self, given: argparse.Namespace, stdout: TextIO, stopping: threading.Event) -> None:
        self._given = given
        self._stdout = stdout
        self._stopping = stopping
        self._wait_s = given.poll
        self._is_waiting_said = False
        self.told = 0

    def run(self) -> int:
        while not self._stopping.is_set():
            try:
                if self._lead_and_follow():
                    return 0
            except Refused as refused:
                if self._given.once or refused.key != "sync.unreachable":
                    raise
                _log.warning("The central database does not answer: %s", refused)
                self._wait_s = min(self._wait_s * 2, _LONGEST_WAIT_S)
            self._stopping.wait(self._wait_s)
        return 0

    def _lead_and_follow(self) -> bool:
        """True when there is nothing more to do."""
        with connected(self._given.central, is_autocommit=True) as connection:
            need_schema(connection)
            if not self._lead(connection):
                return False
            try:
                self._wait_s = self._given.poll
                keeper = Keeper(connection, folds())
                keeper.begin()
                self._follow(keeper)
            finally:
                models.leave(connection)
            return True

    def _lead(self, connection: sa.Connection) -> bool:
        is_leader = models.lead(connection)
        if not is_leader and self._given.once:
            raise Refused("sync.projector_leads")
        if not is_leader and not self._is_waiting_said:
            self._is_waiting_said = True
            self._say(_("Another projector is at work; this one takes over when it ends."))
        return is_leader

    def _follow(self, keeper: Keeper) -> None:
        left = keeper.behind()
        if left:
            self._say(_("Records to tell: {n}.").format(n=left))
        while not self._stopping.is_set():
            read = keeper.step()
            self.told += read
            if read:
                continue
            if self._given.once:
                self._report()
                return
            self._stopping.wait(self._given.poll)

    def _report(self) -> None:
        if self._given.json:
            self._stdout.write(json.dumps({"told": self.told}) + "\n")
        else:
            self._say(_("The tables for reports are current. Records told: {n}.").format(n=self.told))

    def _say(self, sentence: str) -> None:
        if not self._given.json:
            self._stdout.write(f"{sentence}\n")
            self._stdout.flush()
