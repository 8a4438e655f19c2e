# SPDX-License-Identifier: Apache-2.0
"""Does every module say what it answers, and does nothing carry a name that says nothing?"""

import ast
import re

from tests.house.tree import ROOT, code, files, lines, name, syntax, under

EMPTY_WORDS = {"utils", "util", "helpers", "helper", "manager", "service", "services", "handler", "processor",
               "base", "common", "misc", "data", "info", "stuff"}  # fmt: skip
ALLOWED = {
    "supple/knowledge/base.py",  # base is short for knowledge base, the word of the glossary
    "supple/journal/encrypted/base.py",  # where Django looks for a database backend
}
PYTHON = [p for p in under(".", ends=".py") if "migrations" not in p.parts]
CODE_ENDS = (".py", ".js", ".css", ".sh", ".yaml", ".toml")
LATER = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
OTHER_MACHINE = re.compile(r"(?<![\w./])/(home|root|Users|work|mnt|srv|opt)/[\w.-]+")


def test_every_python_file_starts_with_its_licence() -> None:
    assert [name(p) for p in PYTHON if "SPDX-License-Identifier: Apache-2.0" not in "".join(lines(p)[:2])] == []


def test_every_module_says_in_a_docstring_what_it_answers() -> None:
    silent = [name(p) for p in PYTHON if not ast.get_docstring(syntax(p))]
    assert silent == []


def test_no_module_is_named_by_a_word_that_says_nothing() -> None:
    parts = {name(p): p.stem.split("_") for p in code()}
    assert [n for n, words in parts.items() if EMPTY_WORDS & set(words) and n not in ALLOWED] == []


def test_no_class_is_named_by_a_word_that_says_nothing() -> None:
    ends = tuple(w.capitalize() for w in EMPTY_WORDS - {"base"})
    named = [
        f"{name(p)}: {node.name}"
        for p in code()
        for node in ast.walk(syntax(p))
        if isinstance(node, ast.ClassDef) and node.name.endswith(ends)
    ]
    assert named == []


def test_nothing_is_left_for_later_in_the_code() -> None:
    here = name(ROOT / "tests" / "house" / "test_words_in_code.py")
    texts = [p for p in files() if p.name.endswith(CODE_ENDS) and name(p) != here]
    assert [f"{name(p)}:{n}" for p in texts for n, line in enumerate(lines(p), 1) if LATER.search(line)] == []


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    texts = [
        p for p in files() if p.name.endswith((*CODE_ENDS, ".md", ".html", ".txt", ".cfg")) or p.name == "Makefile"
    ]
    found = [f"{name(p)}:{n}" for p in texts for n, line in enumerate(lines(p), 1) if OTHER_MACHINE.search(line)]
    assert found == []
