# SPDX-License-Identifier: Apache-2.0
"""Are notes read well enough? Each bound is what was reached on made-up notes with gold answers, a little below it."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from supple.cli.note import as_json
from supple.cli.notes_at_hand import reader
from tests.notes.score import Score, deaf, read_notes, score

NOTES = Path(__file__).parent.parent / "notes"
AT_LEAST = {
    "episodes": 0.92, "exposures": 0.94, "actions": 0.95, "medicines": 0.97, "measures": 0.94, "alerts": 0.96,
}  # fmt: skip
SHARE_AT_LEAST = {"emergency": 0.99, "same_day": 0.98, "times": 0.94, "details": 0.87}
RATE_AT_MOST = {"false records": 0.03, "false alarms": 0.02}


def answered(read: Callable[..., Any]) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """A note as the command answers it."""

    def answer(note: dict[str, Any]) -> dict[str, Any]:
        told, findings = read(note["text"], datetime.fromisoformat(note["now"]))
        return {**as_json(told), "alerts": [{"rule": f.rule, "urgency": f.urgency.value} for f in findings]}

    return answer


@pytest.fixture(scope="module")
def found() -> Score:
    return score(read_notes(NOTES / "open.jsonl"), answered(reader("en", deaf)))


@pytest.mark.parametrize(("section", "bound"), AT_LEAST.items())
def test_what_notes_tell_is_found(found: Score, section: str, bound: float) -> None:
    assert found.f1(section) >= bound


@pytest.mark.parametrize(("section", "bound"), SHARE_AT_LEAST.items())
def test_emergencies_and_times_are_found(found: Score, section: str, bound: float) -> None:
    assert found.share(section) >= bound


@pytest.mark.parametrize(("section", "bound"), RATE_AT_MOST.items())
def test_what_did_not_happen_is_not_recorded_and_raises_no_alarm(found: Score, section: str, bound: float) -> None:
    assert found.rate(section) <= bound


# Notes of other writers, which were opened and built against one after the other (tests/notes/README.md). What unseen
# notes would give is far less; the bounds keep what was learned from getting lost.
LATER = {
    "second": (
        {"episodes": 0.86, "exposures": 0.87, "actions": 0.94, "medicines": 0.89, "measures": 0.96, "alerts": 0.94},
        {"emergency": 0.96, "same_day": 0.93, "times": 0.90, "details": 0.79},
        {"false records": 0.04, "false alarms": 0.03},
    ),
    "held": (
        {"episodes": 0.84, "exposures": 0.89, "actions": 0.91, "medicines": 0.92, "measures": 0.95, "alerts": 0.92},
        {"emergency": 0.97, "same_day": 0.90, "times": 0.80, "details": 0.83},
        {"false records": 0.05, "false alarms": 0.03},
    ),
    "fresh": (
        {"episodes": 0.84, "exposures": 0.90, "actions": 0.92, "medicines": 0.97, "measures": 0.92, "alerts": 0.90},
        {"emergency": 0.96, "same_day": 0.88, "times": 0.77, "details": 0.83},
        {"false records": 0.06, "false alarms": 0.02},
    ),
}


@pytest.mark.parametrize("notes", LATER)
def test_notes_of_another_writer_are_read_no_worse_than_they_were(notes: str) -> None:
    later = score(read_notes(NOTES / f"{notes}.jsonl"), answered(reader("en", deaf)))
    found, shares, rates = LATER[notes]
    worse = {section: later.f1(section) for section, bound in found.items() if later.f1(section) < bound}
    worse |= {section: later.share(section) for section, bound in shares.items() if later.share(section) < bound}
    worse |= {section: later.rate(section) for section, bound in rates.items() if later.rate(section) > bound}
    assert worse == {}
