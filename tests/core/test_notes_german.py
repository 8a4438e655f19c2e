# SPDX-License-Identifier: Apache-2.0
"""Does a second language need nothing but a second lexicon?"""

import ast
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from supple import notes
from supple.cli.note import as_json
from supple.cli.notes_at_hand import reader
from supple.notes.lexicon import load

Read = Callable[[str], dict[str, Any]]


@pytest.fixture(scope="module")
def read() -> Read:
    known = reader("de")

    def answer(text: str) -> dict[str, Any]:
        note, findings = known(text, datetime.fromisoformat("2026-11-21T07:30"))
        return {**as_json(note), "alerts": {f.rule: f.urgency.value for f in findings}}

    return answer


def test_an_event_of_the_night_has_its_place_strength_length_and_time(read: Read) -> None:
    (event,) = read("2:50 Spasmus im linken Oberschenkel, Stärke 6/10, hat mich geweckt, 3 Minuten")["episodes"]
    told = {name: event[name] for name in ("what", "site", "side", "severity", "duration_min", "woke", "at")}
    assert told == {
        "what": "spasm", "site": "thigh", "side": "left", "severity": 6, "duration_min": 3, "woke": True,
        "at": "2026-11-21T02:50",
    }  # fmt: skip


def test_half_three_is_half_past_two(read: Read) -> None:
    (event,) = read("um halb drei Wadenkrampf rechts, stark")["episodes"]
    assert (event["at"], event["side"], event["severity"]) == ("2026-11-21T02:30", "right", 7)


def test_what_did_not_happen_or_happened_to_others_is_left_out(read: Read) -> None:
    said = read("keine Krämpfe, zwei Bier, Mutter hat Grippe, 15 Minuten gedehnt, Baclofen 10 mg vergessen")
    assert said["episodes"] == []
    assert [e["what"] for e in said["exposures"]] == ["alcohol", "missed_dose"]
    assert [(a["what"], a["minutes"]) for a in said["actions"]] == [("stretching", 15)]
    assert [(m["name"], m["taken"], m["dose_mg"]) for m in said["medicines"]] == [("baclofen", False, 10)]
    assert said["alerts"] == {"RF-08b": "prompt"}


def test_a_comma_is_a_decimal_point_and_fever_is_told(read: Read) -> None:
    said = read("5 Stunden geschlafen, Stimmung 4/10, Temperatur 38,4")
    assert {m["what"]: m["value"] for m in said["measures"]} == {"mood": 4, "sleep_hours": 5, "temp_c": 38.4}
    assert said["alerts"] == {"RF-05b": "same_day"}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("rechte Wade geschwollen, heiß und rot seit gestern, noch nie gehabt", "RF-01"),
        ("plötzlich hängt der Mundwinkel", "RF-27"),
        ("ich will nicht mehr leben", "RF-25"),
    ],
)
def test_red_flags_are_heard(read: Read, text: str, rule: str) -> None:
    assert rule in read(text)["alerts"]


def test_a_question_records_nothing(read: Read) -> None:
    said = read("Soll ich mehr Magnesium nehmen?")
    assert [a for a in said["actions"] if a["present"]] == []


@pytest.mark.parametrize("hour", [3, 6])
def test_a_full_hour_with_nothing_else_is_an_hour(read: Read, hour: int) -> None:
    (event,) = read(f"Krampf in der linken Wade um {hour} Uhr, 20 min")["episodes"]
    assert (event["at"][11:13], event["duration_min"]) == (f"{hour:02}", 20)


def test_every_class_of_words_that_the_reader_asks_for_is_in_every_language() -> None:
    asked = {
        node.slice.value
        for file in Path(notes.__path__[0]).glob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant)
        and ast.unparse(node.value).endswith(("classes", "kinds"))
    }  # fmt: skip
    assert len(asked) > 50
    assert {language: asked - set(load(language).classes) for language in ("en", "de")} == {"en": set(), "de": set()}
