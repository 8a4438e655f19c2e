# SPDX-License-Identifier: Apache-2.0
"""Is a lexicon that was spelt out before the same in every word, and is none believed that is not whole or not ours?"""

import json
from datetime import datetime
from pathlib import Path

import pytest

from supple.cli import notes_at_hand
from supple.cli.main import main
from supple.notes import lexicon, spelt_out
from supple.notes.understand import understand

NOW = datetime(2026, 11, 21, 7, 30)  # noqa: DTZ001 - a note's local time
NOTES = (
    "2.50 left hamstring spasm 6/10, woke me, 3 mins",
    "can't wee since last night and both legs are numb",
    "Missed baclofen; hot bath, then jumpy calves all evening. No spasms before.",
)


@pytest.mark.parametrize("language", lexicon.languages())
def test_it_comes_back_the_same_in_every_word(language: str) -> None:
    built = lexicon.load(language)
    text = spelt_out.as_text(built)
    assert text is not None
    kept = spelt_out.of_text(text)
    for note in NOTES:
        assert understand(note, NOW, kept, {}) == understand(note, NOW, built, {})


def test_it_takes_no_further_word_in() -> None:
    text = spelt_out.as_text(lexicon.load("de"))
    assert text is not None
    with pytest.raises(TypeError):
        spelt_out.of_text(text).layers["says"].add("zwick", "symptom", "spasm", {})


def test_what_is_made_of_more_than_is_known_here_is_not_kept() -> None:
    built = lexicon.load("de")
    vars(built.layers["says"])["_more"] = {}
    assert spelt_out.as_text(built) is None


def test_other_words_and_other_code_have_another_fingerprint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = spelt_out.fingerprint("de")
    with monkeypatch.context() as patch:
        patch.setattr(spelt_out, "CODE", "of last year")
        assert spelt_out.fingerprint("de") != before
    for path in lexicon.files("de"):
        (tmp_path / path.name).write_bytes(path.read_bytes() + b"\n")
    monkeypatch.setattr(spelt_out, "files", lambda _: sorted(tmp_path.glob("*.yaml")))
    assert spelt_out.fingerprint("de") != before


def _said(capsys: pytest.CaptureFixture[str], note: str) -> object:
    assert main(["note", note, "--now", NOW.isoformat(), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("spoilt", [b"", b"x\n{}\n", b"\n\n\n", None])
def test_a_spoilt_form_is_passed_over_and_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], spoilt: bytes | None
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    first = _said(capsys, NOTES[1])
    place = tmp_path / "supple" / "compiled-lexicon-en.txt"
    whole = place.read_bytes()
    monkeypatch.setattr(lexicon, "load", lambda _: pytest.fail("built again"))
    assert _said(capsys, NOTES[1]) == first
    monkeypatch.undo()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    place.write_bytes(whole[: len(whole) // 2] if spoilt is None else spoilt)
    assert _said(capsys, NOTES[1]) == first
    assert place.read_bytes() == whole


def test_words_that_changed_while_they_were_read_are_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    prints = iter(("before", "after"))
    monkeypatch.setattr(spelt_out, "fingerprint", lambda _: next(prints))
    notes_at_hand.reader("de")
    assert not (tmp_path / "supple" / "compiled-lexicon-de.txt").exists()
