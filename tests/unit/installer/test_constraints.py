"""The pinned packages install the same everywhere: each with a version and hashes, from no named host."""

import re
from pathlib import Path

TEXT = (Path(__file__).parents[3] / "constraints.txt").read_text(encoding="utf-8")
PINNED = re.compile(r"[a-z0-9-]+==[0-9][\w.]*( ; [^\\]+)? \\")


def test_each_package_has_one_version_and_its_hashes() -> None:
    for block in re.split(r"\n(?=\w)", TEXT.strip()):
        first, *rest = block.splitlines()
        assert PINNED.fullmatch(first), first
        assert any(re.match(r" +--hash=sha256:[0-9a-f]{64}", line) for line in rest), first


def test_no_host_is_named() -> None:
    assert "://" not in TEXT and "--index" not in TEXT and "--find-links" not in TEXT


def test_a_late_test_version_of_python_counts_as_its_version() -> None:
    """Ubuntu 22.04 brings 3.11.0rc1, and "3.11.0rc1 < 3.12" is false for pip; 3.11, its python_version, is less."""
    assert "python_full_version" not in TEXT
