"""Rules that keep every screen themeable and responsive, read from the source itself."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import momstation

ROOT = Path(next(iter(momstation.__path__)))
COLOUR_FILES = {"ui/tokens.py", "ui/blend.py", "shell/code_sheet/printing.py"}
"""Paper has no theme: what is printed is black."""
STYLE_FILE = "ui/theme.py"
HEX_COLOUR = re.compile(r"#(?:[0-9A-Fa-f]{3,4}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})")
FORBIDDEN_CALLS = {"setStyleSheet", "processEvents", "exec", "exec_"}
ANIMATIONS = {"QPropertyAnimation", "QVariantAnimation", "QAbstractAnimation", "QTimeLine", "QMovie"}
STYLES = {"QStyle", "QProxyStyle", "QCommonStyle"}


def files() -> list[Path]:
    places = [ROOT / "ui", ROOT / "shell", *ROOT.glob("*/screens")]
    return sorted(path for place in places for path in place.rglob("*.py"))


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def literal_colours(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if HEX_COLOUR.fullmatch(node.value):
                yield f"line {node.lineno}: {node.value}"
        elif isinstance(node, ast.Call) and _name(node.func) == "QColor" and _is_literal(node):
            yield f"line {node.lineno}: QColor of literals"
        elif isinstance(node, ast.Attribute) and _is_named_colour(node):
            yield f"line {node.lineno}: {node.attr}"


def _is_named_colour(node: ast.Attribute) -> bool:
    return _name(node.value) == "GlobalColor" and node.attr != "transparent"


def _is_literal(call: ast.Call) -> bool:
    return any(isinstance(argument, ast.Constant) for argument in call.args)


def _name(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def forbidden_calls(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) in FORBIDDEN_CALLS:
            yield f"line {node.lineno}: {_name(node.func)}()"
        if isinstance(node, ast.ClassDef) and {_name(base) for base in node.bases} & STYLES:
            yield f"line {node.lineno}: {node.name} is a QStyle"


def broken(rule: str, path: Path) -> list[str]:
    found = {"colour": literal_colours, "call": forbidden_calls}[rule](parsed(path))
    return [f"{relative(path)} {what}" for what in found]


def test_no_colour_is_written_outside_the_tokens() -> None:
    seen = [path for path in files() if relative(path) not in COLOUR_FILES]
    assert len(seen) > 30
    assert [what for path in seen for what in broken("colour", path)] == []


def test_no_style_sheet_no_own_style_no_modal_loop() -> None:
    assert [what for path in files() for what in broken("call", path)] == []


def test_nothing_moves_by_itself() -> None:
    """What scrolls on its own goes on from a finger's throw; whoever is made ill by motion needs no switch."""
    names = {
        _name(node)
        for path in files()
        for node in ast.walk(parsed(path))
        if isinstance(node, (ast.Name, ast.Attribute))
    }
    assert names & ANIMATIONS == set()
    assert "QScroller" in names


def test_one_style_for_the_whole_application_and_none_for_a_widget() -> None:
    """A style that is set on a widget is owned by nobody, and ends the process one day."""
    calls = {
        relative(path)
        for path in ROOT.rglob("*.py")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and _name(node.func) == "setStyle" and _is_of_application(node)
    }
    assert calls == {STYLE_FILE}


def _is_of_application(call: ast.Call) -> bool:
    """pyqtgraph's axes have a ``setStyle`` of their own, with named settings."""
    return bool(call.args)


@pytest.mark.parametrize(
    "source",
    [
        "x = '#12ab9F'",
        "p.setPen(QColor(1, 2, 3))",
        "p.setPen(QtGui.QColor('red'))",
        "p.setPen(Qt.GlobalColor.red)",
    ],
)
def test_the_colour_rule_would_notice(source: str) -> None:
    assert list(literal_colours(ast.parse(source)))


@pytest.mark.parametrize(
    "source", ["app.setStyleSheet('')", "dialog.exec()", "app.processEvents()", "class S(QProxyStyle): ..."]
)
def test_the_call_rule_would_notice(source: str) -> None:
    assert list(forbidden_calls(ast.parse(source)))
