"""A station to be examined: a settings file, and a store if one is wanted."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from momstation.core.clock import SystemClock
from momstation.devices import probe
from momstation.plant.definitions import definition_fold
from momstation.plant.records import definition_projection
from momstation.settings import load
from momstation.shell.doctor import display
from momstation.shell.doctor.patient import Patient
from momstation.store.open import Store, open_store
from tests.support.machines import PATIENCE_S
from tests.support.postgres import cluster, database, plant
from tests.support.station_file import a_station_file

__all__ = ["cluster", "database", "plant"]

Examined = Callable[..., Patient]
Opened = Callable[[Patient], Store]


@pytest.fixture(autouse=True)
def slow_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy computer each answer is late, and a machine's clock then looks as if it were behind."""
    monkeypatch.setattr(probe, "CLOCKS_APART_S", PATIENCE_S)
    monkeypatch.setattr(display, "_WAIT_S", PATIENCE_S)


@pytest.fixture
def patient(tmp_path: Path) -> Examined:
    """Builds the patient of a settings file with these further tables."""

    def build(more: str = "", **changes: object) -> Patient:
        settings = load(a_station_file(tmp_path, more))
        return Patient(settings, SystemClock(), PATIENCE_S)

    return build


@pytest.fixture
def opened() -> Iterator[Opened]:
    """Opens the patient's store as a station does; closed after the test at the latest."""
    stores: list[Store] = []

    def build(patient: Patient) -> Store:
        stores.append(
            open_store(
                patient.store,
                code=patient.settings.station.code,
                topics=("plant",),
                folds=(definition_fold(),),
                projections=(definition_projection(),),
                clock=patient.clock,
            )
        )
        return stores[-1]

    yield build
    for store in stores:
        store.close()
