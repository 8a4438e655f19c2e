# SPDX-License-Identifier: Apache-2.0
"""The files of this repository, as the house tests look at them: found through git, read as text or as syntax."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


@cache
def files() -> tuple[Path, ...]:
    """Every file that is in the repository or would be added to it."""
    try:
        told = subprocess.run(
            ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
            cwd=ROOT, capture_output=True, check=True,
        ).stdout.decode()  # fmt: skip
        found = [ROOT / name for name in told.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):  # an unpacked archive has no git
        found = [p for p in ROOT.rglob("*") if not {".venv", "var"} & set(p.relative_to(ROOT).parts)]
    return tuple(sorted(p for p in set(found) if p.is_file()))


def under(*parts: str, ends: str = "") -> list[Path]:
    """The files of one folder whose names end so."""
    return [p for p in files() if p.is_relative_to(ROOT.joinpath(*parts)) and p.name.endswith(ends)]


def code(room: str = "") -> list[Path]:
    """The Python files of one room, or of all, without Django's own migrations."""
    return [p for p in under("supple", room, ends=".py") if "migrations" not in p.parts]


def name(path: Path) -> str:
    """A file as people write it."""
    return str(path.relative_to(ROOT))


@cache
def lines(path: Path) -> tuple[str, ...]:
    """The lines of a text file."""
    return tuple(path.read_text(encoding="utf-8").splitlines())


@cache
def syntax(path: Path) -> ast.Module:
    """A Python file as a tree."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def classes(path: Path) -> list[str]:
    """The names of the classes a file defines at its top level."""
    return [node.name for node in syntax(path).body if isinstance(node, ast.ClassDef)]
