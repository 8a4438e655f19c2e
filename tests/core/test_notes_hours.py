# SPDX-License-Identifier: Apache-2.0
"""Does each thing that a note tells get its own clock time, and no time of anything else?"""

from datetime import datetime

import pytest

from supple.cli.note import as_json
from supple.cli.notes_at_hand import reader
from tests.notes.score import deaf

NOW = datetime.fromisoformat("2026-11-21T20:00")
TODAY = "2026-11-21T"
WHEN = [
    # when something was over, or was done, is not when it was
    ("Left calf cramp at 3pm, gone by 4", "cramp", ["15:00"]),
    ("Legs heavy and stiff at noon, fine again by six", "stiffness", ["12:00"]),
    ("Right calf cramp at 2 am. Back asleep at 3.", "cramp", ["02:00"]),
    ("Stiff thighs by eleven. 16.00 parcel came, sat about.", "stiffness", ["11:00"]),
    ("14.30 left foot spasm, 4/10. 16.00 all quiet.", "spasm", ["14:30"]),
    ("Cat fed at 2, 4, 6. Right thigh spasm.", "spasm", [None]),
    ("Spasm in the left calf, 5/10. The bus went at four.", "spasm", [None]),
    # what happened at a time leads in what befell
    ("Reached for the kettle at half four and my back went into spasm", "spasm", ["16:30"]),
    ("Turned in bed at 5 am: left thigh spasm, 6/10", "spasm", ["05:00"]),
    ("The postman rang and at ten my left calf cramped", "cramp", ["10:00"]),
    ("Left calf cramp, not nice. That was at 4 am.", "cramp", ["04:00"]),
    ("Right calf cramp at 2 am, 5/10. Same at 4, 6/10.", "cramp", ["02:00", "04:00"]),
    # a stretch of time, and a strength behind an hour
    ("Left leg jumping between 13:30 and 14:15", "spasm", ["13:30"]),
    ("Right calf tight from two to five", "stiffness", ["14:00"]),
    ("Both thighs tight at six, 7.", "stiffness", ["18:00"]),
    ("Left calf cramps at 1, 3 and 5 am", "cramp", ["01:00", "03:00", "05:00"]),
    ("Stiffness in the hips went from 6 to 3 with the heat pad", "stiffness", [None]),
    ("Left leg jerking till midnight, about twenty.", "spasm", [None]),
    # what befell goes before what was met meanwhile, and is told twice now and then
    ("Legs jumpy on my phone from two", "spasm", ["14:00"]),
    ("Left leg jerking since 4 pm not painful", "spasm", ["16:00"]),
    ("I slid down off the edge of the bed while she held me at 7.15 am", "fall", ["07:15"]),
    # a time that opens a sentence dates what is first felt in it; a time behind a colon what stands before that
    ("Noon on the dot, got up from the sofa, both calves went stiff", "stiffness", ["12:00"]),
    ("At half four my bladder was bursting, and before I got there the left leg went into spasm", "spasm", ["16:30"]),
    ("At 11.20, while peeling the veg with the radio on and the cat about, my left foot jerked", "spasm", ["11:20"]),
    ("Left thigh spasm: jumps at 13:40", "spasm", ["13:40"]),
    ("Physio at 10, and at 11 the left leg went into spasm", "spasm", ["11:00"]),
    ("Left foot tingling, ten to seven till seven", "tingling", ["18:50"]),
    ("Cramp in my left calf just gone six", "cramp", ["18:00"]),
    ("Cramp in my left calf at two oh five this morning", "cramp", ["02:05"]),
    ("Left calf spasm, a minute, back asleep. 6 h sleep", "spasm", [None]),
    # hours in two words, and behind a side
    ("Tripped over the hose at ten forty", "fall", ["10:40"]),
    ("5.20 L toes cramp", "cramp", ["17:20"]),
    # which half of the day
    ("Feet numb since 6, worse at 9", "numbness", ["06:00", "09:00"]),
    ("My right knee gave way at 4", "weakness", ["16:00"]),
    ("Left thigh jumped at 1, 2 and 4 am, all 5", "spasm", ["01:00", "02:00", "04:00"]),
    ("My back was stiff this morning, then at two the left foot cramped", "cramp", ["14:00"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "what", "at"), WHEN)
def test_a_clock_time_is_of_what_happened_then(text: str, what: str, at: list[str | None]) -> None:
    told = as_json(reader("en", deaf)(text, NOW)[0])["episodes"]
    assert [t.get("at") for t in told if t["what"] == what] == [at and TODAY + at for at in at]
