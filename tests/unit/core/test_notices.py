"""The licence gate: nothing is installed whose terms an Apache-licensed product cannot carry, and About names all."""

import re
import tomllib
from importlib import metadata
from io import StringIO
from pathlib import Path

import pytest

from momstation.core.notices import DEPENDS_ON, Notice, key_of, notices, terms_of
from momstation.core.paths import resources
from momstation.shell.about import words
from momstation.shell.about.command import main

PROJECT = Path(__file__).parents[3] / "pyproject.toml"
FREE = {
    *("MIT", "MIT-0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "Apache-2.0", "Apache 2.0", "ISC"),
    *("PSF-2.0", "Zlib", "CC0-1.0", "OFL-1.1", "BSD 2-Clause License", "Unicode-3.0"),
}
"""Terms that ask for nothing but to be named."""
DYNAMIC = {
    *("pyside6-essentials", "shiboken6", "psycopg", "psycopg-binary", "asyncua"),
}
"""LGPL, each as an ordinary package that whoever runs the station may replace."""
FOR_TESTS = {"hypothesis": "MPL-2.0", "pathspec": "MPL-2.0"}
"""Never shipped."""
SEVERAL = {"pypdfium2": ("BSD-3-Clause, Apache-2.0, dependency licenses",)}
"""Several in one word; tests only, read in its licence files."""


def is_allowed(name: str, terms: str) -> bool:
    """One of the alternatives that are offered, all of whose parts may be carried."""
    key = key_of(name)
    if terms in SEVERAL.get(key, ()) or (key in FOR_TESTS and terms == FOR_TESTS[key]):
        return True
    return any(
        all(_may_be_carried(key, part.strip(" ()")) for part in re.split(r"\s+AND\s+", one))
        for one in re.split(r"\s+OR\s+", terms)
    )


def _may_be_carried(key: str, term: str) -> bool:
    return term in FREE or (term.startswith("LGPL-3.0") and key in DYNAMIC)


def test_nothing_is_installed_under_terms_that_cannot_be_carried() -> None:
    told = {one.metadata["Name"]: terms_of(one) for one in metadata.distributions()}
    assert len(told) > 30
    assert {name: terms for name, terms in told.items() if not is_allowed(name, terms)} == {}


@pytest.mark.parametrize(
    ("name", "terms"),
    [
        ("fpdf2", "LGPL-3.0-only"),
        ("nuitka", "AGPL-3.0-only"),
        ("x", "GPL-3.0-only"),
        ("x", "MIT AND GPL-2.0-only"),
        ("x", "MPL-2.0"),
        ("x", ""),
        ("x", "any-OSI"),
    ],
)
def test_the_gate_would_notice(name: str, terms: str) -> None:
    assert not is_allowed(name, terms)


def test_of_two_offers_one_is_enough() -> None:
    assert is_allowed("shiboken6", "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only")
    assert is_allowed("numpy", "BSD-3-Clause AND 0BSD AND MIT AND Zlib AND CC0-1.0")
    assert words.terms_of(Notice("Qt", "6", "LGPL-3.0-only OR GPL-2.0-only")) == "LGPL-3.0-only"


def test_what_the_program_asks_for_is_what_the_project_names() -> None:
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    lines = [
        *project["dependencies"],
        *(one for extra in project["optional-dependencies"].values() for one in extra),
    ]
    wanted = {key_of(found.group()) for line in lines if (found := re.match(r"[A-Za-z0-9._-]+", line))}
    assert {key_of(name) for name in DEPENDS_ON} - {"psycopg-binary"} == wanted


def test_about_names_every_work_with_its_terms() -> None:
    out = StringIO()
    assert main([], out) == 0
    shown = {notice.name: notice for notice in notices()}
    assert {"PySide6_Essentials", "numpy", "argon2-cffi-bindings"} <= set(shown), "also what is leaned on"
    for notice in shown.values():
        assert notice.terms, f"nothing is told of {notice.name}"
        assert f"{notice.name} {notice.version}".strip() in out.getvalue()
        assert words.terms_of(notice) in out.getvalue()
    assert "GPL-2.0-only" not in out.getvalue(), "Qt is taken under the LGPL"
    assert "pytest" not in shown, "what only tests need is not shipped"


def test_the_words_of_the_licences_are_there_on_request() -> None:
    out = StringIO()
    main(["--texts"], out)
    said = out.getvalue()
    assert "Permission is hereby granted, free of charge" in said
    assert said.count("=" * 78) >= 2 * 20


def test_what_is_bundled_lies_beside_its_licence() -> None:
    assert "SIL OPEN FONT LICENSE Version 1.1" in (resources() / "fonts" / "OFL.txt").read_text("utf-8")
    assert "Apache License" in (resources() / "icons" / "LICENSE").read_text("utf-8")
