# SPDX-License-Identifier: Apache-2.0
"""Is parsing spared without ever believing an old text, and is a spoilt or locked cache no reason to stop?"""

import json
from pathlib import Path

import pytest

from supple.knowledge.parsed import Parsed, YamlWrongError


def _kept(place: Path, *texts: str) -> None:
    parsed = Parsed(place)
    for text in texts:
        parsed(text)
    parsed.keep()


def test_what_was_parsed_before_is_not_parsed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _kept(tmp_path / "cache" / "known.json", "a: [1, 2]")
    monkeypatch.setattr("supple.knowledge.parsed._parse", lambda _text: pytest.fail("parsed again"))
    assert Parsed(tmp_path / "cache" / "known.json")("a: [1, 2]") == {"a": [1, 2]}


def test_a_changed_text_is_parsed_anew(tmp_path: Path) -> None:
    _kept(tmp_path / "known.json", "a: 1")
    assert Parsed(tmp_path / "known.json")("a: 2") == {"a": 2}


@pytest.mark.parametrize("spoilt", ["", "[1]", "{", "\x00"])
def test_a_spoilt_cache_is_passed_over_and_mended(tmp_path: Path, spoilt: str) -> None:
    place = tmp_path / "known.json"
    place.write_text(spoilt)
    _kept(place, "on_day: 2026-11-21")
    assert Parsed(place)("on_day: 2026-11-21") == {"on_day": "2026-11-21"}


def test_no_room_for_a_cache_is_no_reason_to_stop(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    _kept(tmp_path / "file" / "known.json", "a: 1")


def test_what_is_not_yaml_is_said(tmp_path: Path) -> None:
    with pytest.raises(YamlWrongError):
        Parsed(tmp_path / "known.json")("a: [1")


def test_two_versions_that_take_turns_are_both_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place, shared = tmp_path / "known.json", [f"shared: {n}" for n in range(8)]
    _kept(place, *shared, "a: 1")
    _kept(place, *shared, "a: 2")
    monkeypatch.setattr("supple.knowledge.parsed._parse", lambda _text: pytest.fail("parsed again"))
    _kept(place, *shared, "a: 1")
    _kept(place, *shared, "a: 2")


def test_what_is_long_gone_is_forgotten(tmp_path: Path) -> None:
    place = tmp_path / "known.json"
    _kept(place, *(f"old: {n}" for n in range(9)))
    _kept(place, *(f"new: {n}" for n in range(9)))
    assert len(json.loads(place.read_text())) == 9
