"""Preparing a bare machine: says the exact line where it may not install, and installs where it may."""

import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[3] / "installer" / "prepare.py"
QT_TOO = ["libegl1", "libgl1", "python{}.{}-venv".format(*sys.version_info)]
LACKING = {"libEGL.so.1", "libGL.so.1"}


@pytest.fixture
def prepare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """The script on a Linux machine without GL, venv, display and sudo."""
    spec = importlib.util.spec_from_file_location("prepare", SCRIPT)
    assert spec is not None and spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    monkeypatch.setattr(script, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(script, "_loads", lambda library: library not in LACKING)
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(script.sys, "platform", "linux")
    monkeypatch.setattr(
        script.shutil, "which", lambda tool: f"/usr/bin/{tool}" if tool == "apt-get" else None
    )
    for display in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(display, raising=False)
    return script


def _user(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: number, raising=False)


def test_an_ordinary_user_gets_the_line_to_type_and_nothing_is_made(
    prepare: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _user(monkeypatch, 1000)
    assert prepare.main([]) == 1
    said = capsys.readouterr().err
    line = f"apt-get update && apt-get install -y --no-install-recommends {' '.join(QT_TOO)}"
    assert "as root" in said and line in said
    assert not prepare.VENV.exists()


def test_with_sudo_the_line_uses_it(
    prepare: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _user(monkeypatch, 1000)
    monkeypatch.setattr(prepare.shutil, "which", lambda tool: f"/usr/bin/{tool}")
    assert prepare.main([]) == 1
    assert "sudo apt-get update && sudo apt-get install" in capsys.readouterr().err


def _ran(answer: int, ran: list[list[str]]) -> Callable[..., "subprocess.CompletedProcess[bytes]"]:
    def run(command: list[str], **_: object) -> "subprocess.CompletedProcess[bytes]":
        ran.append(command)
        return subprocess.CompletedProcess(command, answer)

    return run


def test_root_installs_what_lacks(prepare: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    _user(monkeypatch, 0)
    ran: list[list[str]] = []
    lacking = iter([QT_TOO, []])
    monkeypatch.setattr(prepare, "missing_packages", lambda: next(lacking))
    monkeypatch.setattr(prepare.subprocess, "run", _ran(0, ran))
    assert prepare.main(["--system"]) == 0
    assert ran[-1] == ["apt-get", "install", "-y", "--no-install-recommends", *QT_TOO]


def test_root_without_a_network_gets_the_line_too(
    prepare: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _user(monkeypatch, 0)
    monkeypatch.setattr(prepare.subprocess, "run", _ran(100, []))
    assert prepare.main([]) == 1
    assert " ".join(QT_TOO) in capsys.readouterr().err


def test_a_display_asks_for_its_own_libraries(prepare: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepare, "_loads", lambda library: library in prepare.QT_LIBRARIES)
    assert "libxcb-cursor0" not in prepare.missing_packages()
    monkeypatch.setenv("DISPLAY", ":0")
    assert "libxcb-cursor0" in prepare.missing_packages()
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert "libwayland-client0" in prepare.missing_packages()


def test_an_older_python_hands_over_to_a_newer_one(
    prepare: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[list[str]] = []
    monkeypatch.setattr(prepare.sys, "version_info", (3, 10, 12))
    monkeypatch.setattr(
        prepare.shutil, "which", lambda tool: f"/usr/bin/{tool}" if tool == "python3.11" else None
    )
    monkeypatch.setattr(prepare.subprocess, "run", _ran(0, ran))
    assert prepare.main(["--system"]) == 0
    assert ran == [["/usr/bin/python3.11", str(SCRIPT), "--system"]]


def test_a_postgresql_for_the_tests_comes_without_a_server_that_runs(
    prepare: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The file that keeps the package from making one must say so before the package comes."""
    ran: list[list[str]] = []
    settings = tmp_path / "createcluster.conf"

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        if command[-1] == "postgresql":
            assert settings.read_text(encoding="utf-8").endswith("create_main_cluster = false\n")
        ran.append(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(prepare, "PROGRAMS", tmp_path / "none")
    monkeypatch.setattr(prepare, "NO_CLUSTER", settings)
    monkeypatch.setattr(prepare.subprocess, "run", run)
    _user(monkeypatch, 0)
    assert prepare.main(["--tests"]) == 0
    assert [command[-1] for command in ran] == ["-q", "postgresql-common", "postgresql"]
    (tmp_path / "none" / "15" / "bin").mkdir(parents=True)
    (tmp_path / "none" / "15" / "bin" / "postgres").touch()
    ran.clear()
    assert (prepare.main(["--tests"]), ran) == (0, [])


def test_an_ordinary_user_may_run_the_tests_without_it(
    prepare: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(prepare, "PROGRAMS", tmp_path / "none")
    _user(monkeypatch, 1000)
    assert prepare.main(["--tests"]) == 0
    assert "install the package postgresql" in capsys.readouterr().err
