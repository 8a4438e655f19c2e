# SPDX-License-Identifier: Apache-2.0
"""Do later words settle what was only read of, is over, or was a thing's? And do they settle nothing else?"""

from datetime import datetime

import pytest

from supple.care.spoken import alerts, names_of
from supple.knowledge.load import knowledge
from supple.notes.lexicon import english
from supple.notes.understand import understand

NOW = datetime.fromisoformat("2026-11-21T09:00")
SETTLED = [
    "Nurse asked: swollen calf? Short of breath? Chest pain? No, no and no.",
    "Read about dysreflexia on a forum. Pounding head, pressure up. Not had it.",
    "Tonight no sciatica, no numb saddle area.",
    "Half my saddle has been numb since the 2014 relapse, same as ever.",
    "That two tone alarm was the dishwasher. Pump quiet.",
    "Pump refilled on Tuesday, no alarm.",
    "Hoarse from carol practice. My botox isn't till February.",
    "Confused sparrow in the conservatory. Let it out.",
    "Scales up a kilo, no desmopressin in this house.",
]
STANDS = [
    ("My pump does the two note alarm. Thought it was the neighbour's smoke thing.", "RF-06"),
    ("No baclofen for three days, it ran out.", "RF-08b"),
    ("I'm on no blood thinner. Numb saddle since yesterday.", "RF-02"),
]


def heard(text: str) -> dict[str, str]:
    """The rules that a note fulfils, and how urgent each is."""
    known = knowledge()
    found = alerts(understand(text, NOW, english(), names_of(known)), known)
    return {f.rule: f.urgency.value for f in found}


@pytest.mark.parametrize("text", SETTLED)
def test_what_other_words_settle_raises_no_alarm(text: str) -> None:
    assert not {"emergency", "same_day"} & set(heard(text).values())


@pytest.mark.parametrize(("text", "rule"), STANDS)
def test_what_nothing_settles_still_raises_its_alarm(text: str, rule: str) -> None:
    assert rule in heard(text)


NO_FALL = [
    "Fell asleep on the mat with the baby for an hour.",
    "The whole house went down with the sickness bug on Monday.",
]


@pytest.mark.parametrize("text", NO_FALL)
def test_sleep_and_a_bug_are_no_falls(text: str) -> None:
    told = understand(text, NOW, english(), {})
    assert not [t for t in told.of("episode") if t.what == "fall"]
