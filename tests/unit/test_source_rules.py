"""Rules of writing that no tool knows, read from the program's source itself."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import momstation

ROOT = Path(next(iter(momstation.__path__)))
MOST_LINES = 400
LOG_CALLS = {"debug", "info", "warning", "error", "exception", "critical"}
Rule = Callable[[ast.Module, list[str]], Iterator[int]]


def name_of(node: ast.AST | None) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def is_log(call: ast.Call) -> bool:
    is_logger = isinstance(call.func, ast.Attribute) and name_of(call.func.value) == "_log"
    return is_logger and name_of(call.func) in LOG_CALLS


def says_why(line: str) -> bool:
    return "  # " in line


def tells_the_trace(handler: ast.ExceptHandler) -> bool:
    """It raises again, or logs the traceback."""
    if any(isinstance(node, ast.Raise) for node in ast.walk(handler)):
        return True
    return any(
        is_log(call)
        and (name_of(call.func) == "exception" or "exc_info" in [one.arg for one in call.keywords])
        for call in calls(handler)
    )


def swallowed(tree: ast.Module, lines: list[str]) -> Iterator[int]:
    """What catches everything, tells nobody and does not say why."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.ExceptHandler):
            continue
        is_blind = node.type is None or name_of(node.type) in {"Exception", "BaseException"}
        if is_blind and not tells_the_trace(node) and not says_why(lines[node.lineno - 1]):
            yield node.lineno


def hidden_imports(tree: ast.Module, lines: list[str]) -> Iterator[int]:
    """Imports in a function of which neither they nor one above them there says why."""
    for function in ast.walk(tree):
        if not isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        inner = [node for node in ast.walk(function) if isinstance(node, (ast.Import, ast.ImportFrom))]
        told = [node.lineno for node in inner if says_why(lines[node.lineno - 1])]
        yield from (node.lineno for node in inner if not told or node.lineno < min(told))


def nameless_tasks(tree: ast.Module, _lines: list[str]) -> Iterator[int]:
    for call in calls(tree):
        if name_of(call.func) == "create_task" and "name" not in [one.arg for one in call.keywords]:
            yield call.lineno


def glued_logs(tree: ast.Module, _lines: list[str]) -> Iterator[int]:
    """A log's text is the same each time and in every language: only its values differ."""
    for call in calls(tree):
        if is_log(call) and not isinstance(call.args[0], (ast.Constant, ast.Name)):
            yield call.lineno


def over_long(_tree: ast.Module, lines: list[str]) -> Iterator[int]:
    if len(lines) > MOST_LINES:
        yield len(lines)


RULES: tuple[Rule, ...] = (swallowed, hidden_imports, nameless_tasks, glued_logs, over_long)


def broken(rule: Rule, source: str) -> list[int]:
    return list(rule(ast.parse(source), source.splitlines()))


@pytest.mark.parametrize("rule", RULES)
def test_the_program_keeps_to_it(rule: Rule) -> None:
    files = sorted(ROOT.rglob("*.py"))
    assert len(files) > 400
    found = [(path, line) for path in files for line in broken(rule, path.read_text(encoding="utf-8"))]
    assert [f"{path.relative_to(ROOT).as_posix()}:{line}" for path, line in found] == []


@pytest.mark.parametrize(
    ("rule", "source", "mended"),
    [
        (swallowed, "try: go()\nexcept Exception:\n    stay()", "try: go()\nexcept Exception:\n    raise"),
        (
            swallowed,
            "try: go()\nexcept:\n    _log.info('no')",
            "try: go()\nexcept:\n    _log.exception('no')",
        ),
        (hidden_imports, "def f():\n    import qt", "def f():\n    import qt  # fast start\n    import pg"),
        (nameless_tasks, "loop.create_task(f())", "loop.create_task(f(), name='f')"),
        (glued_logs, "_log.info(f'{n} parts')", "_log.info('%d parts', n)"),
        (glued_logs, "_log.info(_('No'))", "_log.info('No')"),
        (over_long, "x\n" * 401, "x\n" * 400),
    ],
)
def test_each_rule_would_notice(rule: Rule, source: str, mended: str) -> None:
    assert broken(rule, source)
    assert not broken(rule, mended)
