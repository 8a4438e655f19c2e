# SPDX-License-Identifier: Apache-2.0
"""Does what a note tells find the place and the side that it names, and no other?"""

from datetime import datetime

import pytest

from supple.cli.note import as_json
from supple.cli.notes_at_hand import reader
from tests.notes.score import deaf

NOW = datetime.fromisoformat("2026-11-21T20:00")
SAID = [
    # far off in its sentence, or in the one next door
    ("Rubbed that green stuff into my neck where it has been aching since Monday", "pain", "neck", None),
    ("Left calf like it belonged to a waxwork, no feeling to pinch, same old.", "numbness", "calf", "left"),
    ("The groins, on both sides. I was all stiff by teatime.", "stiffness", "groin", "both"),
    # names of places
    ("Stiff back this morning, 3.", "stiffness", "back", None),
    ("Back stiff as a board", "stiffness", "back", None),
    ("Fronts of both thighs jumping like frogs", "spasm", "quadriceps", "both"),
    ("inside of R thigh cramp, 4 min", "cramp", "adductor", "right"),
    ("My tummy muscles keep twitching", "spasm", "trunk", None),
    ("crease of my right hip spasm again", "spasm", "hip_flexor", "right"),
    ("numb in the neck, locked to the left", "numbness", "neck", None),
    # the side of its limb, and of both
    ("R leg stiff + foot twitching", "spasm", "foot", "right"),
    ("The sore on his right ankle was dressed and then the leg had a spasm", "spasm", "whole_leg", "right"),
    ("Couldn't lie still. Either calf cramping.", "cramp", "calf", "both"),
    ("weak left hand, and the right foot stiff", "stiffness", "foot", "right"),
    # the side is told elsewhere than beside the place
    ("My neck is sore on the right after the drive", "pain", "neck", "right"),
    ("Toes curling on the left foot after supper", "stiffness", "toes", "left"),
    ("Calf cramp, left, in the cinema, 4", "cramp", "calf", "left"),
    ("Two cramps, both left calf, at 1 and at 5", "cramp", "calf", "left"),
    ("Ankle left stiff this evening", "stiffness", "ankle", "left"),
    ("Only right ankle tight today", "stiffness", "ankle", "right"),
    ("Lower limb spasms, right worse than left, on turning", "spasm", "whole_leg", "both"),
    ("Legs tingling down to the ankle on both sides", "tingling", "whole_leg", "both"),
    # several places, with details or words between them and the symptom
    ("Right hip and left knee both stiff", "stiffness", "hip", "right"),
    ("L arm 4/10 stiff, R arm 2/10 stiff", "stiffness", "arm", "left"),
    ("Back 5/10 sore, nothing else", "pain", "back", None),
    ("One extensor spasm, left leg, ten seconds", "spasm", "whole_leg", "left"),
    # one more place of what was said before
    ("Shoulders stiff 4/10, thighs 6/10", "stiffness", "thigh", "both"),
    ("Neck really sore, hips too", "pain", "hip", "both"),
    ("Left calf cramped at 2, 6/10. The right one followed at 3.", "cramp", "calf", "right"),
    ("Arms: left numb 2, right numb 4.", "numbness", "arm", "right"),
    ("Spasm in my left calf at 2 and in my right thigh at 8.", "spasm", "thigh", "right"),
    ("Calves tight: right 2, left 4.", "stiffness", "calf", "right"),
    ("Calves tight: right 2, left 4.", "stiffness", "calf", "left"),
    ("Left leg cramped and the toes on that side went numb.", "numbness", "toes", "left"),
    ("Stood on the right leg too long, that foot is numb.", "numbness", "foot", "right"),
    ("Left foot cramped for a minute and then the right one for two minutes and I yelled.", "cramp", "foot", "right"),
    ("Toes right foot 2.20, cramp, 7.", "cramp", "toes", "right"),
    ("Right leg started vibrating at the ankle.", "clonus", "ankle", "right"),
    ("Boiling in there, then both knees buckled as they do in the heat.", "weakness", "knee", "both"),
    ("The stiff arms are 4 of 10 with this belly.", "stiffness", "arm", "both"),
    ("2.40 right foot cramped, 6/10, stood on the rug. 4.10 woken again, left calf, 4/10.", "cramp", "calf", "left"),
    ("Sciatica down the left leg, same as ever.", "pain", "whole_leg", "left"),
    # what people say of a limb that is like something else, or that speaks up
    ("Drove for six hours, knees seized", "stiffness", "knee", "both"),
    ("Legs like cooked spaghetti after the steam room", "weakness", "whole_leg", "both"),
    ("Left leg on strike again", "weakness", "whole_leg", "left"),
    ("Stood all day, legs like old railings", "stiffness", "whole_leg", "both"),
    ("Feet like nettles after the cold", "tingling", "foot", "both"),
    ("The right knee complained all the way home", "pain", "knee", "right"),
    ("Slept on the sofa and my back paid for it", "pain", "back", None),
    ("Calves too tight to walk on", "stiffness", "calf", "both"),
    # a place that is only rated, or that something was taken for
    ("Slept well. Hamstrings 4.", "stiffness", "hamstring", "both"),
    ("Left knee 3/10 tonight.", "pain", "knee", "left"),
    ("Back 6/10, neck 4.", "pain", "back", None),
    ("Ibuprofen 400 for my left wrist.", "pain", "hand", "left"),
    ("Heat pack for the neck, 20 minutes.", "pain", "neck", None),
    ("My right splint dug in, whole foot tingling", "tingling", "foot", "right"),
    ("Woken 2.10 by the left calf cramping. 4.20 woken again, right foot, 5/10.", "cramp", "foot", "right"),
]  # fmt: skip
ALONE = [
    ("Arm sore from the jab. Legs same as ever.", "pain", ["arm"]),
    ("Left thigh spasm, 5/10. Right foot on the stool for an hour.", "spasm", ["thigh"]),
    ("Toes sore, both feet, six.", "pain", ["toes"]),
    ("Calves sore from the leg press", "pain", ["calf"]),
    ("Sore, legs two logs.", "stiffness", []),
    ("Boots far too tight, toes numb.", "stiffness", []),
    ("Baclofen 10 for the legs.", "pain", []),
    ("Used the hand bike for ten minutes and it went numb, my right foot, after.", "numbness", ["foot"]),
]
"""No second place is made of one that is only named."""
NOWHERE = [
    ("Stiff on an empty stomach this morning, came back home at six", "stiffness"),
    ("Spasm, over in a minute. The bottom stair creaks.", "spasm"),
]


@pytest.mark.parametrize(("text", "what", "site", "side"), SAID)
def test_what_is_told_stands_where_the_note_says(text: str, what: str, site: str, side: str | None) -> None:
    told = as_json(reader("en", deaf)(text, NOW)[0])["episodes"]
    assert (site, side) in [(t.get("site"), t.get("side")) for t in told if t["what"] == what]


@pytest.mark.parametrize(("text", "what", "sites"), ALONE)
def test_a_place_that_is_only_named_has_nothing(text: str, what: str, sites: list[str]) -> None:
    told = as_json(reader("en", deaf)(text, NOW)[0])["episodes"]
    assert [t.get("site") for t in told if t["what"] == what] == sites


@pytest.mark.parametrize(("text", "what"), NOWHERE)
def test_no_place_is_made_up(text: str, what: str) -> None:
    told = as_json(reader("en", deaf)(text, NOW)[0])["episodes"]
    assert [t.get("site") for t in told if t["what"] == what] == [None]
