"""The sequence of orders at a machine: given by the team lead, followed by the operator's list and next order."""

from collections.abc import Callable
from pathlib import Path

import pytest

from momstation.core.errors import Refused
from momstation.events.production import OrdersSequenced
from momstation.production.model.commands import FinishOrder, SequenceOrders
from momstation.production.model.readiness import dispatch_order
from momstation.production.model.sequencing import moved
from momstation.production.presenters import DispatchPresenter, HomePresenter
from momstation.production.records.sequencing import sequences
from momstation.shell.outcome import outcome_of
from momstation.store.open import Store
from tests.support.plant_stores import at, plant
from tests.support.shop_floor import LEAD, PRESS, ShopFloor, an_order

OnFloor = Callable[..., None]
A, B, C = "4711-20", "4711-30", "4711-40"


async def listed(floor: ShopFloor) -> list[str]:
    presenter = DispatchPresenter(floor.reader, floor.clock, floor.station, floor.live)
    return [row.order for row in (await presenter.load()).rows]


async def next_title(floor: ShopFloor) -> str:
    view = await HomePresenter(floor.reader, floor.clock, floor.station, floor.live).load()
    return next((card.title for card in view.strip if card.key == "next"), "")


def sequenced(second: float, *orders: str) -> OrdersSequenced:
    return OrdersSequenced(work_unit=PRESS, orders=orders, at=at(second), by="L1", station="LEAD")


def held(store: Store) -> tuple[str, ...]:
    return store.reader.read_now(lambda conn: sequences(conn, (PRESS,))).get(PRESS, ())


def asks(*orders: str) -> SequenceOrders:
    return SequenceOrders(work_unit=PRESS, orders=orders)


def test_the_list_and_the_next_order_follow_the_sequence(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        await floor.define(an_order(C, priority=9))
        assert await listed(floor) == [A, B, C]
        await floor.do(asks(C, A, B), LEAD)
        assert await listed(floor) == [C, A, B]
        assert (await next_title(floor)).startswith(C)

    on_floor(play)


def test_a_move_is_taken_back_as_it_was(on_floor: OnFloor) -> None:
    async def no_names(_entity: str, one: str) -> str:
        return one

    async def play(floor: ShopFloor) -> None:
        first = await outcome_of(await floor.do(asks(B, A), LEAD), no_names)
        assert await listed(floor) == [B, A]
        assert first.undo is not None
        await floor.do(first.undo, LEAD)
        assert await listed(floor) == [A, B]
        assert await floor.do(asks(), LEAD) == ()

    on_floor(play)


def test_what_runs_is_not_put_behind_what_waits(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        await floor.start(B)
        with pytest.raises(Refused) as refused:
            await floor.do(asks(A, B), LEAD)
        assert refused.value.key == "production.running_stays_first"
        await floor.do(asks(B, A), LEAD)
        assert await listed(floor) == [B, A]

    on_floor(play)


def test_an_order_of_another_machine_is_refused_and_an_operator_may_not(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        await floor.define(an_order("4712-10", work_unit="P08"))
        with pytest.raises(Refused) as refused:
            await floor.do(asks("4712-10", A), LEAD)
        assert refused.value.key == "production.not_planned_there"
        with pytest.raises(Refused):
            await floor.do(asks(B, A))

    on_floor(play)


def test_a_finished_order_leaves_the_others_in_their_sequence(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        await floor.define(an_order(C, priority=9))
        await floor.do(asks(C, B, A), LEAD)
        await floor.start(C)
        await floor.do(FinishOrder(order=C))
        assert await listed(floor) == [B, A]

    on_floor(play)


def test_a_new_urgent_order_is_not_put_behind_what_was_sorted_before() -> None:
    orders = [an_order(A), an_order(B), an_order("rush", priority=1)]
    assert [each.id for each in dispatch_order(orders, {PRESS: (B, A)})] == ["rush", B, A]
    late = [*orders, an_order("late", priority=9)]
    assert [each.id for each in dispatch_order(late, {PRESS: (B, A)})] == ["rush", B, A, "late"]
    assert [each.id for each in dispatch_order(orders, {"P08": (B, A)})] == ["rush", A, B]


def test_an_order_is_moved_among_the_others() -> None:
    assert moved((A, B, C), C, 0) == (C, A, B)
    assert moved((A, B, C), A, 1) == (B, A, C)
    assert moved((A, B, C), A, 9) == (B, C, A)
    assert moved((A, B), "unknown", 0) == (A, B)


def test_two_sequences_that_had_not_seen_each_other_end_alike_everywhere(tmp_path: Path) -> None:
    with plant(tmp_path, "P07", "P08") as stations:
        stations.record("P07", sequenced(1, A, B))
        stations.record("P08", sequenced(2, B, A))
        stations.all_hear_all()
        ones = held(stations.stores["P07"])
        assert ones == held(stations.stores["P08"])
        assert ones in ((A, B), (B, A))
        later = tuple(reversed(ones))
        stations.record("P07", sequenced(3, *later))
        stations.hear("P08", stations.said[2:])
        assert held(stations.stores["P07"]) == held(stations.stores["P08"]) == later
