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
    ("My gabapentin went up from 300 to 400 on Tuesday.", "gabapentin", 400),
    ("New tizanidine dose, 6 instead of 4.", "tizanidine", 6),
    ("Tizanidine brought the spasms from 8 to 3.", "tizanidine", None),
    ("Swallowed two naproxen 250s with toast.", "naproxen", 500),
    ("Baclofen on time, 10, 10 and 10.", "baclofen", 10),
    ("Half a 10 mg baclofen at noon.", "baclofen", 5),
    ("Gabapentin 300 this morning.", "gabapentin", 300),
    ("My neighbour ran out of tizanidine. I took the 4 mg at six as ever.", "tizanidine", 4),
    ("Picked up the trimethoprim 200 mg and took one at noon.", "trimethoprim", 200),
    ("Took 400 of ibuprofen.", "ibuprofen", 400),
    ("Popped a couple of naproxen.", "naproxen", None),
    ("Cut my tizanidine from 6mg to 4mg.", "tizanidine", 4),
    ("2 ibuprofen 200mg.", "ibuprofen", 400),
    ("Took two paracetamol, 500 each.", "paracetamol", 1000),
    ("Gabapentin 2 x 300.", "gabapentin", 600),
    ("Two 300s of gabapentin.", "gabapentin", 600),
    ("Halved the gabapentin, 300 to 150.", "gabapentin", 150),
    ("Baclofen up to 20 from 15 today.", "baclofen", 20),
    ("Diazepam, just the one, 5 mg.", "diazepam", 5),
    ("Sativex two sprays.", "nabiximols", None),
    ("New tabs, ramipril 2.5, day 2.", "ramipril", 2.5),
    ("Been on gabapentin a week now, 300 three times a day.", "gabapentin", 300),
    ("Took double baclofen, 20 instead of 10.", "baclofen", 20),
    # a number before a name, in an apposition, and as tablets
    ("30 baclofen at six", "baclofen", 30),
    ("My ten o'clock tizanidine, the 6, got forgotten. Had the 12 anyway", "tizanidine", 6),
    ("Her noon baclofen, the 20, was forgotten", "baclofen", 20),
    ("Pregabalin, two 75s.", "pregabalin", 150),
    ("Half my 20 mg baclofen", "baclofen", 10),
    ("One and a half 10 mg baclofen", "baclofen", 15),
    ("Naproxen 250 x 2 today", "naproxen", 250),
    ("Baclofen went down from 25 to 20", "baclofen", 20),
    # told behind its name without it
    ("Forgot my gabapentin, 300 it is", "gabapentin", 300),
    ("Took the gabapentin late. Four hundred.", "gabapentin", 400),
    ("Gabapentin at nine, 600 as always", "gabapentin", 600),
    ("Baclofen at six and ten, 10 each", "baclofen", 10),
    ("Dreamt the pregabalin was gone. 150 taken.", "pregabalin", 150),
    ("Dreamt of a bowl of baclofen. In fact: 10 mg at bedtime", "baclofen", 10),
    ("Took his evening zopiclone at ten. 999.", "zopiclone", None),
    ("I take tizanidine, 12 a day.", "tizanidine", None),
]
TAKEN = [
    ("Eight hours without a leak, thank you desmopressin.", True),
    ("Desmopressin, a whole night without a trip.", True),
    ("Slept with no spasms, baclofen at ten.", True),
    ("No baclofen this morning.", False),
    ("Paracetamol did nothing.", True),
    ("Asked the chemist about ibuprofen.", None),
    ("Baclofen at nine instead of eight.", True),
    ("Took one of my mum's codeine for the tooth.", True),
    ("Fluvoxamine added on Friday for my nerves.", True),
    ("On the way home they gave me my avonex.", True),
    ("Forgot baclofen at 8, took it at 10.", True),
    ("Baclofen dropped from 20 mg to 10 mg.", True),
    ("They put me on tizanidine, haven't started it.", None),
    ("Collected my baclofen from the chemist.", None),
    ("Decided against the diazepam.", None),
    ("Managed without diazepam.", None),
    ("Can't have ibuprofen with my kidneys.", None),
    ("Gave up on the amantadine.", False),
    ("Prescribed tizanidine but not begun.", None),
    ("Baclofen kicked in after 40 minutes.", True),
    ("Baclofen? Taken.", True),
    ("Did I take my baclofen? Yes.", True),
    ("Refused the 2 pm baclofen, spat out. Accepted it in jam.", True),
    ("Refused her baclofen.", False),
    ("Baclofen withheld on the ward.", False),
    ("Baclofen: none today.", False),
    ("Thought I forgot the gabapentin. I hadn't. 300 went down.", True),
    ("Missed two baclofen, took the 10 mg at four.", False),
    ("My daughter says with the warfarin I should go in.", True),
    ("She nodded off in the film after her 20 of baclofen.", True),
]
NOT_MINE = [
    "And is cannabis spray worth a try?",
    "My neighbour took her codeine.",
    "Woman in the next bed with legs like me. She ran out of baclofen.",
    "A man at the clinic told me he has a pump with baclofen. I have none.",
    "Not me but my sister: on warfarin since the op.",
    "My daughter says she is on warfarin.",
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
    ("The flu is nearly over, 99.1 tonight.", "temp_c", 37.3),
    ("38.4 now and she asks which house this is.", "temp_c", 38.4),
    ("I was 38 degrees in the car.", "temp_c", 38),
    ("Up at 2, 4 and 6 with the baby.", "wake_count", 3),
    ("Slept 6 hours, up twice for the loo.", "wake_count", 2),
    ("Woke twice to pee as ever.", "wake_count", 2),
    ("Got up three times in the night.", "wake_count", 3),
    ("Off to work after five hours' sleep.", "sleep_hours", 5),
    ("95 minutes of sleep, that was it.", "sleep_hours", 1.58),
    ("Slept badly, lumpy sofa, six hours.", "sleep_hours", 6),
    ("Slept through the storm. Seven and a half hours!", "sleep_hours", 7.5),
    ("Slept three and a bit hours.", "sleep_hours", 3),
    ("Slept 6. Quality 4/10.", "sleep_quality", 4),
    ("Mood really 8.", "mood", 8),
    ("Slept 10 till 5 with one trip.", "sleep_hours", 7),
]
NOT_MEASURED = [
    ("Threw up three times since lunch.", "wake_count"),
    ("The greenhouse was at 36 degrees.", "temp_c"),
    ("Kitchen at 37 degrees and I was cooking.", "temp_c"),
    ("The thermometer in the shed says 35.", "temp_c"),
    ("It was 36 degrees, I stayed in.", "temp_c"),
    ("Right calf seized up twice at the shop.", "wake_count"),
    ("At work all morning, got up only twice.", "wake_count"),
    ("Baclofen up to 15 mg three times a day.", "wake_count"),
    ("Since I woke up I have sneezed four times.", "wake_count"),
    ("Left leg kicked three times and woke her.", "wake_count"),
    ("Awake from one till four.", "sleep_hours"),
    ("Slept two till three.", "sleep_hours"),
    ("Slept fine. Physio and a drive, three hours.", "sleep_hours"),
    ("Calves tired by noon, 4/10.", "fatigue_level"),
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


@pytest.mark.parametrize(("text", "taken"), TAKEN)
def test_a_medicine_is_left_out_only_where_its_own_words_say_so(text: str, taken: bool | None) -> None:
    assert [m["taken"] for m in read(text)["medicines"]] == [taken]


def test_what_is_said_right_behind_a_name_is_not_said_of_the_one_before() -> None:
    text = "Switched from gabapentin to pregabalin. AM baclofen taken, PM tizanidine missed."
    assert [(m["name"], m["taken"]) for m in read(text)["medicines"]] == [
        ("gabapentin", False),
        ("pregabalin", True),
        ("baclofen", True),
        ("tizanidine", False),
    ]


@pytest.mark.parametrize("text", NOT_MINE)
def test_a_medicine_of_somebody_else_is_not_taken(text: str) -> None:
    assert read(text)["medicines"] == []


@pytest.mark.parametrize(("text", "what", "value"), MEASURED)
def test_a_value_is_read_in_whatever_words_it_is_said(text: str, what: str, value: float) -> None:
    assert {m["what"]: m["value"] for m in read(text)["measures"]}[what] == pytest.approx(value, abs=0.01)


@pytest.mark.parametrize(("text", "what"), NOT_MEASURED)
def test_what_sounds_like_a_value_of_the_body_and_is_none_is_left(text: str, what: str) -> None:
    assert what not in {m["what"] for m in read(text)["measures"]}


@pytest.mark.parametrize(("text", "at"), BEGAN)
def test_a_stretch_of_time_begins_where_it_is_said_to_begin(text: str, at: str) -> None:
    assert [e["at"] for e in read(text)["episodes"]] == [at]


def test_a_medicine_that_ended_years_ago_is_not_taken() -> None:
    assert read("Took gabapentin from 2019 to 2021.")["medicines"] == []
