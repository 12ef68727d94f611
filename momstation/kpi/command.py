"""``momstation compute``: the figures of the screens, for who wants to check them from the command line."""

import json
from difflib import get_close_matches
from typing import TextIO

from momstation.core.errors import Refused
from momstation.kpi.catalogue import CALCULATIONS, calculation
from momstation.kpi.declare import Calculation
from momstation.kpi.kinds import printable, shown
from momstation.kpi.listing import list_data, list_text
from momstation.kpi.reading import read_inputs
from momstation.kpi.refusal import sentence
from momstation.kpi.writing import write_results

USAGE = "NAME, --list, --list NAME, --list --json, --list NAME --json"
REFUSED = 2


def main(argv: list[str], stdin: TextIO, stdout: TextIO, stderr: TextIO) -> int:
    """Run the command: 0 when it answered, 2 and one sentence when input or arguments are refused."""
    try:
        stdout.write(_answer(argv, stdin))
    except Refused as refusal:
        stderr.write(sentence(refusal) + "\n")
        return REFUSED
    return 0


def _answer(argv: list[str], stdin: TextIO) -> str:
    names = [word for word in argv if not word.startswith("-")]
    options = {word for word in argv if word.startswith("-")}
    if options & {"-h", "--help"}:
        return f"momstation compute {USAGE.replace(', ', ' | ')}\n\n{list_text(())}"
    if (
        len(names) > 1
        or not options <= {"--list", "--json"}
        or ("--list" not in options and (options or not names))
    ):
        raise Refused("kpi.bad_arguments", value=printable(" ".join(argv)) or "(none)", accepted=USAGE)
    chosen = tuple(_named(name) for name in names)
    if "--list" in options:
        listed = chosen or CALCULATIONS
        return _json(list_data(listed)) if "--json" in options else list_text(listed)
    return _json(write_results(chosen[0].run(read_inputs(_text(stdin), chosen[0].inputs))))


def _named(name: str) -> Calculation:
    found = calculation(name)
    if found is None:
        names = [each.name for each in CALCULATIONS]
        nearest = get_close_matches(name, names, n=3, cutoff=0.0)
        raise Refused("kpi.no_such_calculation", value=shown(name), accepted=", ".join(nearest))
    return found


def _text(stdin: TextIO) -> str:
    try:
        return stdin.read()
    except UnicodeDecodeError as problem:
        raise Refused("kpi.not_json", reason=f"byte {problem.start} is not UTF-8") from problem


def _json(data: object) -> str:
    return json.dumps(data, indent=1, allow_nan=False) + "\n"
