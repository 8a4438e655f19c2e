# SPDX-License-Identifier: Apache-2.0
"""Does `supple magnesium` answer as programs rely on, and refuse in one sentence what cannot be so?"""

import json
from pathlib import Path
from typing import Any

import pytest

from supple.care.profile import UNREMARKABLE
from supple.cli.main import main

Said = pytest.CaptureFixture[str]


def _profile(**differs: Any) -> dict[str, Any]:
    return {**UNREMARKABLE, **differs}


def _medicine(name: str, *times: str) -> dict[str, Any]:
    return {"name": name, "times": list(times), "route": "oral", "started": "2024-01-01", "status": "taking"}


def _ask(folder: Path, said: Said, profile: Any) -> Any:
    path = folder / "profile.json"
    path.write_text(profile if isinstance(profile, str) else json.dumps(profile))
    assert main(["magnesium", str(path), "--json"]) == 0
    return json.loads(said.readouterr().out)


OXIDE = {"name": "magnesium", "salt": "oxide", "salt_mg": 250, "times": ["21:00"]}
PUBLISHED: list[tuple[dict[str, Any], dict[str, Any]]] = [
    (
        {"medicines": [_medicine("levothyroxine", "05:00")]},
        {"allowed": True, "cap_mg": 250, "elemental_mg_now": 0, "slots": [["09:00", "01:00"]], "reasons": ["MGX-08"]},
    ),
    ({"egfr": 21}, {"allowed": False, "cap_mg": 250, "elemental_mg_now": 0, "slots": [], "reasons": ["MGC-01"]}),
    (
        {"jurisdiction": "US", "supplements": [OXIDE], "medicines": [_medicine("mycophenolate", "06:00", "18:00")]},
        {
            "allowed": True, "cap_mg": 350, "elemental_mg_now": 150.8, "reasons": ["MGX-15"],
            "slots": [["08:00", "16:00"], ["20:00", "04:00"]],
        },
    ),
]  # fmt: skip


@pytest.mark.parametrize(("differs", "told"), PUBLISHED)
def test_the_published_examples_hold(tmp_path: Path, capsys: Said, differs: Any, told: Any) -> None:
    answer = _ask(tmp_path, capsys, _profile(**differs))
    assert {field: answer[field] for field in told} == told


def test_what_a_person_wishes_to_plan_plays_no_part(tmp_path: Path, capsys: Said) -> None:
    wish = {"id": "p", "kind": "magnesium", "elemental_mg": 5000, "at": "20:00"}
    plain = _ask(tmp_path, capsys, _profile())
    assert _ask(tmp_path, capsys, _profile(plan_request=[wish])) == plain


def test_a_person_reads_words_instead_of_json(tmp_path: Path, capsys: Said) -> None:
    path = tmp_path / "profile.json"
    path.write_text(json.dumps(_profile(medicines=[_medicine("levothyroxine", "05:00")])))
    assert main(["magnesium", str(path)]) == 0
    said = capsys.readouterr().out
    assert "Free from 09:00 to 01:00." in said
    path.write_text(json.dumps(_profile(egfr=None, crcl=None)))
    assert main(["magnesium", str(path)]) == 0
    assert "To ask: A recent kidney blood test." in capsys.readouterr().out


IMPOSSIBLE: list[Any] = [
    "{",
    "[]",
    _profile(supplements=[{"name": "magnesium", "salt": "oxide", "salt_mg": -250}]),
    _profile(medicines=[{**_medicine("baclofen"), "dose_mg": -10}]),
    _profile(medicines=[_medicine("baclofen", "25:00")]),
    _profile(medicines=[_medicine("baclofen", "8 in the evening")]),
    _profile(jurisdiction=["EU", "US"]),
    _profile(egfr="good"),
    _profile(pregnant="perhaps"),
]


@pytest.mark.parametrize("profile", IMPOSSIBLE)
def test_what_cannot_be_so_is_refused_in_one_sentence(tmp_path: Path, capsys: Said, profile: Any) -> None:
    path = tmp_path / "profile.json"
    path.write_text(profile if isinstance(profile, str) else json.dumps(profile))
    assert main(["magnesium", str(path), "--json"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.strip().splitlines()) == 1
    assert told.err.startswith("supple: ")
    assert "baclofen" not in told.err


def test_one_profile_or_one_file_is_named(tmp_path: Path, capsys: Said) -> None:
    assert main(["magnesium", "--json"]) == 2
    assert main(["magnesium", "a.json", "--file", "b.jsonl"]) == 2
    assert capsys.readouterr().out == ""


def test_in_a_file_of_many_each_line_gets_its_own_answer_or_refusal(tmp_path: Path, capsys: Said) -> None:
    path = tmp_path / "many.jsonl"
    lines = [
        json.dumps({"id": "ada", "profile": _profile()}),
        "not json",
        "3",
        json.dumps({"id": "bo", "profile": _profile(medicines=[_medicine("baclofen", "25:00")])}),
        "",
        json.dumps({"id": "cleo", "profile": _profile(egfr=21)}),
    ]
    path.write_text("\n".join(lines))
    assert main(["magnesium", "--file", str(path), "--json"]) == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(line["id"], "error" in line) for line in told] == [
        ("ada", False), (None, True), (None, True), ("bo", True), ("cleo", False),
    ]  # fmt: skip
    assert told[-1]["reasons"] == ["MGC-01"]
