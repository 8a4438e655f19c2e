# SPDX-License-Identifier: Apache-2.0
"""Can any pattern be made to search for ever? None repeats a repetition, and none hangs on words made against it."""

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from re import _constants, _parser
from typing import Any

import pytest

import supple
from supple.notes import lexicon

ROOT = Path(supple.__file__).parent
ENDLESS = _constants.MAXREPEAT
REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT)
MANY = 50
"""So many times a repetition may be repeated at most: beyond, it counts as endless."""
USES = {f"re.{name}" for name in ("match", "search", "sub", "findall", "finditer", "split", "fullmatch")}
SEPARATED = {"supple.notes.numbers._FIGURES", "supple.notes.words._PIECE"}
"""Each round of these begins with a sign that is no part of the round before: there is one way to read it."""
ROOMS = ("entries", "knowledge", "notes", "insight", "care", "report", "interop", "actions", "web")


def patterns() -> dict[str, re.Pattern[str]]:
    """Every pattern that stands in a module, or that a lexicon is made into."""
    found: dict[str, re.Pattern[str]] = {}
    for file in sorted(p for room in ROOMS for p in (ROOT / room).rglob("*.py") if "migrations" not in p.parts):
        module = import_module(".".join(["supple", *file.relative_to(ROOT).with_suffix("").parts]))
        found |= {f"{module.__name__}.{n}": v for n, v in vars(module).items() if isinstance(v, re.Pattern)}
    for language in ("en", "de"):
        found |= {f"{language}:{n}": v for n, v in enumerate(_inside(lexicon.load(language), set()))}
    found |= {f"{place}": re.compile(said) for place, said in in_place() if isinstance(said, str)}
    return {name: pattern for name, pattern in found.items() if isinstance(pattern.pattern, str)}


def in_place() -> Iterator[tuple[str, object]]:
    """Patterns that stand where they are used; what is put together there is told as it is written."""
    for file in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in USES:
                first = node.args[0]
                said = first.value if isinstance(first, ast.Constant) else first
                yield f"{file.relative_to(ROOT)}:{node.lineno}", said


def _inside(thing: Any, seen: set[int]) -> Iterator[re.Pattern[str]]:
    if isinstance(thing, re.Pattern):
        yield thing
    elif id(thing) not in seen:
        seen.add(id(thing))
        for one in _held_by(thing):
            yield from _inside(one, seen)


def _held_by(thing: Any) -> list[Any]:
    if isinstance(thing, dict):
        return list(thing.values())
    if isinstance(thing, list | tuple | set | frozenset):
        return list(thing)
    return [getattr(thing, name) for name in getattr(thing, "__dataclass_fields__", ())]


ALL = patterns()


def nested(parsed: Any, within: bool = False) -> bool:
    """Whether something endless is repeated endlessly: the shape that takes twice as long for each further letter."""
    for sign, what in parsed:
        if sign in REPEATS:
            low, high, body = what
            endless = high is ENDLESS or high > MANY
            if (endless and within) or nested(body, within or (endless and high != low)):
                return True
        elif any(nested(one, within) for one in _bodies(sign, what)):
            return True
    return False


def _bodies(sign: Any, what: Any) -> list[Any]:
    if sign is _constants.SUBPATTERN:
        return [what[3]]
    if sign is _constants.BRANCH:
        return list(what[1])
    if sign in (_constants.ASSERT, _constants.ASSERT_NOT):
        return [what[1]]
    return [what] if sign is _constants.ATOMIC_GROUP else []


@pytest.mark.parametrize(("shape", "bad"), [
    (r"(a+)+b", True), (r"(?:\w+\s?)*$", True), (r"(a|b)*c", False), (r"\d+(\.\d+)?", False), (r"(?:a{1,3})+", False),
])  # fmt: skip
def test_the_shape_that_hangs_is_known(shape: str, bad: bool) -> None:
    assert nested(_parser.parse(shape)) is bad


def test_no_pattern_repeats_a_repetition() -> None:
    assert len(ALL) > 20
    found = {name for name, one in ALL.items() if nested(_parser.parse(one.pattern, one.flags & ~re.UNICODE))}
    assert found == SEPARATED


def test_what_is_put_together_in_place_holds_only_escaped_words() -> None:
    made = {place: ast.unparse(said) for place, said in in_place() if isinstance(said, ast.AST)}
    assert [place for place, said in made.items() if said.count("{") != said.count("{re.escape(")] == []


def letters(parsed: Any) -> set[str]:
    """Letters that a pattern speaks of."""
    found: set[str] = set()
    for sign, what in parsed:
        if sign in (_constants.LITERAL, _constants.NOT_LITERAL):
            found.add(chr(what))
        elif sign is _constants.IN:
            found |= letters([one for one in what if one[0] is not _constants.NEGATE])
        elif sign is _constants.RANGE:
            found |= {chr(what[0]), chr(what[1])}
        elif sign is _constants.CATEGORY:
            found |= set("a1 _")
        elif sign in REPEATS:
            found |= letters(what[2])
        else:
            for body in _bodies(sign, what):
                found |= letters(body)
    return found


HOSTILE = """
import re, sys, json
for pattern, flags, pumps in json.load(sys.stdin):
    made = re.compile(pattern, flags)
    for pump in pumps:
        for words in (pump * 3000 + "\\x00", "\\x00" + pump * 3000, (pump * 40 + "!") * 60):
            made.search(words), made.fullmatch(words), made.sub("", words)
"""


def test_no_pattern_hangs_on_words_made_against_it() -> None:
    work = []
    for one in ALL.values():
        said = sorted(letters(_parser.parse(one.pattern, one.flags & ~re.UNICODE)))[:12]
        pumps = [*said[:6], *(a + b for a in said[:3] for b in said[3:6]), "a ", "1.", "1 1 "]
        work.append((one.pattern, int(one.flags), pumps))
    run = [sys.executable, "-c", HOSTILE]
    told = subprocess.run(run, input=json.dumps(work), capture_output=True, text=True, check=False, timeout=300)
    assert told.returncode == 0, told.stderr[-2000:]
