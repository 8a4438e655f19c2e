# SPDX-License-Identifier: Apache-2.0
"""Are names that somebody taught understood, and is a mistake in them told instead of guessed at?"""

import json
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from supple.care import gather
from supple.care.names import suggest
from supple.cli.main import main
from supple.entries.entry import Entry
from supple.entries.parse import parse
from supple.entries.timeline import fold
from supple.knowledge.load import knowledge
from supple.knowledge.problem import KnowledgeWrongError
from supple.knowledge.taught import with_names

KNOWN = knowledge()
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def test_a_name_of_whoever_runs_it_is_understood_and_what_was_known_stays() -> None:
    taught = with_names(KNOWN, "name,means\nMy Own Brand,tizanidine\nbaclofen,baclofen\n", "own.csv")
    assert suggest("my_own_brand", taught).known == "tizanidine"
    assert suggest("my_own_brand_2_mg", taught).known == "tizanidine"
    assert suggest("my_own_brand", KNOWN).known is None
    assert taught.version != KNOWN.version


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "line 1"),
        ("brand,substance\na,b\n", "line 1"),
        ("name,means\nmine,nothing_known\n", "line 2"),
        ("name,means\n,baclofen\n", "line 2"),
        ("name,means\nbaclofen,tizanidine\n", "line 2"),
        ("name,means\nmine,tizanidine\nmine,baclofen\n", "line 3"),
    ],
)
def test_a_mistake_in_the_table_is_told_with_its_line(text: str, place: str) -> None:
    with pytest.raises(KnowledgeWrongError) as wrong:
        with_names(KNOWN, text, "own.csv")
    assert wrong.value.problems[0].field == place


@pytest.mark.parametrize(
    ("written", "known", "maybe"),
    [
        ("zanaflex_(tizanidine)", "tizanidine", ()),
        ("mine_10_mg_(tizanidine_hydrochloride)", "tizanidine", ()),
        ("baclofen_(10_mg)", "baclofen", ()),
        ("mine_(something)", None, ()),
        ("tizanidine_(baclofen)", None, ("baclofen", "tizanidine")),
    ],
)
def test_a_substance_in_brackets_explains_a_name_unless_the_two_contradict(
    written: str, known: str | None, maybe: tuple[str, ...]
) -> None:
    found = suggest(written, KNOWN)
    assert (found.known, found.maybe) == (known, maybe)


def test_a_name_explained_once_in_a_diary_is_understood_in_its_other_entries() -> None:
    def said(kind: str, **fields: object) -> Entry:
        entry = parse({"id": str(uuid4()), "kind": kind, "at": NOW.isoformat(), **fields})
        assert isinstance(entry, Entry)
        return entry

    started = said("treatment", name="Mine (tizanidine)", change="started")
    missed = said("dose", medicine="mine", status="missed")
    (medicine,) = gather.medicines(fold([started, missed], UTC), NOW, KNOWN) or ()  # type: ignore[arg-type]
    assert (medicine.name, medicine.status) == ("tizanidine", "missed")


def test_a_script_can_bring_its_own_names(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names, profile = tmp_path / "own.csv", tmp_path / "profile.json"
    names.write_text("name,means\nmine,tizanidine\n")
    both = [{"name": "mine"}, {"name": "fluvoxamine"}]
    profile.write_text(json.dumps({"age": 45, "medicines": both, "symptoms": [], "conditions": []}))
    assert main(["check", str(profile), "--json"]) == 0
    without = {alert["rule"] for alert in json.loads(capsys.readouterr().out)["alerts"]}
    assert main(["check", str(profile), "--json", "--names", str(names)]) == 0
    with_them = {alert["rule"] for alert in json.loads(capsys.readouterr().out)["alerts"]}
    assert "DDI-02" in with_them - without
    names.write_text("name,means\nmine,unheard_of\n")
    assert main(["check", str(profile), "--json", "--names", str(names)]) == 2
    assert "line 2" in capsys.readouterr().err
