# SPDX-License-Identifier: Apache-2.0
"""Does a number find the thing that it is about, also from the next sentence or from far behind?"""

from datetime import datetime
from typing import Any

import pytest

from supple.cli.note import as_json
from supple.cli.notes_at_hand import reader
from tests.notes.score import deaf

NOW = datetime.fromisoformat("2026-11-21T20:00")
FIRST = [
    ("Inner thighs clamped tight this morning. She says 7.", "severity", 7),
    ("L ankle stiff, 3-4/10.", "severity", 3.5),
    ("Left heel tingling since six, not painful. 2/10.", "severity", 2),
    ("Legs stiff getting out of bed, a 5 I'd say, eased off after.", "severity", 5),
    ("Stiffness in both thighs 4 by 10.", "severity", 4),
    ("Spasms in my right leg whenever I stand up, so I cannot get from bed to chair, 7 out of 10.", "severity", 7),
    ("Both knees locked up stiff when I got off the sofa, 30 seconds, 5", "severity", 5),
    ("Left calf cramped at 5.15, let go after two minutes once I pulled the toes up.", "duration_min", 2),
    ("My wee was brown after last night's three hour leg spasm.", "duration_min", 180),
    ("Right arm weak after the shower, hot one, back to normal in half an hour.", "duration_min", 30),
    ("Right calf cramp for three quarters of an hour", "duration_min", 45),
    ("Both legs stiff for an hour and ten, then fine", "duration_min", 70),
]  # fmt: skip


MORE = [
    ("L calf cramp 3.20, a solid 6, had me up.", "severity", 6),
    ("Both knees ached at the party, a five perhaps, and the raffle went to number 8.", "severity", 5),
    ("Right calf tight. That one was an 8.", "severity", 8),
    ("Thighs stiff, down to a 3 from a 7.", "severity", 7),
    ("Legs stiff, now 9/10, ordinarily 4/10.", "severity", 9),
    ("Right calf 6 stiff.", "severity", 6),
    ("Left leg stiff. Nothing dramatic.", "severity", 2),
    ("Left leg spasm, a total killer.", "severity", 8),
    ("Half a dozen spasms in the left calf.", "count", 6),
    ("Spasms both legs, 10 today, worst of them a 5.", "count", 10),
    ("Right calf spasm, three goes of it.", "count", 3),
    ("Left leg spasm three times, 20 seconds a time.", "count", 3),
    ("Left leg jumped every ten minutes for an hour.", "count", 6),
    ("Left leg jumped every ten minutes for an hour.", "duration_min", 60),
    ("Left foot cramp from 2 to half past.", "duration_min", 30),
    ("Left calf cramp on the bus, like 45 secs", "duration_min", 0.75),
    ("Left calf cramp, five minutes before it let go.", "duration_min", 5),
    ("Left calf cramp, straight out of a dead sleep.", "woke", True),
    ("0115 right calf spasm, woke, 3 min", "woke", True),
    ("My left foot cramped and threw me awake.", "woke", True),
]  # fmt: skip
ALONE = [
    ("Left foot cramp at the sink, 6/10, 50 seconds, my sister rubbed it out.", "duration_min", 0.83),
    ("Right foot bouncing on the footplate by itself in the waiting room, thirty seconds. After it, tea.",
     "duration_min", 0.5),
    ("Spasm. Left thigh. Six. Two minutes.", "severity", 6),
    ("Spasm. Left thigh. Six. Two minutes.", "duration_min", 2),
    ("Calf cramp in bed. Stood up and it went. Woke me, 5/10, one min.", "severity", 5),
    ("Hips tight by nine, 4.", "severity", 4),
    ("Knees stiff after the bus, about 5.", "severity", 5),
    ("Both legs tight, 6ish", "severity", 6),
    ("Stiffness 7 this morning.", "severity", 7),
    ("Stiffness went from 6 to 3.", "severity", 6),
    ("Legs tight, gone from a 2 to a 7 since Monday.", "severity", 7),
    ("Thighs stiffer, 5 rather than 3.", "severity", 5),
    ("Tired but cheerful, thighs 3 stiff.", "severity", 3),
    ("Left arm numb, 4 outta 10.", "severity", 4),
    ("Right ankle a bit sore.", "severity", 2),
    ("Little cramp in the left foot.", "severity", 2),
    ("Right calf cramp, took a good five minutes to let go.", "duration_min", 5),
    ("Calf cramp, I fought it for ten minutes.", "duration_min", 10),
    ("Calf cramp in the pool. Hung on the side for 3 min till it went.", "duration_min", 3),
    ("Hands cramped after typing for an hour, eased in 20 min.", "duration_min", 20),
    ("Toes tingled for a minute or two.", "duration_min", 1.5),
    ("Leg spasms from midnight to three.", "duration_min", 180),
    ("Leg spasms every 15 minutes from one to three.", "duration_min", 120),
    ("Leg spasms every 15 minutes from one to three.", "count", 8),
    ("Spasms: three, both legs, 5/10.", "count", 3),
    ("Jerks in the right leg, five or six.", "count", 5.5),
    ("Twitches in both legs 10.15 till eleven, about twenty.", "count", 20),
    ("Right calf cramps x4 this evening.", "count", 4),
    ("Left foot cramp, woke up swearing.", "woke", True),
    ("Calf cramp at 3, out of a lovely sleep.", "woke", True),
    ("Cramp left calf 0310. Woke. 8. Two mins.", "woke", True),
]  # fmt: skip
"""What stands alone in its clause tells more of what was named before it."""
PUT = [
    ("Left calf cramp this morning, solid 7.", "severity", 7),
    ("Right calf was tight, nothing worse than a 3.", "severity", 3),
    ("Right leg stiff, somewhere around 4.", "severity", 4),
    ("Severity 6, left leg spasm.", "severity", 6),
    ("Sev 4 cramp in the left foot.", "severity", 4),
    ("Legs stiffer than yesterday, 6 compared with 4.", "severity", 6),
    ("On a scale of one to ten the leg stiffness is a six.", "severity", 6),
    ("Six spasms in the left leg, fours.", "severity", 4),
    ("Leg stiffness went from my usual 3 to an 8.", "severity", 8),
    ("Excruciating cramp in the right foot.", "severity", 9),
    ("Calf spasm, left. It was agony.", "severity", 9),
    ("Left calf cramp. That hurt like hell, 8.", "severity", 8),
    ("Left leg stiffness hovering around 5 all day.", "severity", 5),
    ("Leg stiffness never got above 3.", "severity", 3),
    ("Left leg spasms topped out at 7.", "severity", 7),
    ("Left calf cramp, I'd put it at 6.", "severity", 6),
    ("Left calf cramp, timed it at 3 mins.", "duration_min", 3),
    ("Left leg spasm 5/10 30s woke.", "woke", True),
    ("Left calf cramp, 2 min, pain 6/10.", "severity", 6),
    ("Spasm in the left leg. Pain wise maybe 6.", "severity", 6),
    ("Right foot cramp in bed, woke me around 2, an 8.", "severity", 8),
    ("Left leg cramped horribly in bed.", "severity", 7),
    ("No sleep with the spasms, 7/10 both legs.", "severity", 7),
    ("Left leg spasms twice, average 4.", "severity", 4),
    ("Right foot cramped, force 6.", "severity", 6),
    ("Sciatica again, left hip sore. It's a 5 tonight.", "severity", 5),
    ("Left calf stiff. Been an 8 solid since noon.", "severity", 8),
    ("Arms a 3, stiff.", "severity", 3),
    ("Hamstring tightness before 6, after 3.", "severity", 6),
    ("Spasms in the left leg, about 4. Made soup at five.", "severity", 4),
    ("Stiffness usually a 3. Been a 7 today, my legs won't bend.", "severity", 7),
    ("Right hand gone weak while I was peeling, dropped the knife. About a 4.", "severity", 4),
    ("Spasm left calf 02:10, 2 min, woke, asleep again straight away. 7 h.", "duration_min", 2),
    ("Right foot cramping. Stood on the cold slabs till it let go, four minutes or so.", "duration_min", 4),
    ("Calf cramp 2am left one 7/10 one minute woke up yelling", "duration_min", 1),
    ("Both feet cramped halfway up the tower steps 6/10, right hand weak.", "severity", 6),
    ("Left foot clonus on the tram. Strength 4. Worth the trip.", "severity", 4),
    ("Left knee hurting, six over ten.", "severity", 6),
    ("Right leg stiff, kicked at 2 and at 3. Both 6ish.", "severity", 6),
    ("Left calf cramp. Took two minutes of my son pulling on the toes.", "duration_min", 2),
    ("Left calf cramp, nearly twenty minutes.", "duration_min", 20),
    ("Left calf cramp, between five and ten minutes.", "duration_min", 7.5),
    ("Left calf cramp, best part of half an hour.", "duration_min", 30),
    ("Both legs stiff on waking, wore off after 45 minutes.", "duration_min", 45),
    ("Right foot clonus for 4 minutes in the exam.", "duration_min", 4),
    ("Both legs stiff, half an hour to loosen.", "duration_min", 30),
    ("Left foot cramping. Stood on the rug till it let go, three minutes or so.", "duration_min", 3),
    ("Both legs went rigid in the car, ten minutes before I could bend them.", "duration_min", 10),
    ("Left leg spasm, 4 of them.", "count", 4),
    ("Left leg spasms, four in a row.", "count", 4),
    ("Spasms today: 7, right leg.", "count", 7),
    ("Left leg spasms. At least ten.", "count", 10),
    ("Spasms again. 9 tonight in the left leg.", "count", 9),
    ("Left calf cramped, 6/10, I got up from sleep swearing.", "woke", True),
    ("Right arm jerked me awake three times.", "woke", True),
    ("Right arm jerked me awake three times.", "count", 3),
    ("Left calf cramp 3am 8/10 woke up yelling", "woke", True),
    ("Left leg kicked so hard that I woke up.", "woke", True),
    ("Right calf cramp at 3, I became awake by it.", "woke", True),
    ("Rudely awakened by a right calf cramp.", "woke", True),
    ("Left foot cramp interrupted my sleep.", "woke", True),
    ("Cramp right calf, woke: yes.", "woke", True),
    ("Left leg spasm, actually woke me.", "woke", True),
]  # fmt: skip
"""How people put a strength, a length and what woke them."""
NOT_SAID = [
    ("Left leg stiff. Bus number 8 was late.", "severity"),
    ("Left leg stiff, they lost 2-1.", "severity"),
    ("Left leg stiff, weather mild.", "severity"),
    ("Left leg stiff after strong coffee.", "severity"),
    ("Left leg stiff, 7 buttons took us 20 minutes.", "duration_min"),
    ("Right knee hurts. My neighbour lifted me in two minutes.", "duration_min"),
    ("Calves like iron bars, so I rubbed them by hand, 5 minutes.", "duration_min"),
    ("Spasms in the left calf, none lasted more than ten seconds.", "duration_min"),
    ("Left calf cramp. Was already awake.", "woke"),
    ("Slid off the bed, back up with the hoist.", "woke"),
    ("Slid off the bed. Son got me up with the belt.", "woke"),
    ("Left arm numb from the sofa. Shook it and it woke up.", "woke"),
    ("Right calf cramp 6/10, not woken.", "woke"),
    ("Legs stiff when I woke, 4.", "woke"),
    ("Left leg stiff. Took my baclofen, 10, at six.", "severity"),
    ("Left leg stiff. Darts on telly, nine right.", "severity"),
    ("Fell in the hall, a small one, so that is two.", "severity"),
    ("Right hip sore 3/10. Tea x3.", "count"),
    ("Left hip sore 3/10. Baclofen 10 mg x2.", "count"),
    ("Left leg stiff. Did my breathing, five minutes, twice.", "count"),
    ("Legs jumped at 8, slept five hours, woke up twice.", "count"),
    ("Left hip sore. No baclofen left since Monday, missed three doses.", "count"),
    ("Hung on to the rail for two hours, forearms sore after.", "duration_min"),
    ("Left knee stiff. Shopping with Ann, an hour.", "duration_min"),
    ("Left knee stiff, sat down for a bit.", "severity"),
    ("Left leg jumped three times between 1 and 2.", "severity"),
    ("Left leg spasms, 3 an hour.", "duration_min"),
    ("Left leg spasms twice an hour.", "count"),
    ("Left calf cramp, five minutes before the bus came.", "duration_min"),
    ("Legs stiff. A soak in the tub to ease them, 20 minutes.", "duration_min"),
    ("Left calf sore to touch.", "severity"),
    ("Left foot cramp in the sea. Ice cream x2.", "count"),
    ("Stood at the stove for two hours, knees sore.", "duration_min"),
    ("Did my usual lap, twenty minutes, and both legs went stiff.", "duration_min"),
    ("Crawled to bed on all fours, left leg stiff.", "severity"),
    ("Alarm woke me at 7, left calf cramped when I stretched.", "woke"),
    ("Cramp in the right calf, woke me: no.", "woke"),
]
DONE = [
    ("10 on the bike, then a rest.", "exercise", 10),
    ("Bike 15, stretch 10.", "stretching", 10),
    ("Stretched both calves, a minute each.", "stretching", 2),
    ("Calf stretch, three lots of twenty seconds.", "stretching", 1),
    ("Bike 20 min earlier.", "exercise", 20),
    ("Two hours' nap.", "rest", 120),
    ("A walk, hour and a half.", "walking", 90),
    ("Did my stretches. Twelve minutes.", "stretching", 12),
    ("Stretching at home, fifteen.", "stretching", 15),
    ("Walked to the pond for a look, 10 minutes each way.", "walking", 20),
    ("Belly breathing, five minutes, twice.", "breathing", 10),
    ("Gym 30 min, later on the bike 15 min.", "exercise", 45),
    ("Leg raises, 2 sets of 15.", "exercise", None),
    ("Rested in bed twa hoors.", "rest", 120),
    ("Calf stretches 30 sec x 3.", "stretching", 1.5),
    ("Massage gun 3 min x2 on the quads.", "massage_gun", 6),
    ("Box breathing, two rounds of four minutes.", "breathing", 8),
    ("A walk before breakfast, two rounds, 20 minutes each.", "walking", 40),
    ("Stretched twice, five minutes each time.", "stretching", 10),
    ("Stretches morning and night, 10 min each.", "stretching", 20),
    ("Stretches 10 mins am, 10 mins pm.", "stretching", 20),
    ("Stretching with the strap: 2 mins calves, 3 mins hamstrings.", "stretching", 5),
    ("My wife massaged my calves for five minutes each.", "massage", 10),
    ("Gym 40 min, 3 x 12 of everything.", "exercise", 40),
    ("Right calf tight, stretched it 3x for 30 secs.", "stretching", 1.5),
    ("Stretched on the sofa for twelve minutes.", "stretching", 12),
    ("Walked down to the pier to cool off, forty minutes.", "walking", 40),
    ("Walked the dog, 35 minutes counting the chat at the gate.", "walking", 35),
    ("Bike work, half an hour of sprints.", "exercise", 30),
    ("Fine again after half an hour lying down.", "rest", 30),
    ("Stretched both calves, 3 x 30 sec each side.", "stretching", 3),
    ("Physio for the left shoulder, half an hour.", "physio", 30),
    ("Walked 20 minutes, half an hour in all with the bench.", "walking", 20),
]


def episodes(text: str) -> list[dict[str, Any]]:
    """What the rules alone make of a note."""
    found: list[dict[str, Any]] = as_json(reader("en", deaf)(text, NOW)[0])["episodes"]
    return found


@pytest.mark.parametrize(("text", "detail", "value"), FIRST + MORE + ALONE + PUT)
def test_a_number_finds_its_episode(text: str, detail: str, value: float) -> None:
    assert episodes(text)[0].get(detail) == value


@pytest.mark.parametrize(("text", "detail"), NOT_SAID)
def test_what_is_said_of_something_else_is_not_given_to_an_episode(text: str, detail: str) -> None:
    assert all(not e.get(detail) for e in episodes(text))


@pytest.mark.parametrize(("text", "what", "minutes"), DONE)
def test_minutes_find_what_was_done(text: str, what: str, minutes: float) -> None:
    told = as_json(reader("en", deaf)(text, NOW)[0])["actions"]
    assert [a.get("minutes") for a in told if a["what"] == what] == [minutes]


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("400 of mag before bed.", 400, "mg"),
        ("One magnesium capsule with supper.", 1, "capsule"),
        ("Two tablets of magnesium.", 2, "tablet"),
        ("Litre of water.", 1, "l"),
        ("Six tumblers of water.", 6, "glass"),
        ("Magnesium 350 at night.", 350, "mg"),
        ("Magnesium capsule with my supper.", 1, "capsule"),
        ("Magnesium sachet at seven, one.", 1, "sachet"),
        ("Magnesium, two tablets of 150 mg.", 150, "mg"),
        ("A bottle of water, 750 ml.", 750, "ml"),
        ("Two beakers of squash.", 2, "beaker"),
        ("A quart of water.", 1, "quart"),
    ],
)
def test_amounts_are_read_as_they_are_said(text: str, amount: float, unit: str) -> None:
    (told,) = as_json(reader("en", deaf)(text, NOW)[0])["actions"]
    assert (told["amount"], told["unit"]) == (amount, unit)


def test_each_of_two_bouts_has_what_was_said_beside_its_own_time() -> None:
    first, second = episodes("0445 left calf cramp 6 woke me 1 min. 0530 same again 4 woke me 30 sec. fine since")
    assert (first["severity"], first["duration_min"], first["woke"]) == (6, 1, True)
    assert (second["severity"], second["duration_min"], second["woke"]) == (4, 0.5, True)


def test_what_happened_each_time_holds_for_every_bout() -> None:
    text = "At 1 and again at 3 the right calf cramped, each time a minute or so, and each time it woke me."
    assert [(e["duration_min"], e["woke"]) for e in episodes(text)] == [(1, True), (1, True)]


def test_a_length_in_words_is_counted_once() -> None:
    told = as_json(reader("en", deaf)("Feet up with the legs stiff, half an hour, then a walk of an hour.", NOW)[0])
    assert [a["minutes"] for a in told["actions"] if a["what"] == "walking"] == [60]


def test_a_bout_of_the_same_has_what_was_said_beside_it() -> None:
    first, second = episodes("Woke at 1 with left calf cramp, 6/10, 3 min; woke at 4 with the same, 3/10, 1 min.")
    assert (first["severity"], first["duration_min"], first["woke"]) == (6, 3, True)
    assert (second["severity"], second["duration_min"], second["woke"]) == (3, 1, True)


def test_what_woke_both_times_holds_for_both() -> None:
    assert [e["woke"] for e in episodes("Left hamstring spasm at 1.20 and again at 4, both woke me.")] == [True, True]


@pytest.mark.parametrize(
    ("text", "detail", "values"),
    [
        ("Stiffness: legs 6, back 3.", "severity", [6, 3]),
        ("Left leg spasm 4/10 and hip pain 6/10.", "severity", [4, 6]),
        ("Left leg spasms at 1, 2.30 and 4. Each one woke me and lasted a minute.", "duration_min", [1, 1, 1]),
        ("Left leg tight at a 6, right one 3.", "severity", [6, 3]),
        ("Right hip sore and stiff, 3 for each.", "severity", [3, 3]),
        ("Left arm stiff 4, and later the right calf cramped for a minute, same score.", "severity", [4, 4]),
        ("left hip is stiff six back is stiff three", "severity", [6, 3]),
        ("Left hand cramped for a minute and then the right one for two minutes both about a 5.", "severity", [5, 5]),
        ("Left leg spasm, right leg spasm, both 4/10.", "severity", [4, 4]),
        ("Left leg spasm, 3 min. Right leg spasm, 2 min. She says 5 for both.", "severity", [5, 5]),
        ("2am left calf cramp 3 min. 5am right foot cramp 1 min, woke both times.", "woke", [True, True]),
        ("Left calf cramp at 2, woke. Left calf cramp at 4, woke again.", "woke", [True, True]),
        ("Fell off the kerb. Calves cramping at 6 and again at 9, like 5/10 both times.", "severity", [None, 5, 5]),
    ],
)
def test_each_of_several_events_has_its_own(text: str, detail: str, values: list[float | bool | None]) -> None:
    assert [e.get(detail) for e in episodes(text)] == values


def test_when_it_was_over_is_not_when_it_was() -> None:
    assert "at" not in episodes("Both thighs stiff, 5, gone by nine.")[0]


def test_a_time_of_something_else_makes_no_bout() -> None:
    (one,) = episodes("Parcel came about two. Legs rigid by four, 7/10.")
    assert one["at"].endswith("16:00")


def test_so_many_of_ten_days_are_no_strength() -> None:
    assert "severity" not in episodes("Legs stiff 7 of 10 days.")[0]
