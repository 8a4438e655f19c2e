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


def episodes(text: str) -> list[dict[str, Any]]:
    """What the rules alone make of a note."""
    found: list[dict[str, Any]] = as_json(reader("en", deaf)(text, NOW)[0])["episodes"]
    return found


@pytest.mark.parametrize(("text", "detail", "value"), FIRST)
def test_a_number_finds_its_episode(text: str, detail: str, value: float) -> None:
    assert episodes(text)[0].get(detail) == value


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


def test_so_many_of_ten_days_are_no_strength() -> None:
    assert "severity" not in episodes("Legs stiff 7 of 10 days.")[0]
