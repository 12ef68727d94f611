"""Makes the plant of the demo from the example plant: enough presses, and orders that are due today."""

import csv
import io
import re
import shutil
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from momstation.core.paths import resources

EXAMPLE = "plants/demo"
FIRST_QUANTITY = 12
QUANTITIES = (FIRST_QUANTITY, 40, 60, 80, 120, 200)
MASTERS = ("WM-BR-L-3", "WM-BR-R-3", "WM-BR-L-4", "WM-HC-120", "WM-CP-45", "WM-BP-80")
COLUMNS = ("id", "work_master", "work_unit", "quantity", "due", "priority", "status", "predecessor")
Row = dict[str, str]


def write_plant(
    folder: Path, presses: Sequence[str], now: datetime, microstop_s: int, ask_after_s: int
) -> None:
    """Fill ``folder``; ``now`` is aware and decides what is due when."""
    shutil.copytree(resources() / EXAMPLE, folder, dirs_exist_ok=True)
    equipment = folder / "equipment.toml"
    text = _with_times(equipment.read_text(encoding="utf-8"), microstop_s, ask_after_s)
    more = [_press(press, microstop_s, ask_after_s) for press in presses if f'"{press}"' not in text]
    equipment.write_text(text + "".join(more), encoding="utf-8")
    orders = [row for press in presses for row in _orders(press, now)]
    (folder / "job_orders.csv").write_text(_csv(orders), encoding="utf-8")


def _with_times(text: str, microstop_s: int, ask_after_s: int) -> str:
    text = re.sub(r"(?m)^microstop_s = \d+", f"microstop_s = {microstop_s}", text)
    return re.sub(r"(?m)^ask_reason_after_s = \d+", f"ask_reason_after_s = {ask_after_s}", text)


def _press(press: str, microstop_s: int, ask_after_s: int) -> str:
    return (
        f'\n[[equipment]]\nid = "{press}"\nname = "Press {press[1:]}"\nlevel = "WorkUnit"\nparent = "LINE-4"\n'
        f"microstop_s = {microstop_s}\nask_reason_after_s = {ask_after_s}\n"
    )


def _orders(press: str, now: datetime) -> list[Row]:
    """A small order first, so that one can be seen to finish; the last waits for the one before it."""
    rows = []
    number = 4700 + 10 * int(press[1:])
    for place, (quantity, master) in enumerate(zip(QUANTITIES, MASTERS, strict=True)):
        due = now + timedelta(minutes=20 * (place + 1))
        rows.append(
            {
                "id": f"{number + place}-10", "work_master": master, "work_unit": press,
                "quantity": str(quantity), "due": due.isoformat(timespec="minutes"),
                "priority": str(1 + place // 2), "status": "Ready", "predecessor": "",
            }
        )  # fmt: skip
    rows[-1] |= {"status": "Waiting", "predecessor": rows[-2]["id"]}
    return rows


def _csv(rows: Sequence[Row]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
