# SPDX-License-Identifier: Apache-2.0
"""Do ideas say a thing together in any order, and not where something ordinary stands beside them? Invented notes."""

from datetime import datetime

import pytest

from supple.notes.lexicon import build, english
from supple.notes.understand import understand

NOW = datetime.fromisoformat("2026-05-12T20:30")
RAW = {
    "language": "xx",
    "numbers": {},
    "units": {},
    "classes": {"but_words": "but", "denies": "no not"},
    "concept": {"cannot": "cant; unable to", "urinate": "pee; pass water", "joking": "joking"},
    "frame": {"symptom": {"urine_retention": "cannot & urinate => within=3\n! joking"}},
}


def signs(text: str) -> list[str]:
    """Which signs an English note tells of."""
    return [s.id for s in understand(text, NOW, english(), {"baclofen": "baclofen"}).signs]


@pytest.mark.parametrize(
    "text",
    [
        "I cannot pee",
        "pee: cannot",
        "unable to pass any urine",
        "the wee just won't come out",
        "cant get my water to start",
    ],
)
def test_ideas_are_heard_in_any_order(text: str) -> None:
    assert "urine_retention" in signs(text)


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("no trouble passing urine", "urine_retention"),
        ("my face is not drooping", "face_droop"),
        ("bum went numb on those plastic chairs", "saddle_numbness"),
        ("the nurse asked whether my speech was slurred, no", "trouble_speaking"),
        ("does my physio know what saddle numbness feels like", "vision_loss"),
    ],
)
def test_denied_and_ordinary_things_are_no_signs(text: str, id: str) -> None:
    assert id not in signs(text)


def test_a_vague_word_counts_only_beside_a_medicine() -> None:
    assert signs("glazed and very slow today") == []
    assert "very_drowsy" in signs("took my baclofen, glazed and very slow today")


def test_a_no_of_a_frame_does_not_free_its_neighbours() -> None:
    assert signs("no swelling breathing is normal") == []


def test_frames_of_a_small_language_are_found_and_kept_apart() -> None:
    frames = build(RAW).frames
    assert frames.by_anchor["cannot"][0].blocked == ("joking",)
    assert frames.ordinary["symptom", "urine_retention"] == ("joking",)


def test_a_frame_that_names_an_unknown_class_is_refused() -> None:
    wrong = {**RAW, "frame": {"symptom": {"fall": "tripped & cannot"}}}
    with pytest.raises(KeyError, match="tripped"):
        build(wrong)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("?UTI", [("uti", "maybe")]),
        ("slept eight hours comma no cramps full stop two beers", [("alcohol", True)]),
        ("the wheel is stiff and the caster jumps", []),
        ("does massage help with cramp?", []),
    ],
)
def test_marks_and_other_people_are_understood(text: str, told: list[tuple[str, object]]) -> None:
    note = understand(text, NOW, english(), {})
    assert [(t.what, t.get("present")) for t in note.of("exposure")] == told
    assert note.of("episode") == ()


def test_wisnae_is_a_not() -> None:
    assert signs("ma leg wisnae numb") == []
