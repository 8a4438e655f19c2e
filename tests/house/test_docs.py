# SPDX-License-Identifier: Apache-2.0
"""Is what the documents say still so? Links lead somewhere, shown commands run and answer as shown."""

import doctest
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from supple.cli.main import VERBS
from tests.house.tree import ROOT, lines, name, under

PAGES = [p for p in under(".", ends=".md") if "reference" not in p.parts]
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)")
TOLD = doctest.OutputChecker()
ROUGH = re.compile(r"[+-]\d+\.\d|About \d+|\d+ in 100")
"""Estimates, whose last digit may differ from one machine's arithmetic to the next."""


def fences(path: Path, language: str) -> list[str]:
    """The shown pieces of one language."""
    return [shown for tongue, shown in FENCE.findall(path.read_text()) if tongue == language]


SHOWN = [p for p in PAGES if fences(p, "console")]
PYTHON = [p for p in PAGES if fences(p, "python")]


def test_every_link_between_documents_leads_somewhere() -> None:
    broken = [
        f"{name(p)}: {target}"
        for p in under(".", ends=".md")
        for target in LINK.findall(p.read_text())
        if not (p.parent / target).exists()
    ]
    assert broken == []


def test_every_command_is_in_the_reference() -> None:
    headings = {line for line in lines(ROOT / "docs" / "reference" / "commands.md") if line.startswith("## ")}
    assert headings == {f"## supple {verb}" for verb in VERBS}


def test_the_generated_reference_is_current() -> None:
    check = [sys.executable, "tools/make_reference.py", "--check"]
    told = subprocess.run(check, cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout + told.stderr


def test_every_document_fits_a_reader() -> None:
    written = [p for p in under("docs", ends=".md") if not lines(p)[0].startswith("<!-- Generated")]
    assert [name(p) for p in written if len(lines(p)) > 160] == []


def _run(command: str, here: Path) -> str:
    """What a command answers in a folder of its own, where `supple` is this repository's."""
    kept = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "SUPPLE_DEMO")}
    own = {"PATH": f"{here / 'bin'}:{os.environ['PATH']}", "SUPPLE_HOME": str(here / "home"), "PYTHONPATH": str(ROOT)}
    told = subprocess.run(
        ["sh", "-c", command], cwd=here, env={**kept, **own},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
    )  # fmt: skip
    return told.stdout


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which supple is at hand and Ada has an empty diary."""
    folder = tmp_path_factory.mktemp("ready")
    (folder / "bin").mkdir()
    shim = folder / "bin" / "supple"
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m supple "$@"\n')
    shim.chmod(0o755)
    for seen in ("docs", "tests"):
        (folder / seen).symlink_to(ROOT / seen)
    assert "Ada can sign in now." in _run("echo a long quiet sentence | supple person add Ada", folder)
    return folder


@pytest.mark.parametrize("page", SHOWN, ids=name)
def test_commands_in_documents_run_and_answer_as_shown(page: Path, ready: Path, tmp_path: Path) -> None:
    here = tmp_path / "here"
    shutil.copytree(ready, here, symlinks=True)
    for command, shown in _commands(page):
        told = _run(command, here)
        alike = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
        same = TOLD.check_output(ROUGH.sub("#", shown), ROUGH.sub("#", told), alike)
        assert same, f"{name(page)}\n$ {command}\nshown:\n{shown}\ntold:\n{told}"


@pytest.mark.parametrize("page", PYTHON, ids=name)
def test_python_in_documents_answers_as_shown(page: Path) -> None:
    runner = doctest.DocTestRunner(verbose=False, optionflags=doctest.ELLIPSIS)
    parser = doctest.DocTestParser()
    runner.run(parser.get_doctest("\n".join(fences(page, "python")), {}, name(page), name(page), 0))
    assert runner.summarize(verbose=False).failed == 0


def _commands(page: Path) -> list[tuple[str, str]]:
    """(command, what it is shown to answer); a line that ends in a backslash goes on."""
    found: list[tuple[str, str]] = []
    for line in "\n".join(fences(page, "console")).replace("\\\n", "").splitlines():
        if line.startswith("$ "):
            found.append((line[2:], ""))
        elif line and found:
            found[-1] = (found[-1][0], found[-1][1] + line + "\n")
    return found
