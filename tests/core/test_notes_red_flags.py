# SPDX-License-Identifier: Apache-2.0
"""Is each red flag heard in plain words, and does the ordinary raise none? The notes are made up."""

import csv
from datetime import datetime
from pathlib import Path

import pytest

from supple.care.finding import RAISED
from supple.cli.notes_at_hand import Read, reader
from tests.notes.score import deaf

SAID = Path(__file__).parent.parent / "notes" / "said-of-red-flags.tsv"
NOTES = list(csv.DictReader(SAID.read_text(encoding="utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
NOTHING = "-"


@pytest.fixture(scope="module")
def read() -> Read:
    return reader("en", deaf)


def urgencies(read: Read, text: str) -> dict[str, str]:
    """The rules that a note of an evening fulfils, and how urgent each is."""
    _, findings = read(text, datetime.fromisoformat("2026-05-12T20:30"))
    return {f.rule: f.urgency.value for f in findings if f.rule != RAISED}


@pytest.mark.parametrize("note", [n for n in NOTES if n["rule"] != NOTHING], ids=lambda n: n["note"][:40])
def test_a_red_flag_is_heard_in_plain_words(read: Read, note: dict[str, str]) -> None:
    assert note["rule"] in urgencies(read, note["note"])


@pytest.mark.parametrize("note", [n for n in NOTES if n["rule"] == NOTHING], ids=lambda n: n["note"][:40])
def test_the_ordinary_raises_no_alarm(read: Read, note: dict[str, str]) -> None:
    assert not {"emergency", "same_day"} & set(urgencies(read, note["note"]).values())
