"""``momstation plant import``: definitions into one station's store, from where they reach every other."""

import argparse
import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from momstation.core.clock import SystemClock
from momstation.core.errors import Refused
from momstation.core.i18n import _, ngettext
from momstation.plant.definitions import definition_fold
from momstation.plant.importing import ImportPlan, ImportRefused, import_plant, plan_import
from momstation.plant.records import current_definitions, definition_projection
from momstation.settings import Settings, SettingsRefused, for_training, load
from momstation.store.open import Store, open_store
from momstation.store.refusals import REFUSALS

PLANT_TOPIC = "plant"


def main(argv: Sequence[str], out: TextIO, err: TextIO) -> int:
    """0: imported, or nothing to do; 1: refused, and nothing was written; 2: not understood."""
    try:
        options = _parser().parse_args(list(argv))
    except SystemExit as wish:
        return int(wish.code or 0)
    try:
        settings = load(options.config)
        plan = _import(options.folder, settings, is_check=options.check, is_training=options.training)
    except ImportRefused as refusal:
        err.write(f"{refusal}\n{_refused(len(refusal.faults))}\n")
        return 1
    except SettingsRefused as refusal:
        err.write(f"{refusal}\n")
        return 1
    except Refused as refusal:
        err.write(_sentence(refusal) + "\n")
        return 1
    out.write(_told(plan, is_check=options.check) + "\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="momstation plant",
        description=_(
            "Brings the plant's definitions into one station's store; from there they reach every other."
        ),
    )
    commands = parser.add_subparsers(required=True)
    bring = commands.add_parser("import", help="bring a folder of TOML and CSV files in")
    bring.add_argument("folder", type=Path, help="such as resources/plants/demo")
    bring.add_argument("--config", type=Path, required=True, help="the station's settings file")
    bring.add_argument("--check", action="store_true", help="say what would change, and write nothing")
    bring.add_argument(
        "--training",
        action="store_true",
        help="into the records that people practise on, not into the station's",
    )
    return parser


def _import(folder: Path, settings: Settings, *, is_check: bool, is_training: bool) -> ImportPlan:
    store = _open(for_training(settings) if is_training else settings, is_training=is_training)
    try:
        if is_check:
            return plan_import(folder, store.reader.read_now(current_definitions))
        return asyncio.run(import_plant(folder, store.journal, store.reader))
    finally:
        store.close()


def _open(settings: Settings, *, is_training: bool) -> Store:
    """With the plant's own fold alone: a station that starts later fills its other tables itself."""
    return open_store(
        settings.store.path,
        code=settings.station.code,
        topics=(PLANT_TOPIC,),
        folds=(definition_fold(),),
        projections=(definition_projection(),),
        clock=SystemClock(),
        is_training=is_training,
    )


def _sentence(refusal: Refused) -> str:
    if refusal.key == "store.in_use":
        said = _(
            "Nothing was imported: the station runs (process {pid}). Close it, import, and start it again."
        )
    else:
        said = _(REFUSALS.get(refusal.key, str(refusal)))
    return said.format(**refusal.values)


def _refused(count: int) -> str:
    return ngettext(
        "Nothing was imported: {count} fault. Repair it and import again.",
        "Nothing was imported: {count} faults. Repair them and import again.",
        count,
    ).format(count=count)


def _told(plan: ImportPlan, *, is_check: bool) -> str:
    counts = _("{new} new, {changed} changed, {unchanged} unchanged.")
    words = _("Would import: {counts}") if is_check else _("Imported: {counts}")
    said = counts.format(new=plan.new, changed=plan.changed, unchanged=plan.unchanged)
    return words.format(counts=said)
