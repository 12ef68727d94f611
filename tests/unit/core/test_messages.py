"""The translators' template is made from the code; a sentence that is missing there would stay English for ever."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def test_the_template_of_sentences_is_current(tmp_path: Path) -> None:
    made = tmp_path / "momstation.pot"
    options = ["-q", "extract", "-k", "N_", "--no-location", "--sort-output", "--omit-header"]
    command = [sys.executable, "-m", "babel.messages.frontend", *options, "-o", str(made), "momstation"]
    subprocess.run(command, cwd=ROOT, check=True)
    kept = (ROOT / "translations" / "momstation.pot").read_text(encoding="utf-8")
    assert made.read_text(encoding="utf-8") == kept, "type: make messages"
