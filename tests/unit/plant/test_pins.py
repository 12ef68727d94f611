"""PINs are kept as hashes that only the right PIN fits."""

import pytest

from momstation.plant.pins import PIN_DIGITS, hash_pin, is_pin_hash, is_pin_of


def test_only_the_right_pin_fits_and_the_same_pin_looks_different_twice() -> None:
    first, second = hash_pin("1234"), hash_pin("1234")
    assert first != second
    assert is_pin_of("1234", first) and is_pin_of("1234", second)
    assert not is_pin_of("1235", first)
    assert not is_pin_of("", first)


def test_a_hash_is_argon2id_with_at_least_the_recommended_memory() -> None:
    made = hash_pin("1234")
    assert made.startswith("$argon2id$")
    parameters = dict(part.split("=") for part in made.split("$")[3].split(","))
    assert int(parameters["m"]) >= 19_456
    assert int(parameters["t"]) >= 2


@pytest.mark.parametrize(
    "broken", ["", "1234", "$argon2id$v=19$", "$argon2id$v=19$m=8,t=1,p=1$c2FsdA$x", "$2b$12$x"]
)
def test_a_hash_that_is_none_fits_no_pin(broken: str) -> None:
    assert not is_pin_of("1234", broken)


@pytest.mark.parametrize(
    ("text", "is_one"), [("", False), ("1234", False), ("$argon2i$v=19$m=8,t=1,p=1$a$b", False)]
)
def test_what_counts_as_a_hash(text: str, is_one: bool) -> None:
    assert is_pin_hash(text) is is_one
    assert is_pin_hash(hash_pin("0" * PIN_DIGITS))
