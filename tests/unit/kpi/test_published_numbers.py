"""The calculations reproduce what others published, through the command line itself."""

import math
from typing import Any

import pytest

from tests.oracles.adapters import adapter_for
from tests.oracles.documents import all_cases, original_cases, original_names

CASES = [
    pytest.param(name, case, id=f"{name}: {case['name']}")
    for name, cases in all_cases().items()
    for case in cases
]


@pytest.mark.parametrize(("name", "case"), CASES)
def test_published_case_is_reproduced(name: str, case: dict[str, Any]) -> None:
    check_case(name, case)


def test_originals_are_reproduced_and_none_is_left_out() -> None:
    """Where the originals are at hand, they are all read: a new one without a test here is a failure."""
    assert set(original_names()) <= set(all_cases())
    for name in original_names():
        cases = original_cases(name)
        assert len(cases) == len(all_cases()[name])
        for case in cases:
            check_case(name, case)


def check_case(name: str, case: dict[str, Any]) -> None:
    expected = case["expected"]
    observed = adapter_for(name)(case["inputs"], expected)
    assert differences(expected, observed, case["tolerance"], "") == []
    assert published_errors(expected, observed) == []


def differences(expected: Any, observed: Any, tolerance: dict[str, Any], path: str) -> list[str]:
    """Every expected value that is missing or not within the tolerance; nothing expected may be left out."""
    if isinstance(expected, dict):
        return [
            line
            for key, value in expected.items()
            if not key.startswith("wrong_")
            for line in (
                differences(value, observed[key], tolerance, f"{path}.{key}")
                if key in observed
                else [f"{path}.{key} is not in our answer"]
            )
        ]
    if isinstance(expected, list):
        assert len(expected) == len(observed), path
        pairs = enumerate(zip(expected, observed, strict=True))
        return [line for i, (a, b) in pairs for line in differences(a, b, tolerance, f"{path}[{i}]")]
    return (
        [] if is_close(expected, observed, tolerance, path) else [f"{path}: {observed}, published {expected}"]
    )


def is_close(expected: Any, observed: Any, tolerance: dict[str, Any], path: str) -> bool:
    if expected is None or isinstance(expected, str) or observed is None:
        return bool(expected == observed)
    absolute = tolerance.get(path.rpartition(".")[2] + "_abs", tolerance.get("abs", 0.0))
    return math.isclose(expected, observed, rel_tol=tolerance.get("rel", 0.0), abs_tol=absolute)


def published_errors(expected: Any, observed: Any) -> list[str]:
    """Values that were published as the usual mistake; ours must not make it."""
    if not isinstance(expected, dict):
        return []
    kinds = {"wrong_performance_mean_ict": "performance", "wrong_mean_of_oee": "oee"}
    return [
        key
        for key, value in expected.items()
        if key.startswith("wrong_") and math.isclose(value, observed[kinds[key]])
    ]


def test_comparison_notices_a_wrong_and_a_missing_value() -> None:
    assert differences({"oee": 0.5}, {"oee": 0.5001}, {"abs": 1e-5}, "") == [".oee: 0.5001, published 0.5"]
    assert differences({"oee": None}, {"oee": 0.0}, {"abs": 1e-5}, "") == [".oee: 0.0, published None"]
    assert differences({"oee": 0.5}, {}, {"abs": 1e-5}, "") == [".oee is not in our answer"]
    assert published_errors({"wrong_mean_of_oee": 0.64}, {"oee": 0.64}) == ["wrong_mean_of_oee"]
