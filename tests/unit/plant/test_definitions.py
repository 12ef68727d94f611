"""The same answer everywhere: what a definition is, after whatever order its versions came in."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from momstation.core.event import Record, UnknownEvent
from momstation.events.plant import DefinitionPut
from momstation.plant.definitions import (
    Definition,
    apply_definition,
    body_of,
    empty_definition,
    entity_of,
    noun_of,
    put,
)
from momstation.plant.nouns import ENTITIES, JobOrder
from tests.support.plant_builders import a_person, a_plant, an_order, record_of

STREAM = "definition/job_order/4711-20"


def folded(records: list[Record]) -> Definition:
    state = empty_definition(STREAM)
    for record in sorted(records, key=lambda record: record.order):
        state = apply_definition(state, record)
    return state


def version(number: int, quantity: int, **envelope: int) -> Record:
    return record_of(put(an_order(quantity=quantity), number), **envelope)


def test_the_highest_version_wins_even_if_it_was_recorded_first() -> None:
    records = [version(3, 300, hlc=1), version(2, 200, hlc=2), version(1, 100, hlc=3)]
    for order in permutations(records):
        assert folded(list(order)).version == 3


def test_of_two_equal_versions_the_later_record_wins_at_every_station() -> None:
    first, second = version(2, 100, hlc=5, station=1), version(2, 250, hlc=5, station=2)
    for order in ([first, second], [second, first]):
        order_now = noun_of("job_order", folded(order).body)
        assert isinstance(order_now, JobOrder)
        assert order_now.quantity == 250


@given(st.permutations(range(6)), st.lists(st.integers(0, 5)))
def test_any_order_and_any_duplicate_gives_the_same_state(order: list[int], again: list[int]) -> None:
    records = [version(number // 2 + 1, number + 1, hlc=number + 1) for number in range(6)]
    heard = [records[index] for index in [*order, *again]]
    assert folded(heard) == folded(records)
    assert folded(records).version == 3


def test_an_id_with_a_slash_keeps_it() -> None:
    assert empty_definition("definition/material/A/7").id == "A/7"


def test_an_event_of_another_kind_changes_nothing() -> None:
    before = folded([version(1, 100)])
    strange = UnknownEvent(of_stream=STREAM, of_kind="plant.definition_put", of_v=9, payload="{}")
    assert apply_definition(before, record_of(strange)) == before


def test_every_noun_survives_the_way_through_its_body() -> None:
    for noun in a_plant():
        assert noun_of(entity_of(noun), body_of(noun)) == noun
    assert {entity_of(noun) for noun in a_plant()} < set(ENTITIES)


def test_an_empty_language_is_left_out_so_that_an_earlier_station_reads_the_person() -> None:
    assert "language" not in body_of(a_person())
    speaker = a_person(language="ar")
    assert noun_of("person", body_of(speaker)) == speaker


def test_a_body_of_a_later_version_of_the_station_is_not_misread() -> None:
    body = body_of(a_person())[:-1] + ',"shoe_size":44}'
    assert noun_of("person", body) is None
    assert noun_of("tool", "{}") is None


def test_putting_says_what_and_which_version() -> None:
    event = put(an_order(), 4)
    assert isinstance(event, DefinitionPut)
    assert (event.entity, event.id, event.version, event.stream()) == ("job_order", "4711-20", 4, STREAM)
