"""The command line answers every example, lists every calculation completely, and never falls over."""

import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from momstation.kpi.catalogue import CALCULATIONS
from momstation.kpi.command import main
from momstation.kpi.declare import inputs_of, results_of

NAMES = [each.name for each in CALCULATIONS]


def run(*argv: str, text: str = "") -> tuple[int, str, str]:
    answer, complaint = io.StringIO(), io.StringIO()
    code = main(list(argv), io.StringIO(text), answer, complaint)
    return code, answer.getvalue(), complaint.getvalue()


def strictly(text: str) -> Any:
    def refuse(constant: str) -> object:
        raise AssertionError(f"{constant} is not JSON")

    return json.loads(text, parse_constant=refuse)


@pytest.mark.parametrize("each", CALCULATIONS, ids=lambda each: each.name)
def test_example_gives_every_declared_result(each: Any) -> None:
    code, answer, complaint = run(each.name, text=json.dumps(each.example))
    assert (code, complaint) == (0, "")
    assert list(strictly(answer)) == list(results_of(each.outputs))


def test_names_are_different() -> None:
    assert len(set(NAMES)) == len(NAMES)


def test_list_names_inputs_units_outputs_and_source_of_every_calculation() -> None:
    code, text, complaint = run("--list")
    assert (code, complaint) == (0, "")
    for each in CALCULATIONS:
        block = text.split(f"\n{each.name}: ")[1].split("\n\n")[0]
        assert all(f"    {name} (" in block for name in inputs_of(each.inputs))
        assert all(
            f"    {name} [{form.unit}]: " in block for name, (_, form) in results_of(each.outputs).items()
        )
        assert f"source: {each.source}" in block
        assert all(line in block for line in each.conventions)


def test_list_as_data_says_the_same() -> None:
    code, text, _ = run("--list", "--json")
    assert code == 0
    listed = strictly(text)
    assert [each["name"] for each in listed] == NAMES
    for each, declared in zip(listed, CALCULATIONS, strict=True):
        assert [entry["name"] for entry in each["inputs"]] == list(inputs_of(declared.inputs))
        assert all(entry["meaning"] and entry["accepted"] for entry in each["inputs"])
        assert all(entry["unit"] or "members" in entry for entry in each["inputs"])
        assert all(entry["meaning"] and entry["unit"] for entry in each["outputs"])
        assert each["source"] and each["example"] == json.loads(json.dumps(declared.example))


def test_list_of_one_calculation_shows_the_members_of_its_lists() -> None:
    _, text, _ = run("--list", "oee.from_log", "--json")
    (only,) = strictly(text)
    events = next(entry for entry in only["inputs"] if entry["name"] == "events")
    assert [member["name"] for member in events["members"]] == ["at", "state"]


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["oee.from_time"], "oee.from_times"),
        ([""], "--list"),
        ([], "(none)"),
        (["--json"], "--json"),
        (["oee.from_times", "--json"], "--list"),
        (["oee.from_times", "oee.aggregate"], "oee.aggregate"),
        (["--lisst"], "--lisst"),
        (["--list", "nothing.of.it"], '"nothing.of.it"'),
    ],
)
def test_wrong_arguments_are_refused_with_a_sentence(argv: list[str], words: str) -> None:
    code, answer, complaint = run(*argv)
    assert (code, answer) == (2, "")
    assert words in complaint
    assert complaint.count("\n") == 1


def test_help_is_an_answer() -> None:
    code, text, _ = run("--help")
    assert code == 0
    assert "--list" in text


def test_names_in_any_writing_come_back_and_the_answer_stays_plain() -> None:
    inputs = {
        "rows": [
            {
                "name": "Frühschicht 早",
                "planned_s": 1,
                "run_s": 1,
                "ideal_cycle_s": 1,
                "total_count": 1,
                "good_count": 1,
            }
        ]
    }
    _, answer, _ = run("oee.aggregate", text="\ufeff" + json.dumps(inputs))
    assert answer.isascii()
    assert strictly(answer)["rows"][0]["name"] == "Frühschicht 早"


def test_whole_numbers_may_be_written_with_decimals_and_decimals_are_exact() -> None:
    inputs = {"planned_s": 0.3, "run_s": 0.1, "ideal_cycle_s": 1e-1, "total_count": 1.0, "good_count": 1e0}
    _, answer, _ = run("oee.from_times", text=json.dumps(inputs))
    assert strictly(answer)["availability"] == 1 / 3
    assert strictly(answer)["performance"] == 1.0


anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(
        ["", "0", "NaN", "2026-03-29T02:30:00+01:00", "02:30", "Europe/Berlin", "\ud800", "\x00"]
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in an example at which something else could stand."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(inner for step, item in steps for inner in places(item, (*path, step)))]


def replaced(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = replaced(copy[path[0]], path[1:], new)
    return copy


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(CALCULATIONS), st.data())
def test_whatever_stands_in_one_place_the_answer_is_strict_or_one_sentence(each: Any, data: Any) -> None:
    example = json.loads(json.dumps(each.example))
    path = data.draw(st.sampled_from(places(example)))
    code, answer, complaint = run(each.name, text=json.dumps(replaced(example, path, data.draw(anything))))
    if code == 0:
        assert complaint == ""
        assert set(strictly(answer)) == set(results_of(each.outputs))
    else:
        assert (code, answer, complaint.count("\n")) == (2, "", 1)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(NAMES), st.text())
def test_any_text_is_answered_or_refused(name: str, text: str) -> None:
    code, answer, complaint = run(name, text=text)
    assert (code == 2 and complaint and not answer) or (code == 0 and strictly(answer))
