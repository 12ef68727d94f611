"""Each merge rule against a naive definition of its own, over histories of stations that knew parts."""

from collections import Counter
from datetime import UTC, datetime
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from momstation.store.merging import balance, links, location, register, results, signature, versions
from momstation.store.merging.branches import Branches, Step, grown, shown
from momstation.store.merging.corrections import Corrections, corrected, doubled, is_corrected
from momstation.store.merging.holds import Holds, hold, release
from momstation.store.merging.mark import Mark
from tests.support.histories import History, Told, histories

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
STATES = ("complete", "stopped", "hold")
FEW = st.sampled_from(("a", "b", "c"))


def mark(told: Told[object]) -> Mark:
    return Mark(told.hex, told.station, NOON)


def step(told: Told[str]) -> Step:
    return Step(told.hex, told.station, NOON, what=told.what)


@given(histories(FEW))
def test_a_correction_takes_back_once_and_two_are_told(history: History[str]) -> None:
    state: Corrections = ()
    for each in (*history.told, *history.told[:3]):
        state = corrected(state, each.what, mark(each))
    times = Counter(each.what for each in history.told)
    assert all(is_corrected(state, of) == (of in times) for of in "abc")
    assert {each.of: len(each.by) for each in doubled(state)} == {of: n for of, n in times.items() if n > 1}


@given(histories(st.booleans()), st.randoms())
def test_no_release_lifts_a_hold_that_it_had_not_seen(history: History[bool], random: Random) -> None:
    """True puts a hold, False releases every hold that the station knows."""
    holds = [each for each in history.told if each.what]
    releases = [each for each in history.told if not each.what]
    arrived = [*history.told, *history.told[:4]]
    random.shuffle(arrived)
    state = Holds()
    for each in arrived:
        if each.what:
            state = hold(state, each.hex)
        else:
            state = release(state, [one.hex for one in holds if history.saw(each, one)])
    survivors = {one.hex for one in holds if not any(history.saw(each, one) for each in releases)}
    assert set(state.open) == survivors
    assert state.is_held == bool(survivors)


@given(histories(st.sampled_from(STATES)))
def test_a_fork_is_open_while_two_last_steps_have_not_seen_each_other(history: History[str]) -> None:
    state = Branches()
    for number, (each, past) in enumerate(history.pasts()):
        state = grown(state, step(each), past)
        so_far = history.told[: number + 1]
        last = [one for one in so_far if not any(history.saw(other, one) for other in so_far)]
        assert {tip.event for tip in state.tips} == {one.hex for one in last}
        assert (state.open_fork is not None) == (len(last) > 1)
        top = shown(state.tips, STATES)
        assert top is not None
        assert STATES.index(top.what) == max(STATES.index(one.what) for one in last)
        for fork in state.forks:
            ids = [tip.id for tip in fork.tips]
            assert all(one == other or other not in history.past[one] for one in ids for other in ids)
            if fork.resolved_by is not None:
                assert history.past[bytes.fromhex(fork.resolved_by)].issuperset(ids)


@given(histories(st.tuples(st.booleans(), st.integers(-5, 5))))
def test_amounts_add_below_nothing_until_a_count_closes_it(history: History[tuple[bool, int]]) -> None:
    """(True, n) is a stock count of n, (False, n) a movement of n."""
    state = balance.Balance()
    was_negative = False
    for number, (each, past) in enumerate(history.pasts()):
        is_count, amount = each.what
        if is_count:
            state = balance.stock_counted(state, each.hex, amount, past)
        else:
            state = balance.moved(state, each.hex, amount)
        so_far = history.told[: number + 1]
        counts = [one for one in so_far if one.what[0]]
        moves = [one for one in so_far if not one.what[0]]
        open_moves = [one for one in moves if not any(history.saw(count, one) for count in counts)]
        now = (counts[-1].what[1] if counts else 0) + sum(one.what[1] for one in open_moves)
        was_negative = now < 0 or (was_negative and not is_count)
        assert state.now == now
        assert (state.open_shortage is not None) == was_negative
        if state.open_shortage is not None:
            assert set(state.open_shortage.involved) == {one.hex for one in open_moves}
            assert state.open_shortage.lowest <= now
    assert all(each.resolved_by is not None for each in state.shortages[:-1])


@given(histories(st.sampled_from(("rack", "dock"))))
def test_moves_that_did_not_see_each_other_dispute_the_place(history: History[str]) -> None:
    state = location.Location()
    for each, past in history.pasts():
        state = location.moved(state, each.hex, each.what, each.station, NOON, None, past)
    last = [one for one in history.told if not any(history.saw(other, one) for other in history.told)]
    assert state.places == tuple(sorted({one.what for one in last}))
    assert state.is_disputed == (len({one.what for one in last}) > 1)
    if state.is_disputed:
        assert state.disputes[-1].resolved_by is None


@given(histories(st.tuples(st.sampled_from(("pass", "rework", "fail")), st.booleans())), st.randoms())
def test_the_verdict_is_the_worst_that_nothing_supersedes(
    history: History[tuple[str, bool]], random: Random
) -> None:
    """(verdict, True) supersedes what the inspector had seen."""
    arrived = [*history.told, *history.told[:3]]
    random.shuffle(arrived)
    state = results.Results()
    for each in arrived:
        verdict, again = each.what
        named = [one.hex for one in history.told if again and history.saw(each, one)]
        state = results.with_result(state, each.hex, verdict, named)
    standing = [
        one
        for one in history.told
        if not any(other.what[1] and history.saw(other, one) for other in history.told)
    ]
    worst = ("pass", "rework", "fail")
    expected = max((one.what[0] for one in standing), key=worst.index, default=None)
    assert {each.event for each in state.standing} == {one.hex for one in standing}
    assert results.verdict_of(state, worst) == expected


@given(histories(st.tuples(FEW, st.sampled_from(("X", "Y")))), st.randoms())
def test_a_child_under_two_parents_is_told(history: History[tuple[str, str]], random: Random) -> None:
    arrived = [*history.told, *history.told[:3]]
    random.shuffle(arrived)
    state: links.Links = ()
    for each in arrived:
        state = links.linked(state, *each.what, each.hex)
    pairs = {each.what for each in history.told}
    assert {(each.child, each.parent) for each in state} == pairs
    assert set(links.double_parents(state)) == {
        child for child, _ in pairs if {(child, "X"), (child, "Y")} <= pairs
    }
    assert all(set(links.parents_of(state, child)) == {p for c, p in pairs if c == child} for child in "abc")


@given(histories(st.booleans()))
def test_a_signature_is_stale_where_content_changed_unseen(history: History[bool]) -> None:
    """True signs, False changes the content."""
    state = signature.Signed()
    for each, past in history.pasts():
        if each.what:
            state = signature.with_signature(state, each.hex, "P1", "released", past)
        else:
            state = signature.changed(state, each.hex, past)
    by_event = {each.event: each for each in state.signatures}
    for one in (each for each in history.told if each.what):
        unseen = [each for each in history.told if not each.what and history.are_concurrent(one, each)]
        assert set(by_event[one.hex].unseen) == {each.hex for each in unseen}
        signed_again = any(
            other.what
            and history.saw(other, one)
            and (before := [each for each in unseen if each.hlc < other.hlc or history.saw(other, each)])
            and all(history.saw(other, each) for each in before)
            for other in history.told
        )
        if by_event[one.hex].resigned_by is not None:
            assert signed_again
        assert by_event[one.hex].is_stale == (bool(unseen) and by_event[one.hex].resigned_by is None)


@given(st.lists(st.integers()))
def test_a_register_holds_the_last_and_keeps_the_others(values: list[int]) -> None:
    state: tuple[int, ...] = ()
    for value in values:
        state = register.written(state, value)
    assert register.holding(state) == (values[-1] if values else None)
    assert list(state) == values


def test_the_highest_version_wins_and_of_equal_ones_the_later_record() -> None:
    assert versions.wins(3, over=2) and versions.wins(2, over=2) and not versions.wins(1, over=2)
