# SPDX-License-Identifier: Apache-2.0
"""Does asking for help cost next to nothing? Heavy libraries are loaded only by the verb that needs them."""

import ast
import subprocess
import sys

import pytest

from supple.cli.main import VERBS
from tests.house.tree import ROOT, code, name, syntax

HEAVY = ("django", "numpy", "pydantic", "yaml", "ninja", "allauth", "scipy", "onnxruntime")
HEAVY_OF_PYTHON = {"asyncio", "sqlite3", "unittest", "multiprocessing", "email", "http", "urllib", "xml"}
LIGHT = sys.stdlib_module_names - HEAVY_OF_PYTHON | {"supple"}
ASK = """
import sys
from supple.cli.main import main
try:
    main(sys.argv[1:])
except SystemExit as end:
    assert end.code == 0, end.code
print("loaded", *sorted({m.split(".")[0] for m in sys.modules} & set(%r)))
"""
OF_NUMPY_AND_PYDANTIC = {
    "numpy", "pydantic", "pydantic_core", "annotated_types", "typing_extensions", "typing_inspection", "supple",
}  # fmt: skip
IMPORT = """
import sys
from importlib import import_module, metadata
before = set(sys.modules)
for one in sys.argv[1:]:
    import_module(one)
print(*{m.split(".")[0] for m in set(sys.modules) - before} & metadata.packages_distributions().keys())
"""


def _loaded(*words: str) -> list[str]:
    ask = [sys.executable, "-c", ASK % (HEAVY,), *words]
    told = subprocess.run(ask, cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    return told.stdout.splitlines()[-1].split()[1:]


def test_help_loads_no_heavy_library() -> None:
    assert _loaded("--help") == []


def test_the_statistics_load_nothing_heavier_than_numpy_and_pydantic() -> None:
    modules = sorted(name(path).removesuffix(".py").replace("/", ".") for path in code("insight"))
    assert "supple.insight.triggers" in modules
    ask = [sys.executable, "-c", IMPORT, *modules]
    told = subprocess.run(ask, cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    assert set(told.stdout.split()) - OF_NUMPY_AND_PYDANTIC == set()


@pytest.mark.parametrize("verb", VERBS)
def test_help_of_every_verb_loads_no_heavy_library(verb: str) -> None:
    assert _loaded(verb, "--help") == []


def test_the_command_line_imports_only_light_modules_at_the_top() -> None:
    heavy = [
        f"{name(path)}: {module}"
        for path in code("cli")
        for node in syntax(path).body
        if isinstance(node, ast.Import | ast.ImportFrom)
        for module in ([a.name for a in node.names] if isinstance(node, ast.Import) else [node.module or ""])
        if module.split(".")[0] not in LIGHT or (module.startswith("supple.") and not _light(module))
    ]
    assert heavy == []


def _light(module: str) -> bool:
    return module.startswith("supple.cli") or module in ("supple.errors",)
