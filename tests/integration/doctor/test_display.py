"""The doctor looks at the panel, with Qt in a process of its own."""

import json
import subprocess
from typing import Any

import pytest

from momstation.core.paths import resources
from momstation.shell.doctor import display
from momstation.shell.doctor.display import check_display
from momstation.shell.doctor.findings import Finding, Level
from tests.integration.doctor.conftest import Examined


def of(findings: list[Finding], level: Level) -> list[Finding]:
    return [finding for finding in findings if finding.level is level]


def qt_says(monkeypatch: pytest.MonkeyPatch, **panel: Any) -> None:
    """As if this panel were plugged in."""
    said = {"platform": "xcb", "width": 1280, "height": 800, "missing_font": ""} | panel

    def answer(command: list[str], **_: object) -> "subprocess.CompletedProcess[str]":
        return subprocess.CompletedProcess(command, 0, stdout=f"{json.dumps(said)}\n", stderr="")

    monkeypatch.setattr(subprocess, "run", answer)


def test_without_a_panel_qt_starts_and_the_letters_are_there(
    patient: Examined, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    findings = check_display(patient())
    assert of(findings, Level.FAULT) == []
    (nothing_shown,) = of(findings, Level.WARNING)
    assert "offscreen" in nothing_shown.sentence
    assert any("letters are there" in finding.sentence for finding in findings)


def test_no_session_is_a_fault_that_says_where_to_start(
    patient: Examined, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    (found,) = of(check_display(patient()), Level.FAULT)
    assert "DISPLAY" in found.sentence
    assert "session" in found.remedy


def test_a_platform_that_qt_cannot_load_is_a_fault_with_the_packages(
    patient: Examined, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "no-such-platform")
    (found,) = of(check_display(patient()), Level.FAULT)
    assert "apt-get install" in found.remedy


def test_a_panel_of_the_size_of_the_settings_is_well(
    patient: Examined, monkeypatch: pytest.MonkeyPatch
) -> None:
    qt_says(monkeypatch)
    assert {finding.level for finding in check_display(patient())} == {Level.OK}


@pytest.mark.parametrize(("width", "height"), [(1024, 768), (1920, 1080)])
def test_a_panel_of_another_size_is_a_warning(
    patient: Examined, monkeypatch: pytest.MonkeyPatch, width: int, height: int
) -> None:
    qt_says(monkeypatch, width=width, height=height)
    (found,) = of(check_display(patient()), Level.WARNING)
    assert f"{width} × {height}" in found.sentence
    assert "display.width_px" in found.remedy


def test_a_window_on_a_larger_panel_is_well(patient: Examined, monkeypatch: pytest.MonkeyPatch) -> None:
    qt_says(monkeypatch, width=1920, height=1080)
    one = patient("\n[display]\nfullscreen = false\n")
    assert of(check_display(one), Level.WARNING) == []


def test_a_diagonal_that_cannot_be_is_a_warning(patient: Examined, monkeypatch: pytest.MonkeyPatch) -> None:
    qt_says(monkeypatch)
    (found,) = of(check_display(patient("\n[display]\ndiagonal_in = 65\n")), Level.WARNING)
    assert "display.diagonal_in" in found.remedy


def test_letters_that_are_missing_are_a_fault(patient: Examined, monkeypatch: pytest.MonkeyPatch) -> None:
    file = str(resources() / "fonts" / "IBMPlexSans-Bold.ttf")
    qt_says(monkeypatch, missing_font=file)
    (found,) = of(check_display(patient()), Level.FAULT)
    assert file in found.sentence


def test_a_panel_that_does_not_answer_is_a_fault(patient: Examined, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(command: list[str], **_: object) -> None:
        raise subprocess.TimeoutExpired(command, display._WAIT_S)

    monkeypatch.setattr(subprocess, "run", never)
    (found,) = of(check_display(patient()), Level.FAULT)
    assert "did not answer" in found.sentence
