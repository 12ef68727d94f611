"""What a station asks of its store stays the same, however many orders it has finished."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import sqlalchemy as sa

from momstation.plant import records as plant
from momstation.production.model.commands import FinishOrder, PauseOrder
from momstation.production.model.order import Phase
from momstation.production.records import querying, showing
from momstation.shell.meanwhile.records import worked_here
from tests.support.shop_floor import PRESS, SIX, STATION, OnFloor, ShopFloor, an_order
from tests.support.steps import steps_of

MANY = 12
Question = Callable[[sa.Connection], object]
QUESTIONS: tuple[Question, ...] = (
    lambda conn: querying.listed_facts(conn, STATION),
    lambda conn: querying.listed_at(conn, PRESS),
    lambda conn: showing.last_paused(conn, STATION.code),
    lambda conn: showing.first_start(conn, STATION.code),
    lambda conn: showing.machine_order_times(conn, PRESS, SIX, SIX),
)
LOOKED_UP: tuple[Question, ...] = (
    lambda conn: showing.last_paused(conn, STATION.code),
    lambda conn: showing.first_start(conn, STATION.code),
    lambda conn: showing.machine_order_times(conn, PRESS, SIX + timedelta(days=1), SIX + timedelta(days=2)),
    lambda conn: plant.planned_among(conn, ("4711-20", "OLD-0"), (PRESS,)),
    lambda conn: worked_here(conn, ("4711-20", "OLD-0"), STATION.code),
)


async def _asked(floor: ShopFloor) -> list[tuple[str, ...]]:
    """The statements of each question, as the driver gets them."""

    def look(conn: sa.Connection) -> list[tuple[str, ...]]:
        said: list[str] = []

        def note(_conn: object, _cursor: object, statement: str, *_rest: Any) -> None:
            said.append(statement)

        sa.event.listen(conn.engine, "before_cursor_execute", note)
        found = []
        for question in QUESTIONS:
            said.clear()
            question(conn)
            found.append(tuple(said))
        sa.event.remove(conn.engine, "before_cursor_execute", note)
        return found

    return await floor.reader.read(look)


async def _finish_many(floor: ShopFloor, name: str = "OLD") -> None:
    for n in range(MANY):
        order = f"{name}-{n}"
        await floor.define(an_order(order))
        await floor.start(order)
        floor.later(60)
        await floor.do(FinishOrder(order=order))


def test_no_question_grows_with_the_orders_that_are_finished(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        before = await _asked(floor)
        await _finish_many(floor)
        assert await _asked(floor) == before

    on_floor(play)


def test_rows_of_finished_orders_are_not_passed_over(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        async def steps() -> list[int]:
            return [await floor.reader.read(partial(steps_of, question=each)) for each in LOOKED_UP]

        await floor.start("4711-20")
        floor.later(60)
        await floor.do(PauseOrder(order="4711-20"))
        await _finish_many(floor, "OLD")
        before = await steps()
        await _finish_many(floor, "OLDER")
        assert await steps() == before

    on_floor(play)


def test_finished_orders_are_not_read(on_floor: OnFloor) -> None:
    async def play(floor: ShopFloor) -> None:
        await _finish_many(floor)
        listed = await floor.reader.read(lambda conn: querying.listed_facts(conn, STATION))
        assert [each.work.order for each in listed] == ["4711-20", "4711-30"]
        waiting = await floor.reader.read(lambda conn: querying.listed_at(conn, PRESS))
        assert [each.planned.id for each in waiting.orders] == ["4711-20", "4711-30"]

    on_floor(play)


def test_what_a_finished_order_was_is_known_to_the_one_that_follows_it(
    on_floor: OnFloor,
) -> None:
    async def play(floor: ShopFloor) -> None:
        await _finish_many(floor)
        await floor.define(an_order("NEXT", predecessor="OLD-0"))
        listed = await floor.reader.read(lambda conn: querying.listed_facts(conn, STATION))
        follows = next(each for each in listed if each.work.order == "NEXT")
        assert follows.predecessor is not None
        assert follows.predecessor_work is not None
        assert follows.predecessor_work.phase is Phase.FINISHED

    on_floor(play)


def test_the_order_that_was_paused_last_is_found_behind_many_that_are_finished(
    on_floor: OnFloor,
) -> None:
    async def play(floor: ShopFloor) -> None:
        for order in ("4711-30", "4711-20"):
            await floor.start(order)
            floor.later(60)
            await floor.do(PauseOrder(order=order))
        await _finish_many(floor)
        assert await floor.reader.read(lambda conn: showing.last_paused(conn, STATION.code)) == "4711-20"

    on_floor(play)
