# SPDX-License-Identifier: Apache-2.0
"""Is reading spared only where nothing at all has changed, and does a spoilt form never stand in for the rules?"""

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest

from supple.knowledge import compiled as form
from supple.knowledge import load as reading
from supple.knowledge.base import KnowledgeBase
from supple.knowledge.condition import walk
from supple.knowledge.problem import KnowledgeWrongError
from supple.knowledge.source import Grade, Tier

Spoil = Callable[[bytes], bytes]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(reading.FOLDER, tmp_path / "known"))


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "supple" / form.FILE


def _same(one: KnowledgeBase | None, other: KnowledgeBase) -> bool:
    return one is not None and all(getattr(one, f.name) == getattr(other, f.name) for f in fields(other))


def test_what_was_checked_before_is_not_read_again(copy: Path, place: Path) -> None:
    assert form.compiled(copy) is None
    checked = reading.load(copy, keep=True)
    found = form.compiled(copy)
    assert _same(found, checked)
    assert found is not None
    assert found.version == checked.version
    assert all(isinstance(item.grade, Grade) for item in found.items())


def test_the_program_takes_the_form_where_there_is_one(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = reading.knowledge.__wrapped__()
    monkeypatch.setattr(reading, "load", lambda **_: pytest.fail("read again"))
    assert _same(reading.knowledge.__wrapped__(), first)


def test_a_form_says_nothing_of_what_was_worked_out_in_another_process(copy: Path, place: Path) -> None:
    checked = reading.load(copy)
    assert [term.alike for rule in checked.red_flags.values() for level in rule.levels for term in walk(level.when)]
    reading.load(copy, keep=True)
    assert b'"alike"' not in place.read_bytes()
    assert b'"terms"' not in place.read_bytes()


def _shorter(kept: bytes) -> bytes:
    return kept[: len(kept) // 2]


def _milder(kept: bytes) -> bytes:
    return kept.replace(b'"urgency": "emergency"', b'"urgency": "routine"', 1)


def _other_files(kept: bytes) -> bytes:
    return kept.replace(b'"redflag/RF-01.yaml", ', b"", 1)


def _made_by_other_code(kept: bytes) -> bytes:
    _, about, rest = kept.split(b"\n")
    about = json.dumps({**json.loads(about), "code": "of last year"}).encode()
    return b"\n".join((hashlib.sha256(about + rest).hexdigest().encode(), about, rest))


def _of_a_strange_class(kept: bytes) -> bytes:
    _, about, rest = kept.split(b"\n")
    rest = rest.replace(b'"": "RedFlag"', b'"": "Popen"')
    return b"\n".join((hashlib.sha256(about + rest).hexdigest().encode(), about, rest))


def _with_a_part_missing(kept: bytes) -> bytes:
    _, about, _ = kept.split(b"\n")
    return b"\n".join((hashlib.sha256(about + b"{}").hexdigest().encode(), about, b"{}"))


@pytest.mark.parametrize(
    "spoil",
    [_shorter, _milder, _other_files, _made_by_other_code, _of_a_strange_class, _with_a_part_missing,
     lambda _: b"", lambda _: b"\n\n", lambda kept: kept[:-1], lambda kept: kept + b"\n"],
)  # fmt: skip
def test_a_form_that_is_not_whole_and_ours_is_passed_over_and_made_anew(copy: Path, place: Path, spoil: Spoil) -> None:
    checked = reading.load(copy, keep=True)
    kept = place.read_bytes()
    assert spoil(kept) != kept
    place.write_bytes(spoil(kept))
    assert form.compiled(copy) is None
    reading.load(copy, keep=True)
    assert _same(form.compiled(copy), checked)


def test_a_changed_an_added_and_a_missing_file_are_noticed(copy: Path, place: Path) -> None:
    reading.load(copy, keep=True)
    rule = copy / "redflag" / "RF-01.yaml"
    written = rule.read_text()
    rule.write_text(written.replace("reviewed_on: 2026", "reviewed_on: 2025"))
    assert form.compiled(copy) is None
    rule.write_text(written)
    assert form.compiled(copy) is not None
    shutil.copy(rule, copy / "redflag" / "RF-99.yaml")
    assert form.compiled(copy) is None
    (copy / "redflag" / "RF-99.yaml").unlink()
    (copy / "salts.csv").unlink()
    assert form.compiled(copy) is None


@pytest.mark.parametrize("who", ["file", "folder"])
def test_what_somebody_else_could_have_written_is_not_believed(copy: Path, place: Path, who: str) -> None:
    reading.load(copy, keep=True)
    (place if who == "file" else place.parent).chmod(0o777)
    assert form.compiled(copy) is None


def test_it_can_be_read_and_written_by_its_owner_alone(copy: Path, place: Path) -> None:
    reading.load(copy, keep=True)
    assert (place.stat().st_mode & 0o777, place.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_no_room_for_a_form_is_no_reason_to_stop(copy: Path, place: Path) -> None:
    place.parent.write_text("not a folder")
    checked = reading.load(copy, keep=True)
    assert form.compiled(copy) is None
    assert checked.red_flags


def test_knowledge_with_a_problem_is_told_and_never_kept(copy: Path, place: Path) -> None:
    rule = copy / "redflag" / "RF-01.yaml"
    rule.write_text(rule.read_text().replace("DVT-NHS", "DVT-NOWHERE"))
    with pytest.raises(KnowledgeWrongError):
        reading.load(copy, keep=True)
    assert not place.exists()


def test_drafts_stay_off(copy: Path, place: Path) -> None:
    quality = copy / "quality.yaml"
    quality.write_text(quality.read_text().replace("RF-25:\n  tier: checked", "RF-25:\n  tier: draft"))
    reading.load(copy, keep=True)
    found = form.compiled(copy)
    assert found is not None
    assert "RF-25" not in found.red_flags
    assert found.tier("RF-25") is Tier.DRAFT


def test_a_file_that_changes_while_it_is_read_leaves_no_form(
    copy: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def then_changed(base: KnowledgeBase, files: form.FilesRead) -> None:
        (copy / "salts.csv").write_bytes((copy / "salts.csv").read_bytes() + b"\n")
        form.compile_form(base, files)

    monkeypatch.setattr(reading, "compile_form", then_changed)
    reading.load(copy, keep=True)
    assert not place.exists()


def test_what_would_not_come_back_the_same_is_not_kept(
    copy: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(form, "_maker", lambda _annotation: None)
    reading.load(copy, keep=True)
    assert not place.exists()
