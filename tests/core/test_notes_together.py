# SPDX-License-Identifier: Apache-2.0
"""Do figures, neighbouring signs and helpers count as people mean them? Invented notes, each a sentence or two."""

from datetime import datetime

import pytest

from supple.cli.notes_at_hand import Read, reader
from tests.notes.score import deaf

NOW = datetime.fromisoformat("2026-05-12T20:30")


@pytest.fixture(scope="module")
def read() -> Read:
    return reader("en", deaf)


def rules(read: Read, text: str) -> set[str]:
    """The red flags of a note."""
    return {f.rule for f in read(text, NOW)[1]}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("tape round both calves: left 36 cm, right 40.5 cm", "RF-01"),
        ("my right calf is 4 cm bigger than the left", "RF-01"),
        ("chest infection, resp rate 31", "RF-05"),
        ("I'm usually 105/60, tonight my BP is 150/90 and my face is scarlet", "RF-14"),
        ("stiffness is normally 2, since yesterday it is an 8", "RF-04"),
        ("on desmopressin, weight 70.1 on Monday and 72.4 kg today", "RF-22b"),
    ],
)
def test_figures_that_are_compared_tell_of_a_sign(read: Read, text: str, rule: str) -> None:
    assert rule in rules(read, text)


@pytest.mark.parametrize(
    "text",
    ["calves measured for stockings: left 36 cm, right 36.5 cm", "stiffness 2 in the morning, 3 at night, as usual"],
)
def test_figures_that_are_alike_tell_of_none(read: Read, text: str) -> None:
    assert rules(read, text) == set()


def test_muscles_that_hurt_beside_brown_urine_are_more_than_brown_urine(read: Read) -> None:
    assert "RF-20" in rules(read, "thighs so sore after hours of spasm and my urine is like cola")
    assert "RF-20b" in rules(read, "no muscle pain after hours of spasm but my urine is like cola")


def test_a_limb_that_went_cold_white_and_numb_this_afternoon_did_so_at_once(read: Read) -> None:
    assert "RF-17" in rules(read, "left foot went white and icy this afternoon and I cannot feel it")
    assert "RF-17" not in rules(read, "both feet white and icy as always in winter")


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("The carer noticed my left calf is swollen and hot", True),
        ("The nurse found one calf swollen and hot", True),
        ("Margaret has a swollen hot calf. Me, I had two biscuits.", False),
        ("My buddy Earl is in hospital. Fell off a ladder and was knocked out. I took him grapes.", False),
    ],
)
def test_who_only_saw_it_is_not_whom_it_befell(read: Read, text: str, heard: bool) -> None:
    assert bool({"RF-01", "RF-18"} & rules(read, text)) is heard


def test_how_long_a_medicine_is_taken_is_not_how_long_it_hurts(read: Read) -> None:
    assert "RF-13" in rules(read, "dantrolene 3 months, wee as dark as tea since this morning")
