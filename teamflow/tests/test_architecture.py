"""The house's own rules, where no linter says them."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = ("teamflow", "accounts", "tasks", "boards", "ai", "integrations")
LINES_A_FILE = 500
LINES_A_FUNCTION = 50


def _sources() -> list[Path]:
    return [
        path
        for app in APPS
        for path in sorted((ROOT / app).rglob("*.py"))
        if not {"migrations", "tests"} & set(path.parts)
    ]


def _functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_no_file_is_too_long_to_read():
    long = {
        str(path.relative_to(ROOT)): count
        for path in _sources()
        if (count := path.read_text().count("\n")) > LINES_A_FILE
    }

    assert long == {}


def test_no_function_is_too_long_to_read():
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in _sources()
        for node in _functions(ast.parse(path.read_text()))
        if (node.end_lineno or 0) - node.lineno + 1 > LINES_A_FUNCTION
    ]

    assert long == []


def _announces(node: ast.AST, atomic: set[str]) -> bool:
    return any(
        isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id not in atomic
        and call.func.id.lstrip("_").startswith(("publish", "announce"))
        for call in ast.walk(node)
    )


def _is_atomic(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any("atomic" in ast.unparse(decorator) for decorator in node.decorator_list)


@pytest.mark.parametrize("app", APPS[1:])
def test_public_services_that_announce_are_atomic(app):
    """A test's own transaction would hide a `publish` outside one, so the source is read.

    A helper that works in its caller's transaction says so in its docstring.
    """
    careless = []
    for path in sorted((ROOT / app / "services").rglob("*.py")):
        functions = list(_functions(ast.parse(path.read_text())))
        atomic = {node.name for node in functions if _is_atomic(node)}
        careless += [
            f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
            for node in functions
            if not node.name.startswith(("_", "announce"))
            and _announces(node, atomic)
            and not _is_atomic(node)
            and "running transaction" not in (ast.get_docstring(node) or "")
        ]

    assert not careless, "\n".join(careless)


def test_nobody_uses_model_signals():
    users = [
        str(path.relative_to(ROOT))
        for path in _sources()
        if "django.db.models.signals" in path.read_text()
    ]

    assert users == []
