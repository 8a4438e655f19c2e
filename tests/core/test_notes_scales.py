# SPDX-License-Identifier: Apache-2.0
"""Are mood, fatigue, stress and sleep read as people rate them, and nothing else as a rating?"""

from datetime import datetime

import pytest

from supple.cli.note import as_json
from supple.cli.notes_at_hand import reader
from tests.notes.score import deaf

NOW = datetime.fromisoformat("2026-11-21T20:00")
RATED = [
    # led in by small words, by what somebody says or reckons, and behind a pause
    ("Mood = 5", "mood", 5),
    ("Mood wise I'm a 4", "mood", 4),
    ("My mood I'd put at 5", "mood", 5),
    ("I would say my mood is about 6 today", "mood", 6),
    ("Mood somewhere between 5 and 6", "mood", 5.5),
    ("Low mood, 3", "mood", 3),
    ("Fatigue I'd call a 7", "fatigue_level", 7),
    ("The fatigue score is 4", "fatigue_level", 4),
    ("Fatigue bad today, 8", "fatigue_level", 8),
    ("Exhausted. 9/10.", "fatigue_level", 9),
    ("Stress sits at 4", "stress_level", 4),
    ("Stress through the roof, 9/10", "stress_level", 9),
    ("I'd give my sleep a 4", "sleep_quality", 4),
    # before what it rates
    ("A 6 for mood", "mood", 6),
    ("A 5/10 night's sleep", "sleep_quality", 5),
    ("7 for tiredness", "fatigue_level", 7),
    # what it came to
    ("Mood went from 4 to 7", "mood", 7),
    ("Stress down to 2", "stress_level", 2),
    # the quality of a night beside its hours
    ("Slept 6 hours, quality a 7", "sleep_quality", 7),
    ("Slept 7 and a half hours, a good 8 out of 10", "sleep_quality", 8),
    # several in one row
    ("Stress, fatigue and mood: 4, 5, 6", "fatigue_level", 5),
    ("Mood/fatigue/stress 6/5/4", "stress_level", 4),
    ("Fatigue and stress both 5", "fatigue_level", 5),
    # its own part of the sentence says whose it is
    ("Mum broke her hip last year, mood 4/10", "mood", 4),
]
NOT_RATED = [
    ("Row 7 in the cinema, good mood", "mood"),
    ("In the mood for 3 biscuits", "mood"),
    ("Mood fine. 2 coffees", "mood"),
    ("My sister's mood was a 2. I am fine.", "mood"),
    ("I wish my mood was an 8", "mood"),
    ("Stress at work, 3 meetings", "stress_level"),
    ("Tired by 4", "fatigue_level"),
    ("Tired after 2 walks", "fatigue_level"),
    ("No sleep, 7/10 both thighs in spasm", "sleep_quality"),
    ("Left thigh spasm out of a deep sleep, 6/10", "sleep_quality"),
    ("Back to sleep in 10", "sleep_quality"),
]


def measured(text: str) -> dict[str, float]:
    """The measures of a note by the rules alone."""
    return {m["what"]: m["value"] for m in as_json(reader("en", deaf)(text, NOW)[0])["measures"]}


@pytest.mark.parametrize(("text", "what", "value"), RATED)
def test_a_rating_is_read_however_it_is_led_in(text: str, what: str, value: float) -> None:
    assert measured(text)[what] == value


@pytest.mark.parametrize(("text", "what"), NOT_RATED)
def test_a_number_that_rates_something_else_is_left(text: str, what: str) -> None:
    assert what not in measured(text)
