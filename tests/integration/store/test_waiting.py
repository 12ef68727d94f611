"""Whoever stops waiting disturbs nobody."""

import asyncio
import threading
from pathlib import Path

import pytest

from tests.support.stores import bodies, opened, put


def test_a_record_that_nobody_waits_for_any_more_is_not_begun(tmp_path: Path) -> None:
    is_busy, go_on = threading.Event(), threading.Event()

    def hold(conn: object) -> None:
        is_busy.set()
        assert go_on.wait(60)

    async def work() -> None:
        cancelled = asyncio.ensure_future(store.journal.record([put("cancelled")]))
        kept = asyncio.ensure_future(store.journal.record([put("kept")]))
        await asyncio.sleep(0)
        cancelled.cancel()
        with pytest.raises(asyncio.CancelledError):
            await cancelled
        go_on.set()
        await kept

    with opened(tmp_path / "s.db") as store:
        holder = threading.Thread(target=store.maintain, args=(hold,))
        holder.start()
        assert is_busy.wait(60)
        asyncio.run(work())
        holder.join(10)
        assert bodies(store) == ["kept"]


def test_a_loop_that_is_gone_before_the_answer_disturbs_nobody(tmp_path: Path) -> None:
    is_busy, go_on = threading.Event(), threading.Event()
    loop = asyncio.new_event_loop()

    def hold(message: object) -> None:
        """On the writer's thread, after the commit and before the answer."""
        is_busy.set()
        assert go_on.wait(60)

    async def ask() -> None:
        asyncio.ensure_future(store.journal.record([put("nobody waits")]))  # noqa: RUF006 - given up on purpose
        await asyncio.sleep(0)

    with opened(tmp_path / "s.db") as store:
        end = store.on_recorded(hold)
        loop.run_until_complete(ask())
        assert is_busy.wait(60)
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()
        end()
        go_on.set()
        store.journal.record_now([put("after")])
        assert bodies(store) == ["nobody waits", "after"]
