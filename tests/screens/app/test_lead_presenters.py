"""A team lead's station, put together as the program does it, has the pages that an operator's does without."""

import asyncio
from datetime import datetime
from pathlib import Path

import pytest

from momstation.app.assembly import assemble
from momstation.app.screens import presenters_of
from momstation.core.clock import ManualClock
from momstation.core.part import Actor
from momstation.events.machines import AlarmPriority, ConditionCame
from momstation.events.station import StationAnnounced
from momstation.settings import load
from momstation.simulation.demo.settings_file import station_toml
from momstation.sync.status import SyncState, SyncStatus
from tests.support.shop_floor import SIX


@pytest.mark.parametrize("role", ["operator", "team_lead"])
def test_the_page_of_alarms_tells_what_the_stations_of_the_store_recorded(tmp_path: Path, role: str) -> None:
    config = tmp_path / "station.toml"
    config.write_text(
        station_toml("LEAD", "Office", "STAMPING", role, tmp_path / "station.db", None, None),
        encoding="utf-8",
    )

    async def look() -> None:
        assembly = assemble(load(config), ManualClock(SIX))
        try:
            status = SyncStatus(SyncState.NEVER_CONFIGURED, 0, None, None, "")
            page = presenters_of(assembly, lambda: status, datetime.isoformat).alarms
            if role == "operator":
                assert page is None
                return
            assert page is not None
            assert (await page.load()).stations == ()
            said = StationAnnounced(
                station_id=(await assembly.reader.read(_own_id)).hex(), code="P07", name="Press 07",
                area="STAMPING", role="operator", machines=("P07",), app_version="0", at=SIX,
            )  # fmt: skip
            came = ConditionCame(
                machine="P07", at=SIX, condition="Oil low", priority=AlarmPriority.LOW, response="Fill up oil.",
                owner="operator",
            )  # fmt: skip
            itself = Actor(None, "P07", frozenset())
            await assembly.dispatcher().report([said, came], itself)
            assembly.clock.advance(600)  # type: ignore[attr-defined]
            view = await page.load()
            assert [(one.name, one.count_text) for one in view.stations] == [("Press 07", "1 alarm")]
            assert view.frequent[0].response == "Fill up oil. (For: operator)"
        finally:
            assembly.store.close()

    asyncio.run(look())


def _own_id(conn: object) -> bytes:
    return conn.exec_driver_sql("SELECT station_id FROM identity").scalar_one()  # type: ignore[attr-defined,no-any-return]
