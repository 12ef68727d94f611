"""What a record had seen, against the transitive closure of what each record names."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from momstation.store.merging.causality import EVERYTHING, Causality
from tests.support.histories import History, histories

ANY = histories(st.none(), most=24)


@given(ANY, st.randoms())
def test_the_past_is_all_that_names_lead_to_in_whatever_order_it_is_told(
    history: History[None], random: Random
) -> None:
    nodes = [(each.id, each.basis) for each in history.told]
    random.shuffle(nodes)
    causality = Causality(nodes)
    for one in history.told:
        past = causality.past_of(one.id)
        for other in history.told:
            assert past.saw(other.id) == history.saw(one, other)
            assert past.was_seen_by(other.id) == history.saw(other, one)
            assert causality.are_concurrent(one.id, other.id) == history.are_concurrent(one, other)
    assert not causality.dangling


@given(ANY)
def test_records_one_by_one_give_the_same_past(history: History[None]) -> None:
    causality = Causality()
    for each in history.told:
        causality.add(each.id, each.basis)
        causality.add(each.id, each.basis)
    assert len(causality) == len(history.told)
    for one in history.told:
        assert {other.id for other in history.told if causality.saw(one.id, other.id)} == history.past[one.id]


@given(ANY, st.data())
def test_a_missing_record_dangles_and_nothing_is_guessed(history: History[None], data: st.DataObject) -> None:
    if not history.told:
        return
    missing = data.draw(st.sampled_from(history.told))
    rest = [each for each in history.told if each is not missing]
    causality = Causality((each.id, each.basis) for each in rest)
    assert causality.dangling == ({missing.id} if any(missing.id in each.basis for each in rest) else set())
    for one in rest:
        seen = {other.id for other in rest if causality.saw(one.id, other.id)}
        assert seen <= history.past[one.id]


def test_names_that_go_round_in_a_circle_end_somewhere() -> None:
    one, other = b"1" * 16, b"2" * 16
    causality = Causality([(one, (other,)), (other, (one,))])
    assert len(causality) == 2
    assert not causality.saw(one, one)


def test_who_named_all_heads_saw_everything() -> None:
    assert EVERYTHING.saw(b"x") and not EVERYTHING.was_seen_by(b"x")


def test_twenty_thousand_records_that_name_nobody_take_little_memory() -> None:
    """From a writer that knows no basis, or whose basis was taken out: each is a line of its own."""
    causality = Causality((n.to_bytes(16), ()) for n in range(20_000))
    assert len(causality) == 20_000
    assert not causality.saw((19_999).to_bytes(16), (0).to_bytes(16))
    assert sum(len(seen) for seen in causality._seen.values()) == 0


def test_a_line_shares_what_it_had_seen_of_others() -> None:
    nodes: list[tuple[bytes, tuple[bytes, ...]]] = [(n.to_bytes(16), ()) for n in range(100)]
    nodes.append(((100).to_bytes(16), tuple(one for one, _ in nodes)))
    nodes += [(n.to_bytes(16), ((n - 1).to_bytes(16),)) for n in range(101, 1000)]
    causality = Causality(nodes)
    assert all(causality.saw((999).to_bytes(16), n.to_bytes(16)) for n in range(999))
    assert len({id(seen) for seen in causality._seen.values()}) <= 102
