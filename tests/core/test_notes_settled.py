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
    "Back then I quit my clonazepam cold and saw cats in the sink.",
    "Wee was red at breakfast. Beetroot soup again.",
    "Knocked my head on the shelf. I'm 40, no blood thinners, know the date and my name.",
    "Missed my 3 pm baclofen by an hour, took the 10 mg at four.",
    "Came off gabapentin step by step, last one in May. Legs not stiff.",
    "Stroke drill at work, I had to slur and let my face droop.",
    "Slid off the piano stool, bum first. Hot chocolate after.",
    "Old cipro in the drawer, tizanidine as ever.",
    "I remember my first relapse, blind in one eye by noon.",
]
NOT_RECORDED = [
    ("My calves are dead heavy.", "numbness"),
    ("Flu jab on Monday.", "infection"),
    ("Need a nap.", "rest"),
    ("New baclofen dose starts Tuesday.", "new_medicine"),
    ("Flying to Rome on Friday.", "travel"),
    ("Fell? Not me.", "fall"),
    ("Not a bit sore after the bike.", "pain"),
    ("It isn't that my knees were stiff, the stool is low.", "stiffness"),
    ("Not that I was tired, only bored.", "fatigue"),
    ("Sherry I did not touch.", "alcohol"),
    ("The beer stayed in the fridge.", "alcohol"),
    ("We left the cider alone.", "alcohol"),
    ("Ran out of magnesium on Sunday.", "magnesium"),
    ("Too wet to walk.", "walking"),
    ("Couldn't do the park walk, Ben did.", "walking"),
    ("Stretches I did not.", "stretching"),
    ("Pilates was off, so I read.", "yoga"),
    ("Physio cancelled.", "physio"),
    ("The infusion was postponed.", "injection_day"),
    ("My injection isn't till Sunday.", "injection_day"),
    ("Left my tablets at home.", "medicine_taken"),
    ("No beer, slept well.", "poor_sleep"),
    ("My knee gave way but I grabbed the banister.", "fall"),
    ("Tripped over the cat. Stayed upright.", "fall"),
    ("Fell for it again, that advert.", "fall"),
    ("Met Ravi. His spasms are bad, legs like stone.", "spasm"),
    ("Watched a film on war. Those poor lads, the leg pain.", "pain"),
    ("Bowels moved.", "constipation"),
    ("The physio app says hello.", "physio"),
    ("Woman in the next room with MS like me. Her legs were stiff.", "stiffness"),
    ("Granda fell in the porch and hurt his wrist, I myself am fine.", "fall"),
    ("They had an acrobat on, fell off the wire and broke a rib.", "fall"),
    ("I never fell. The saucepan fell.", "fall"),
    ("A photo popped up: first winter with MS, cramps, no sleep, legs like wood, arms dead.", "stiffness"),
    ("That was the year I fell off the quay.", "fall"),
    ("What I'd give to swim in the bay again.", "pool"),
    ("Oh for a pint.", "alcohol"),
    ("I could be in the sauna, in the pool, anywhere.", "pool"),
    ("All I want is a nap and a massage.", "massage"),
    ("Wanted to go to pilates.", "yoga"),
    ("Tomorrow stretches first, then a swim.", "pool"),
    ("Were I to skip my stretches I'd be stiff.", "stiffness"),
    ("Cruise booked, May.", "travel"),
    ("The walk I have skipped, three days now.", "walking"),
    ("The fan is in the attic.", "cooling"),
    ("Thought I forgot my baclofen, but the box says no.", "missed_dose"),
    ("Sausages for my tea.", "caffeine"),
    ("Coach to Bruges booked July. Nine hours on a coach. Will need leg room.", "long_sitting"),
    ("Left the hoovering to my son.", "exertion"),
    ("The massage gun died.", "massage_gun"),
    ("What I'd give to dance again, shoes off and my calves burning.", "pain"),
    ("Physio called in sick.", "physio"),
    ("Arms didn't go numb this time.", "numbness"),
    ("I am off coffee now.", "caffeine"),
    ("Exams over, thank goodness.", "stress"),
    ("Collapse of the government, agony in the final minutes of the debate.", "pain"),
]
STANDS = [
    ("My pump does the two note alarm. Thought it was the neighbour's smoke thing.", "RF-06"),
    ("No baclofen for three days, it ran out.", "RF-08b"),
    ("I'm on no blood thinner. Numb saddle since yesterday.", "RF-02"),
    ("Wee was red at breakfast. No beetroot, nothing like it.", "RF-05b"),
    ("My legs went dead and I can't pee.", "RF-02"),
    ("Missed two baclofen, took the 10 mg at four.", "RF-08b"),
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


@pytest.mark.parametrize(("text", "what"), NOT_RECORDED)
def test_what_is_only_named_is_not_recorded(text: str, what: str) -> None:
    told = understand(text, NOW, english(), names_of(knowledge())).told
    assert what not in {t.what for t in told if t.get("present") is not False}


@pytest.mark.parametrize(
    "text",
    [
        "I fell in the bath and hit my head on the tap. I caught the rail to get up again.",
        "Fell twice this morning, the third time I caught myself.",
    ],
)
def test_who_fell_and_held_on_later_has_fallen(text: str) -> None:
    told = understand(text, NOW, english(), {})
    assert [t.what for t in told.of("episode")] == ["fall"]
