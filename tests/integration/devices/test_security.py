"""A signed and encrypted machine is read only after a person has confirmed its certificate."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cryptography import x509

from momstation.devices.opcua_security import Keys, thumbprint
from momstation.devices.probe import probe_endpoint
from momstation.plant.readings import Link, Quality
from momstation.plant.signals import STATE, Security
from tests.support.machines import PATIENCE_S, SimulatedPlant, Stations


@pytest.fixture(scope="module")
def locked_plant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimulatedPlant]:
    folder = tmp_path_factory.mktemp("locked")
    (folder / "trusted").mkdir()
    plant = SimulatedPlant(folder / "control", 0, "--machines", "P07", "--certificates", str(folder))
    yield plant
    plant.end()


@pytest.fixture
def shown(locked_plant: SimulatedPlant) -> str:
    """The thumbprint on the machine's panel."""
    certificate = locked_plant.control.parent / "plant.der"
    return thumbprint(x509.load_der_x509_certificate(certificate.read_bytes()))


@pytest.fixture
def accepted(locked_plant: SimulatedPlant, tmp_path: Path) -> Iterator[Callable[[], None]]:
    """Somebody at the machine accepts this station's certificate."""
    there = locked_plant.control.parent / "trusted" / "station.der"

    def accept() -> None:
        there.write_bytes(Keys(tmp_path / "machines").certificate.read_bytes())

    yield accept
    there.unlink(missing_ok=True)


def pin(data_dir: Path, text: str) -> None:
    file = Keys(data_dir / "machines").pin_file("P07")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def test_a_machine_is_read_once_both_sides_have_confirmed_each_other(
    locked_plant: SimulatedPlant,
    shown: str,
    stations: Stations,
    tmp_path: Path,
    accepted: Callable[[], None],
) -> None:
    binding = locked_plant.bindings["P07"]
    assert binding.security is Security.SIGN_AND_ENCRYPT
    pin(tmp_path, f"{':'.join(shown[i : i + 2] for i in range(0, 40, 2)).lower()}\n")
    (finding,) = probe_endpoint(binding, tmp_path, PATIENCE_S)
    keys = Keys(tmp_path / "machines")
    own = thumbprint(x509.load_der_x509_certificate(keys.certificate.read_bytes()))
    assert own in finding.sentence, "whoever looks after the machine compares it there"
    assert keys.private_key.stat().st_mode & 0o077 == 0
    accepted()
    heard = stations(binding, tmp_path).heard
    heard.link(Link.LIVE)
    assert heard.reading(STATE, Quality.GOOD).value is not None


def test_an_unconfirmed_machine_is_refused_with_its_thumbprint(
    locked_plant: SimulatedPlant,
    shown: str,
    stations: Stations,
    tmp_path: Path,
) -> None:
    heard = stations(locked_plant.bindings["P07"], tmp_path).heard
    reason = heard.link(Link.REFUSED).reason
    assert shown in reason
    assert "P07.pin" in reason
    assert heard.reading(STATE, Quality.NEVER_SEEN).value is None


def test_another_certificate_than_the_confirmed_one_is_refused(
    locked_plant: SimulatedPlant, shown: str, tmp_path: Path
) -> None:
    pin(tmp_path, "AB" * 20)
    (finding,) = probe_endpoint(locked_plant.bindings["P07"], tmp_path, PATIENCE_S)
    assert shown in finding.sentence
    assert "AB" * 20 in finding.sentence


def test_a_broken_certificate_of_the_station_is_said(locked_plant: SimulatedPlant, tmp_path: Path) -> None:
    keys = Keys(tmp_path / "machines")
    keys.certificate.parent.mkdir(parents=True)
    keys.certificate.write_bytes(b"nonsense")
    (finding,) = probe_endpoint(locked_plant.bindings["P07"], tmp_path, PATIENCE_S)
    assert str(keys.certificate) in finding.sentence
