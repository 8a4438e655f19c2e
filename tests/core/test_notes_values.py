# SPDX-License-Identifier: Apache-2.0
"""Are values read off a note as people write them: doses without a unit, nights in pieces, temperatures alone?"""

from datetime import datetime
from typing import Any

import pytest

from supple.cli.note import as_json
from supple.cli.notes_at_hand import reader
from tests.notes.score import deaf

NOW = datetime.fromisoformat("2026-11-21T20:00")
DOSES = [
    ("Had my baclofen, 20, after lunch.", "baclofen", 20),
    ("Tizanidine, 4 out of 10 for the legs.", "tizanidine", None),
    ("Took baclofen, 5 spasms since.", "baclofen", None),
    ("Diazepam 2.5 before the scan.", "diazepam", 2.5),
    ("Baclofen 15 an hour before bed.", "baclofen", 15),
    ("Week 2 of nitrofurantoin 100 twice a day.", "nitrofurantoin", 100),
    ("Swallowed 300 gabapentin and lay down.", "gabapentin", 300),
    ("On baclofen since 2017, 20 mg each time.", "baclofen", 20),
]
MEASURED = [
    ("Mood about 4 today.", "mood", 4),
    ("Sleep score 6 out of 10.", "sleep_quality", 6),
    ("Woke twice.", "wake_count", 2),
    ("Slept seven hours woke twice and the right knee is sore", "wake_count", 2),
    ("Up four times feeding the baby.", "wake_count", 4),
    ("Slept 5 hours in snatches.", "sleep_hours", 5),
    ("37.1, no cough, house quiet.", "temp_c", 37.1),
    ("Fever gone, 98.6 this morning.", "temp_c", 37.0),
]
NOT_MEASURED = [
    ("Threw up three times since lunch.", "wake_count"),
    ("The greenhouse was at 36 degrees.", "temp_c"),
]
BEGAN = [
    ("Both legs in spasm from nine till one last night.", "2026-11-20T21:00"),
    ("Left calf cramp from ten to noon.", "2026-11-21T10:00"),
    ("Left calf cramp at ten to six.", "2026-11-21T17:50"),
]


def read(text: str) -> Any:
    """The answer by the rules alone."""
    return as_json(reader("en", deaf)(text, NOW)[0])


@pytest.mark.parametrize(("text", "name", "dose"), DOSES)
def test_a_dose_needs_no_unit_where_nothing_else_can_be_meant(text: str, name: str, dose: float | None) -> None:
    assert [(m["name"], m["dose_mg"]) for m in read(text)["medicines"]] == [(name, dose)]


@pytest.mark.parametrize(("text", "what", "value"), MEASURED)
def test_a_value_is_read_in_whatever_words_it_is_said(text: str, what: str, value: float) -> None:
    assert {m["what"]: m["value"] for m in read(text)["measures"]}[what] == pytest.approx(value)


@pytest.mark.parametrize(("text", "what"), NOT_MEASURED)
def test_what_sounds_like_a_value_of_the_body_and_is_none_is_left(text: str, what: str) -> None:
    assert what not in {m["what"] for m in read(text)["measures"]}


@pytest.mark.parametrize(("text", "at"), BEGAN)
def test_a_stretch_of_time_begins_where_it_is_said_to_begin(text: str, at: str) -> None:
    assert [e["at"] for e in read(text)["episodes"]] == [at]


def test_a_medicine_that_ended_years_ago_is_not_taken() -> None:
    assert read("Took gabapentin from 2019 to 2021.")["medicines"] == []
