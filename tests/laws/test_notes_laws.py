# SPDX-License-Identifier: Apache-2.0
"""Laws of reading notes: a "no" always counts, looks do not, two notes give what each gives, and nothing breaks it."""

import json
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supple.errors import SuppleError
from supple.notes.lexicon import english
from supple.notes.said import Told, Understood
from supple.notes.understand import understand
from supple.notes.words import LONGEST, MOST

NOW = datetime.fromisoformat("2026-11-21T21:30")
NAMES = {"baclofen": "baclofen", "tizanidine": "tizanidine"}
FELT = ("spasms", "cramp in my left calf", "stiff legs", "pain", "numb feet", "tingling", "weakness", "swollen calf",
        "chest pain", "fever", "headache", "left hamstring spasm", "a UTI", "two beers", "coffee")  # fmt: skip
OPEN = Path(__file__).parent.parent / "notes" / "open.jsonl"
TEXTS = [json.loads(line)["text"] for line in OPEN.read_text(encoding="utf-8").splitlines()]


def read(text: str) -> Understood:
    """A note as read in the evening."""
    return understand(text, NOW, english(), NAMES)


def there(note: Understood) -> list[tuple[str, str, object, object]]:
    """What is recorded as present, without the places of its words."""
    return sorted(
        (t.group, t.what, str(t.get("site")), str(t.get("side"))) for t in note.told if t.get("present") is not False
    )


def present(told: Told) -> bool:
    """Whether it is recorded as having happened."""
    return told.get("present") is not False and told.get("taken") is not False


@pytest.mark.parametrize("no", ["no", "not", "No ", "without", "never any", "didn't have"])
@pytest.mark.parametrize("felt", FELT)
def test_a_no_before_a_thing_never_leaves_it_present(no: str, felt: str) -> None:
    note = read(f"{no} {felt} today")
    assert [t for t in note.told if present(t)] == []
    assert note.signs == ()


@pytest.mark.parametrize("text", TEXTS[::3])
def test_case_and_blanks_do_not_change_the_answer(text: str) -> None:
    assert there(read(text)) == there(read("  " + text.replace(" ", "  ").upper() + " "))


@pytest.mark.parametrize("text", TEXTS[::5])
def test_a_full_stop_at_the_end_does_not_change_the_answer(text: str) -> None:
    assert there(read(text.rstrip(".!?"))) == there(read(text.rstrip(".!?") + "."))


APART = ("left calf cramp at 3am 6/10.", "Two beers.", "Stretched 15 min.", "Slept 5 hours.", "took baclofen 10 mg.")


@given(st.permutations(APART))
@settings(deadline=None, max_examples=30)
def test_two_notes_one_after_the_other_give_what_each_gives(order: list[str]) -> None:
    whole = there(read(" ".join(order)))
    for text in order:
        assert set(there(read(text))) <= set(whole)


@given(st.text(max_size=400))
@settings(deadline=None, max_examples=150)
def test_any_text_gets_an_answer(text: str) -> None:
    note = read(text)
    assert all(0 <= start <= end <= len(text) for t in note.told for start, end in t.spans.values())


@given(
    st.lists(
        st.sampled_from(
            (
                "no",
                "spasm",
                "left",
                "calf",
                "3",
                "am",
                "/",
                "10",
                "maybe",
                "?",
                "\n",
                "if",
                "he",
                "'s",
                "12:30",
                "½",
                "baclofen",
                "mg",
                "ran out",
                "{{ x }}",
                "<b>",
                "\u202e",
                "\x00",
            )
        ),
        max_size=60,
    )
)
@settings(deadline=None, max_examples=150)
def test_any_row_of_known_words_gets_an_answer(words: list[str]) -> None:
    read(" ".join(words))


@pytest.mark.parametrize(
    "word", ["spasm ", "no ", "left calf ", "3 ", "half ", "a" * 50 + " ", "1:", "'s", "\u200f", "(("]
)
def test_the_longest_note_takes_no_more_than_its_share_of_time(word: str) -> None:
    read((word * MOST)[:LONGEST].rsplit(" ", 1)[0])


def test_a_note_that_is_too_long_is_refused_in_words() -> None:
    with pytest.raises(SuppleError, match="at most"):
        read("x" * 1_000_000)
