"""An alarm of a real machine server: its card has an answer, its coming, its going and who saw it are recorded, and
the report of the station tells of it."""

import asyncio
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from momstation.events.machines import (
    AlarmPriority,
    ConditionAcknowledged,
    ConditionCame,
    ConditionWent,
)
from momstation.machines.model.commands import AcknowledgeConditions
from momstation.plant.readings import Link
from momstation.plant.signals import CONDITION
from momstation.shell.alarm_report.command import main
from momstation.simulation.machine import BROKEN_DOWN, with_alarm
from momstation.ui.status import Status
from tests.support.bare_station import BareStation, a_station
from tests.support.machines import SimulatedPlant

NAME = BROKEN_DOWN.removeprefix(CONDITION)


@pytest.fixture(scope="module")
def plant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimulatedPlant]:
    plant = SimulatedPlant(
        tmp_path_factory.mktemp("plant") / "control",
        0,
        "--first-stop-at",
        "9999",
        "--between-micro-stops",
        "9999",
    )
    plant.tell("start")
    yield plant
    plant.end()


async def _seen(station: BareStation) -> None:
    """As whoever presses the card."""
    assert (await station.taps(AcknowledgeConditions(machine="P07", conditions=(NAME, NAME)))).accepted


def _report(config: Path) -> dict[str, object]:
    out, err = io.StringIO(), io.StringIO()
    assert main(["--config", str(config), "--days", "1", "--json"], out, err) == 0, err.getvalue()
    (line,) = out.getvalue().splitlines()
    told: dict[str, object] = json.loads(line)
    return told


def test_what_the_machine_reports_is_answered_and_recorded(plant: SimulatedPlant, tmp_path: Path) -> None:
    async def shift() -> None:
        async with a_station(tmp_path, machine=with_alarm(plant.bindings["P07"]), is_wired=True) as station:
            await station.link(Link.LIVE)
            await station.reading("state", lambda one: one.value == 6)
            await asyncio.to_thread(plant.tell, "stop_for", machine="P07", cause="breakdown", seconds=8)
            await station.reading(BROKEN_DOWN, lambda one: one.value is True)
            await station.told()
            (card,) = [one for one in (await station.shown()).strip if one.alarms]
            assert (card.status, card.title) == (Status.ALARM, NAME)
            assert card.text == "Keep the guard closed and call maintenance."
            assert card.kicker.endswith("for: maintenance")
            await _seen(station)
            await _seen(station)
            heard = len(station.readings)
            await station.until(
                lambda: next(
                    (
                        one
                        for one in station.readings[heard:]
                        if one.signal == BROKEN_DOWN and one.value is False
                    ),
                    None,
                ),
                "the end of the breakdown",
            )
            await station.told()
            await _seen(station)
            (came,) = await station.facts(ConditionCame)
            (went,) = await station.facts(ConditionWent)
            (seen,) = await station.facts(ConditionAcknowledged)
            assert (came.condition, came.priority) == (NAME, AlarmPriority.HIGH)
            assert came.source_at is not None and came.at <= seen.at <= went.at
            assert (seen.by, seen.condition, went.is_removed) == ("1001", NAME, False)
            told = await asyncio.to_thread(_report, tmp_path / "station.toml")
            assert (told["station"], told["alarms"], told["per_10_min_worst"]) == ("ST07", 1, 1)
            assert told["priority_percent"] == {"high": 100.0, "medium": 0.0, "low": 0.0}
            assert (told["stale"], told["chattering"], told["undeclared"]) == ([], [], 0)

    asyncio.run(shift())
