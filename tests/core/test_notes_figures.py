# SPDX-License-Identifier: Apache-2.0
"""Are numbers read as they are spoken and taken back, and pressures, temperatures and steps as they are measured?"""

from datetime import datetime

import pytest

from supple.cli.note import as_json
from supple.cli.notes_at_hand import reader
from tests.notes.score import deaf

NOW = datetime.fromisoformat("2026-11-21T20:00")
MEASURED = [
    # what is taken back does not stand
    ("Mood 6, no, make that 7", "mood", 7),
    ("Mood 4. Sorry, 5.", "mood", 5),
    ("Fatigue 5 or rather 6", "fatigue_level", 6),
    ("stress a four naw a five", "stress_level", 5),
    # numbers as they are spoken
    ("Temperature thirty seven point two", "temp_c", 37.2),
    ("Temp a hundred and one", "temp_c", 38.3),
    ("Slept six hours and a half", "sleep_hours", 6.5),
    ("Slept five and three quarter hours", "sleep_hours", 5.75),
    ("Slept 5/24 after nights", "sleep_hours", 5),
    ("Steps: four thousand three hundred", "steps", 4300),
    ("6.5k steps today", "steps", 6500),
    # pressures
    ("Blood pressure one thirty over eighty-five", "sbp", 130),
    ("bp one oh five over sixty", "sbp", 105),
    ("BP one sixty over a hundred", "sbp", 160),
    ("Pressure was a hundred and ten over seventy", "sbp", 110),
    ("Systolic one forty two", "sbp", 142),
    # a temperature alone between pauses
    ("Drank a litre. 98.4. Legs loose.", "temp_c", 36.9),
    ("99.0 on the dot. It was only the oven.", "temp_c", 37.2),
    # steps of one's own
    ("Step count 2,100", "steps", 2100),
    ("Phone says 3,450 steps", "steps", 3450),
    ("My cousin did 15,000 steps. I managed 1,200.", "steps", 1200),
]
NOT_MEASURED = [
    ("It would be nice to do 10,000 steps again", "steps"),
    ("My goal is 8000 steps", "steps"),
    ("Their temperature was 38.6 on Sunday", "temp_c"),
    ("BP 12 over 8", "sbp"),
]


def measured(text: str) -> dict[str, float]:
    """The measures of a note by the rules alone."""
    return {m["what"]: m["value"] for m in as_json(reader("en", deaf)(text, NOW)[0])["measures"]}


@pytest.mark.parametrize(("text", "what", "value"), MEASURED)
def test_a_figure_is_read_as_it_is_meant(text: str, what: str, value: float) -> None:
    assert measured(text)[what] == value


@pytest.mark.parametrize(("text", "what"), NOT_MEASURED)
def test_a_figure_of_something_else_is_left(text: str, what: str) -> None:
    assert what not in measured(text)
