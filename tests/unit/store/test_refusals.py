"""Every refusal of the store has its sentence, and the sentence leads on."""

import ast
import re
from pathlib import Path

import momstation.store
from momstation.store.refusals import REFUSALS

FOLDER = Path(momstation.store.__file__).parent


def _raised() -> dict[str, list[set[str]]]:
    """Keys that the room's code refuses with, and the named values each time."""
    found: dict[str, list[set[str]]] = {}
    for file in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or getattr(node.func, "id", "") != "Refused":
                continue
            key = node.args[0]
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                found.setdefault(key.value, []).append({word.arg or "" for word in node.keywords})
    return found


def test_every_key_that_is_raised_has_a_sentence_and_its_fields() -> None:
    raised = _raised()
    assert len(raised) >= 8
    for key, calls in raised.items():
        fields = set(re.findall(r"\{(\w+)\}", REFUSALS[key]))
        for values in calls:
            assert fields <= values, key


def test_every_sentence_is_whole_and_says_what_to_do() -> None:
    for key, sentence in REFUSALS.items():
        assert key.startswith("store.")
        assert sentence.endswith(".")
        assert sentence.count(". ") >= 1, f"{key} states a fault and no remedy"
