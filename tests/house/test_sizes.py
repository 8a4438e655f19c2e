# SPDX-License-Identifier: Apache-2.0
"""Is everything small enough to be read in one go? Files, functions, templates, styles and scripts."""

import ast
from collections.abc import Iterable
from pathlib import Path

from tests.house.tree import ROOT, lines, name, syntax, under

PYTHON = [p for p in under(".", ends=".py") if "migrations" not in p.parts]
STATIC = ROOT / "supple" / "web" / "static"
VENDORED = ("axe", "htmx")


def _longer(paths: Iterable[Path], most: int) -> list[str]:
    return [f"{name(p)}: {len(lines(p))} lines" for p in paths if len(lines(p)) > most]


def _together(ends: str) -> int:
    ours = [p for p in under("supple", "web", "static", ends=ends) if not p.name.startswith(VENDORED)]
    return sum(len(lines(p)) for p in ours)


def test_no_python_file_is_longer_than_400_lines() -> None:
    assert _longer(PYTHON, 400) == []


def test_no_function_is_longer_than_50_lines() -> None:
    long = [
        f"{name(path)}:{node.lineno} {node.name}"
        for path in PYTHON
        for node in ast.walk(syntax(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (node.end_lineno or 0) - node.lineno >= 50
    ]
    assert long == []


def test_no_template_is_longer_than_80_lines() -> None:
    assert _longer(under("supple", "web", "templates"), 80) == []


def test_all_styles_together_stay_under_900_lines() -> None:
    assert _together(".css") <= 900


def test_all_scripts_together_stay_under_1500_lines_and_each_under_200() -> None:
    assert _together(".js") <= 1500
    assert (
        _longer((p for p in under("supple", "web", "static", ends=".js") if not p.name.startswith(VENDORED)), 200) == []
    )


def test_the_makefile_is_read_at_a_glance() -> None:
    assert len(lines(ROOT / "Makefile")) <= 60
