# SPDX-License-Identifier: Apache-2.0
"""Do the rules know the plain words for what people meet and do, whatever the second ear says?"""

from datetime import datetime

import pytest

from supple.care.spoken import names_of
from supple.knowledge.load import knowledge
from supple.notes.lexicon import english
from supple.notes.understand import understand

NOW = datetime.fromisoformat("2026-11-21T21:30")
PLAIN = {
    "breathing": ("breathing helped", "breathed in squares on the bus", "ten minutes of meditation"),
    "cooling": (
        "cold shower after",
        "hands dunked in cold water",
        "stood in the brook up to my knees",
        "under the sprinkler",
        "a bag of frozen berries on it",
        "ice on my wrist",
    ),
    "exercise": (
        "circuit class",
        "twenty on the NuStep",
        "ergometer before work",
        "four sets of curls",
        "salsa class",
        "pickleball with Ned",
        "hill reps",
    ),
    "massage": ("Ola pressed my calves", "thumbs in the knot", "hubby's knuckles in my calf", "a good knead"),
    "massage_gun": ("gun on both quads",),
    "medicine_taken": ("day 3 of antibiotics", "every dose on time", "dosed up as usual", "second antibiotic down"),
    "physio": ("occupational therapy", "PT at two", "rehabilitation with Ewa"),
    "positioning": ("cushion behind my back", "legs on a footstool", "splint on for the night"),
    "rest": ("sofa all afternoon", "crawled to the settee", "flat on the rug", "had a sit down"),
    "standing_break": (
        "got up every hour",
        "stood on it till it passed",
        "a lap of the office each hour",
        "stopped once to stand up",
        "got up to walk the aisle",
        "stood him at the rail",
    ),
    "stretching": (
        "kneeling hip lunge",
        "she ranged my arm",
        "hip openers",
        "ranged him, all PROM",
        "loosened her fist",
    ),
    "topical": ("calamine on the bites", "gel on both knees", "Perskindol on both shins", "slapped some balm on it"),
    "walking": (
        "lots of walking",
        "pottered round the market",
        "pushed the trolley round the shop",
        "limped home",
        "out with the ramblers",
    ),
    "warmth": (
        "warm bath",
        "hand warmers",
        "soak with salts",
        "by the Aga",
        "the heating cushion under my calves",
        "bath and bed",
    ),
    "alcohol": (
        "three vodkas at the wake",
        "a nightcap with Ida",
        "hungover",
        "mulled cider at the fair",
        "two glasses of Riesling",
        "one malt and bed",
        "three cans during the quiz",
        "a third stubby",
        "a bottle of Tiger",
        "the giggles were due to four ciders",
        "a cold lager on the deck",
        "drinks at happy hour",
    ),
    "anxiety": ("jumpy about the letter", "heart in my mouth on the ladder", "worried sick about the scan"),
    "caffeine": (
        "two Monsters before the exam",
        "a pot of Darjeeling",
        "two cans of that orange energy stuff",
        "scones and a pot of tea",
        "strong tea and I am back in the room",
    ),
    "cold": (
        "frozen at the station",
        "slipped on the ice by the gate",
        "cold and wet all morning",
        "Cold. Two cramps.",
        "-7 °C at the stop",
        "twenty below this morning",
        "our furnace quit",
        "scraped the windscreen",
    ),
    "constipation": ("not been since Tuesday", "no motion for days", "not been to the toilet since Sunday"),
    "dehydration": (
        "hardly any water today",
        "forgot my water bottle",
        "zero fluids",
        "I drank almost nothing",
        "my bottle came home full",
        "one mug all shift",
    ),
    "exertion": (
        "too many stairs at the museum",
        "assembled two bunk beds",
        "shifted the piano",
        "double shift",
        "cooked for twelve",
        "stood all shift",
        "poured concrete",
    ),
    "fatigue": (
        "just want to sleep",
        "nothing left in me",
        "flagging by noon",
        "Shattered. Bed.",
        "washed out",
        "came home give out",
    ),
    "full_bladder": ("no toilet anywhere on the ring road", "too long without a wee"),
    "heat": (
        "close and thundery",
        "it's boiling",
        "hot and sticky",
        "Hot. Four spasms.",
        "ninety-nine degrees",
        "the aircon is on the blink",
        "36 °C in the shade",
    ),
    "infection": ("sore throat", "lost my voice"),
    "injection_day": ("steroid drip", "drip day"),
    "late_screen": ("videos in bed", "up late watching darts", "a series on the laptop in bed", "Instagram until 1am"),
    "long_sitting": (
        "whole morning at the desk",
        "hips stiff from sitting",
        "sat behind the wheel since noon",
        "Teams from ten to six",
        "studio 9 til 5",
        "seven hours of marking",
        "train for 6 hours",
    ),
    "missed_dose": ("forgot my jab", "out of meds"),
    "missed_stretch": ("left my stretches", "the mat stayed rolled up"),
    "new_medicine": ("swapped me to the other tablets", "second night on my new pills"),
    "pain_elsewhere": ("trapped my thumb", "cracked rib"),
    "poor_sleep": (
        "hardly slept",
        "sleeping badly",
        "slept like garbage",
        "up every hour",
        "coughing all night",
        "the baby was up all night",
    ),
    "position_change": ("as I sat down it jumped", "on rising", "quick pivot at the sink"),
    "pressure_sore": ("wound on my heel", "sacral sore"),
    "seating_change": ("they lowered my footplates", "slept on an airbed"),
    "stress": ("rough day at the office", "work was awful", "wound up about the rent", "our old dog died"),
    "tight_clothing": ("boots pinch", "laced into a corset"),
    "travel": (
        "bus into town",
        "in a hotel",
        "away for the weekend",
        "rode the van to Kells and back",
        "two hours each way by train",
    ),
    "uti": ("infection of the bladder", "cystitis again"),
    "water": (
        "a glass of hibiscus tea",
        "Fanta, one bottle",
        "drank like a camel",
        "two bottles of Evian",
    ),
    "yoga": ("surya namaskar",),
}


@pytest.mark.parametrize(("id", "text"), [(id, text) for id, texts in PLAIN.items() for text in texts])
def test_the_plain_words_for_what_was_met_are_known(id: str, text: str) -> None:
    note = understand(text, NOW, english(), names_of(knowledge()))
    assert id in {t.what for t in note.by_rule if t.get("present") is True}


FELT = [
    ("The back is in ruins.", ("pain", "back", None)),
    ("LBP again.", ("pain", "back", None)),
    ("Legs turned to custard.", ("weakness", "whole_leg", "both")),
    ("No grip in my right hand.", ("weakness", "hand", "right")),
    ("My neck won't turn.", ("stiffness", "neck", None)),
    ("Hamstrings have shortened.", ("stiffness", "hamstring", "both")),
    ("Legs of concrete.", ("stiffness", "whole_leg", "both")),
    ("Knees jammed together.", ("stiffness", "adductor", "both")),
    ("Thighs slammed together twice.", ("spasm", "adductor", "both")),
    ("Left leg gave a kick.", ("spasm", "whole_leg", "left")),
    ("Calves balling up again.", ("cramp", "calf", "both")),
    ("Right foot rolled into a ball.", ("cramp", "foot", "right")),
    ("Ants in both hands.", ("tingling", "hand", "both")),
    ("Left arm like not mine.", ("numbness", "arm", "left")),
    ("Down on black ice.", ("fall", None, None)),
    ("Leg spasms at supper, both legs.", ("spasm", "whole_leg", "both")),
    ("Left shin cramp at noon. Wrote letters. Shin still stiff.", ("stiffness", "shin", "left")),
    ("My neck is a 4 today.", ("pain", "neck", None)),
    ("Right hip 3/10 after the market.", ("pain", "hip", "right")),
    ("Left knee tight at a 5, right one 3.", ("stiffness", "knee", "left")),
]


@pytest.mark.parametrize(("text", "episode"), FELT)
def test_what_was_felt_has_its_place_and_side(text: str, episode: tuple[str, str | None, str | None]) -> None:
    note = understand(text, NOW, english(), names_of(knowledge()))
    assert episode in [(t.what, t.get("site"), t.get("side")) for t in note.by_rule]


OTHERWISE = {
    "alcohol": (
        "Two cans of paint for the shed.",
        "A ginger beer with lunch.",
        "Cut my stubby toe nails.",
        "Rye bread for tea.",
        "Alcohol-free wine with Jo.",
        "A non-alcoholic beer.",
        "Heineken 0.0, one.",
    ),
    "heat": ("Left calf swollen. Hot.", "Both shins sore. Hot. Red.", "Temp 38 °C."),
    "cold": (
        "Right foot white. Cold.",
        "Feet buzzing like a fridge.",
        "Knocked out cold in the third round.",
        "Ice on the left knee.",
    ),
    "rest": ("Nobody to help me round the flat.", "Both feet flat on the floor."),
    "yoga": ("Right leg tight, left one numb.",),
}


@pytest.mark.parametrize(("id", "text"), [(id, text) for id, texts in OTHERWISE.items() for text in texts])
def test_what_only_looks_like_it_is_not_taken_for_it(id: str, text: str) -> None:
    note = understand(text, NOW, english(), names_of(knowledge()))
    assert id not in {t.what for t in note.by_rule if t.get("present") is True}
