# SPDX-License-Identifier: Apache-2.0
"""Can every refusal that a page may show be said in German? One that only a terminal sees stands in a list here."""

import ast
import gettext
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from tests.house.tree import ROOT, code, name, syntax

ELSEWHERE = {
    "actions/back_up", "actions/copy_postgres", "actions/encrypt", "actions/home", "actions/keep_backups",
    "actions/keys",
    "actions/let_in_again", "actions/look_through", "actions/on_disk", "actions/push", "actions/put_back",
    "actions/read_cohort", "actions/scratch_database",
    "actions/seal_backups", "actions/upgrade", "actions/what_others_taught", "actions/while_locked", "actions/whose",
    "actions/workers", "care/clock", "care/reading", "insight/about", "insight/change", "insight/columns",
    "insight/design", "insight/many", "insight/prior", "insight/sudden", "insight/trial", "interop/case",
    "interop/case_answer", "interop/csv", "interop/key_file", "interop/parquet", "interop/sealed",
    "interop/sealed_copy", "interop/sums", "interop/vapid", "journal/opening", "notes/lexicon", "notes/words",
}  # fmt: skip
"""Rooms whose errors a terminal or the log tells, in English; where a page meets one, it says so in its own words."""
ROOMS = [path for path in code() if "cli" not in path.parts]


def _calls(path: Path, called: str) -> Iterator[ast.Call]:
    nodes = (node for node in ast.walk(syntax(path)) if isinstance(node, ast.Call))
    return (node for node in nodes if isinstance(node.func, ast.Name) and node.func.id == called)


def _room(path: Path) -> str:
    return name(path).removeprefix("supple/").removesuffix(".py")


def _put_together(text: ast.expr) -> bool:
    """Whether it is English that is made on the spot, and so in no catalogue."""
    return isinstance(text, ast.JoinedStr | ast.BinOp)


def _plain(path: Path, text: ast.expr) -> bool:
    """Whether it is English without a mark, itself or under the name it was given."""
    if isinstance(text, ast.Name):
        given = (
            n for n in ast.walk(syntax(path)) if isinstance(n, ast.Assign) and ast.unparse(n.targets[0]) == text.id
        )
        return any(_plain(path, one.value) for one in given)
    return _put_together(text) or (isinstance(text, ast.Constant) and bool(text.value))


def _fields(template: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(template) if field}


def _german() -> dict[str, str]:
    with (ROOT / "supple/locale/de/LC_MESSAGES/django.mo").open("rb") as opened:
        return gettext.GNUTranslations(opened)._catalog  # type: ignore[attr-defined, no-any-return]


REFUSALS = [(path, call) for path in ROOMS for call in _calls(path, "refusal")]


def test_no_error_that_a_page_shows_is_plain_english() -> None:
    errors = [(path, call) for path in ROOMS for call in _calls(path, "SuppleError") if _room(path) not in ELSEWHERE]
    odd = [f"{name(path)}:{call.lineno}" for path, call in errors if any(_plain(path, text) for text in call.args[1:])]
    assert odd == [], "raise refusal(...) from supple.entries.refused, or name the room in ELSEWHERE"


def test_no_room_is_excused_that_needs_no_excuse() -> None:
    raising = {_room(path) for path in ROOMS if any(_calls(path, "SuppleError"))}
    assert ELSEWHERE - raising == set()


@pytest.mark.parametrize(("path", "call"), REFUSALS, ids=[f"{_room(p)}:{c.lineno}" for p, c in REFUSALS])
def test_a_refusal_has_its_german_sentences_with_the_same_values(path: Path, call: ast.Call) -> None:
    texts = call.args[1:]
    assert not any(_put_together(text) for text in texts), "write it whole, with {places} for its values"
    assert not any(isinstance(text, ast.Name) and _plain(path, text) for text in texts), "make its text a Composed"
    given, german = {word.arg for word in call.keywords}, _german()
    for text in texts:
        if isinstance(text, ast.Constant):
            said = str(text.value)
            assert german.get(said, said) != said, f"{said}: tools/make_messages.py"
            assert _fields(german[said]) == _fields(said) <= given


def test_there_are_refusals_to_look_at() -> None:
    assert len(REFUSALS) > 40
