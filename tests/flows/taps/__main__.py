"""``python -m tests.flows.taps [--write]``: a line of JSON for each task; ``--write`` renews the page of tasks."""

import json
import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from momstation.ui.theme import ThemeHost
from tests.flows.taps.page import PAGE, page_of
from tests.flows.taps.playing import Taken, play
from tests.flows.taps.tasks import TASKS


def line_of(taken: Taken) -> str:
    task = taken.task
    told = {
        "task": f"{task.key} {task.what}",
        "taps": taken.taps,
        "scans": taken.scans,
        "taps_limit": task.taps,
        "scans_limit": task.scans,
        "ok": taken.is_ok,
    }
    return json.dumps(told)


def main(arguments: list[str]) -> int:
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    host = ThemeHost()
    host.apply(app)
    all_taken = []
    with QEventLoop(app) as loop:
        for task in TASKS:
            taken = play(app, loop, host, task)
            sys.stdout.write(line_of(taken) + "\n")
            sys.stdout.flush()
            for fault in (*taken.burdens, taken.fault):
                if fault:
                    sys.stderr.write(f"{task.key} {task.what}: {fault}\n")
            all_taken.append(taken)
    if "--write" in arguments:
        PAGE.write_text(page_of(all_taken), encoding="utf-8")
    return 0 if all(taken.is_ok for taken in all_taken) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
