# SPDX-License-Identifier: Apache-2.0
"""Are the hours of a night read however people tell of them, and no other hours as sleep?"""

from datetime import datetime

import pytest

from supple.cli.note import as_json
from supple.cli.notes_at_hand import reader
from tests.notes.score import deaf

NOW = datetime.fromisoformat("2026-11-21T20:00")
SLEPT = [
    # behind a word for sleep, with a unit and without
    ("Slept about six", 6),
    ("Slept only 4, ugh", 4),
    ("Slept roughly 7 and a half", 7.5),
    ("Sleep 5.5", 5.5),
    ("Sleep 7h20", 7.33),
    ("Sleep: 6:45", 6.75),
    ("slept 7ish", 7),
    ("Hours of sleep: 6", 6),
    ("Sleep last night, maybe five hours", 5),
    ("Slept four hours in bits", 4),
    ("Sleep time 6 h 40 min", 6.67),
    # before one
    ("Six-ish hours of sleep", 6),
    ("3 hrs broken sleep", 3),
    ("Seven and a quarter hours' sleep", 7.25),
    ("My watch says 6h 12m asleep", 6.2),
    ("💤 7h", 7),
    ("7 hours slept.", 7),
    # from one time to another
    ("Asleep from eleven till six", 7),
    ("Slept 11-6", 7),
    ("slept 10.30 to 6", 7.5),
    ("Slept from 11pm to 6am", 7),
    # with no word for sleep
    ("Managed about five and a half hours last night", 5.5),
    ("Got 5 hours in the end", 5),
    ("Woke once, 6 hours total", 6),
    ("Up twice. Left foot twitched for a minute. Five hours in all.", 5),
    ("Foot kicked me awake, then back to sleep. 7h", 7),
    ("A rough night, three hours if I'm lucky", 3),
    ("Night: 7 h", 7),
    ("On the tablet in bed till two so only 4 hours", 4),
    # a carer's diary
    ("Moira slept nine hours. Stretches done with her.", 9),
    ("Mum: slept 6 hrs, I turned her twice.", 6),
]
WOKEN = [
    ("Thrice awake", 3),
    ("Awake x2", 2),
    ("Woke at 2, at 4 and at 5.30", 3),
    ("Up at one, half three and six with her", 3),
    ("Wakings: 3", 3),
    ("Times awake: 4", 4),
    ("Two trips to the loo in the night", 2),
    ("Dad: up 2x in the night.", 2),
]
NOT_WOKEN = [
    "Jumped awake at 5",
    "Wide awake at three",
    "Awake 1-5 with worry",
    "Two trips to the shops",
    "On my back the hip pulled my knee up, two times.",
]
AWAKE = [
    "Stood for 3 hours",
    "Got two hours of physio",
    "Had four hours at the hospital",
    "Managed two hours in the garden",
    "Gardening all morning, managed three hours",
    "Awake for 3 hours",
    "Should get 8 hours sleep",
    "Slept till 9",
    "Slept at 11",
    "Slept with 2 pillows",
    "No sleep for three nights",
    "Seven hours till the taxi",
    "Foot asleep on the bus, four hours altogether",
    "Back to sleep till nine. Shops, an hour on my feet",
    "Baby slept six hours. My legs are stiff.",
]


def measured(text: str) -> dict[str, float]:
    """The measures of a note by the rules alone."""
    return {m["what"]: m["value"] for m in as_json(reader("en", deaf)(text, NOW)[0])["measures"]}


@pytest.mark.parametrize(("text", "hours"), SLEPT)
def test_the_hours_of_a_night_are_read(text: str, hours: float) -> None:
    assert measured(text)["sleep_hours"] == hours


@pytest.mark.parametrize("text", AWAKE)
def test_other_hours_are_no_sleep(text: str) -> None:
    assert "sleep_hours" not in measured(text)


@pytest.mark.parametrize(("text", "times"), WOKEN)
def test_wakings_are_counted(text: str, times: float) -> None:
    assert measured(text)["wake_count"] == times


@pytest.mark.parametrize("text", NOT_WOKEN)
def test_what_is_no_waking_is_not_counted(text: str) -> None:
    assert "wake_count" not in measured(text)


def test_a_night_lends_its_hours_to_no_symptom() -> None:
    said = as_json(reader("en", deaf)("Left calf spasm 03:10, 1 min, back asleep at once. 6.5h", NOW)[0])
    assert [e.get("duration_min") for e in said["episodes"]] == [1]
