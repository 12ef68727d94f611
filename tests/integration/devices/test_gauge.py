"""A gauge on a real serial line (a pseudo-terminal): values, noise, and its plug."""

import asyncio
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from momstation.devices.framer import Framing
from momstation.devices.gauge import GaugeConfig, GaugePort
from momstation.devices.gauge_lines import Format
from momstation.plant.readings import GaugeRead, GaugeStatus
from momstation.simulation.scanner import FakeScanner
from tests.support.machines import Heard


class Ears(Heard):
    """What a gauge's port handed over."""

    def __init__(self) -> None:
        super().__init__()
        self.reads: list[GaugeRead] = []
        self.states: list[GaugeStatus] = []

    def values(self, count: int) -> list[Decimal | None]:
        return self.until(lambda: [read.value for read in self.reads] if len(self.reads) >= count else None)

    def state(self, is_connected: bool, after: int = 0) -> GaugeStatus:
        return self.until(
            lambda: next((one for one in self.states[after:] if one.is_connected is is_connected), None)
        )


@pytest.fixture
def fake(tmp_path: Path) -> Iterator[FakeScanner]:
    gauge = FakeScanner(tmp_path / "gauge")
    gauge.plug()
    yield gauge
    gauge.unplug()


@pytest.fixture
def listen(tmp_path: Path, fake: FakeScanner) -> Iterator[Callable[[Format], Ears]]:
    ports: list[GaugePort] = []

    def build(written_as: Format) -> Ears:
        ears = Ears()
        config = GaugeConfig(
            "G1", str(tmp_path / "gauge"), 2400, written_as, Framing(suffix=b"\r", idle_s=1.0)
        )
        ports.append(GaugePort(config, ears.reads.append, ears.states.append, ears.call_soon))
        ports[-1].start()
        ears.state(True)
        return ears

    yield build
    for port in ports:
        asyncio.run(port.stop())


def test_values_arrive_in_order_and_the_same_twice_is_two(
    fake: FakeScanner, listen: Callable[[Format], Ears]
) -> None:
    ears = listen(Format.DIGIMATIC)
    fake.send(b"01A+00012.06\r01A+00012.06\r01A-00000.01\r")
    assert ears.values(3) == [Decimal("12.06"), Decimal("12.06"), Decimal("-0.01")]
    assert {(read.gauge, read.trouble) for read in ears.reads} == {("G1", "")}


def test_what_is_no_value_is_said_with_what_came(fake: FakeScanner, listen: Callable[[Format], Ears]) -> None:
    ears = listen(Format.PLAIN)
    fake.send(b"S D   11.98 g\r")
    assert ears.values(1) == [None]
    assert "Wait until it stands still" in ears.reads[0].trouble
    fake.send(b"\xff\xfe\x00\r")
    assert ears.values(2) == [None, None]
    assert "G1" in ears.reads[1].trouble and "\\xff" in ears.reads[1].trouble
    fake.send(b"12,06 mm\r")
    ears.values(3)
    assert (ears.reads[-1].value, ears.reads[-1].unit) == (Decimal("12.06"), "mm")


def test_an_unplugged_gauge_is_said_and_is_back_by_itself(
    fake: FakeScanner, listen: Callable[[Format], Ears], expect_log: Callable[[str], None]
) -> None:
    expect_log("Gauge G1 is away")
    ears = listen(Format.PLAIN)
    fake.unplug()
    away = ears.state(False)
    assert away.reason.startswith("Gauge G1 is not there.")
    fake.plug()
    ears.state(True, after=ears.states.index(away))
    fake.send(b"3.5\r")
    assert ears.values(1) == [Decimal("3.5")]
