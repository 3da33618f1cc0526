"""House rules that no linter checks: files and functions stay small, and inside the house nobody imports the front door."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.conftest import ROOT

FILES = sorted((ROOT / "src" / "sayso").rglob("*.py"))
LONGEST_FILE = 400
LONGEST_FUNCTION = 60


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_files_and_functions_stay_small(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert source.count("\n") <= LONGEST_FILE
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < LONGEST_FUNCTION, node.name


@pytest.mark.parametrize("path", [path for path in FILES if path.name != "__main__.py"], ids=lambda path: path.relative_to(ROOT).as_posix())
def test_nobody_inside_imports_the_root(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module] if isinstance(node, ast.ImportFrom) else []
        assert "sayso" not in names or isinstance(node, ast.ImportFrom)


def test_the_public_names_are_the_documented_ones() -> None:
    import sayso

    manual = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    for name in sayso.__all__:
        assert getattr(sayso, name)
        assert f"`{name}" in manual, f"{name} is not described in docs/python.md"


def test_every_setting_is_in_the_docs_with_its_default() -> None:
    from dataclasses import fields

    from sayso.settings import Settings

    manual = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    for entry in fields(Settings):
        assert f"| `SAYSO_{entry.name.upper()}` | {entry.default!r} | {entry.metadata['help']} |" in manual
