# SPDX-License-Identifier: Apache-2.0
"""What may be said: every kind is understood, and every mistake is answered at its place."""

from typing import Any

import pytest

from supple.entries.entry import Entry
from supple.entries.kinds import KINDS, ONE, to_json
from supple.entries.measure import MEASURES, measure
from supple.entries.measured import Measurement
from supple.entries.parse import parse

ID = "0190f3b2-7c1e-7d10-9a55-3f0d5c1f2a11"
AT = "2026-11-21T03:05:00+01:00"
LEAST: dict[str, dict[str, Any]] = {
    "check_in": {},
    "episode": {},
    "note": {"text": "legs like wood"},
    "programme": {"set_by": "Cleo", "on": "2026-11-02"},
    "dose": {"medicine": "baclofen"},
    "intake": {"sort": "drink", "what": "water"},
    "session": {"what": "stretching"},
    "exposure": {"what": "heat"},
    "measurement": {"measure": "temp_c", "value": 37.2},
    "scale_answer": {"scale": "modified_ashworth", "value": "1+", "site": "calf", "side": "left", "rater": "Bo"},
    "trial_started": {
        "change": "evening stretch",
        "outcome": "spasticity",
        "phases": [
            {"condition": "A", "starts": "2026-11-01", "days": 14},
            {"condition": "B", "starts": "2026-11-15", "days": 14},
        ],
    },
    "phase_changed": {"trial": "evening stretch", "condition": "B"},
    "looked": {"trigger": "TRG-03", "answer": "not_sure", "round": "0190f3b2-7c1e-7d10-9a55-3f0d5c1f2a12"},
    "supply": {"medicine": "baclofen", "left": 30, "a_day": 3},
    "preference": {"remedy": "EX-02", "suits": False},
    "pause": {"why": "ill"},
    "win": {"text": "I walked to the shop"},
    "trial_day": {"trial": "evening stretch", "done": True},
    "trial_ended": {"trial": "evening stretch"},
    "fact": {"topic": "lab", "name": "egfr", "number": 90},
    "treatment": {"name": "baclofen", "change": "started", "dose_mg": 5, "times": ["22:00"]},
    "flare": {"what": "uti"},
    "bladder": {"what": "void"},
    "bowel": {"what": "movement"},
    "skin": {"what": "clear", "site": "foot"},
    "visit": {"with_whom": "neurologist", "on": "2026-12-01"},
    "contact": {"role": "MS nurse", "name": "Cleo"},
    "goal": {"text": "walk to the bakery"},
    "warning_shown": {"rule": "RF-01", "urgency": "same_day"},
    "warning_answered": {"warning": ID, "did": "called"},
    "replaced": {"target": ID, "entry": {"kind": "episode", "id": ID, "at": AT, "what": "cramp"}},
    "withdrawn": {"target": ID},
}


def said(kind: str, **more: Any) -> Any:
    """What comes of an entry that holds the least its kind needs, and some more."""
    return parse({"kind": kind, "id": ID, "at": AT, **LEAST[kind], **more})


def test_every_kind_has_a_least_form_here() -> None:
    assert set(LEAST) == set(KINDS)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_is_understood_and_reads_back_from_its_stored_body(kind: str) -> None:
    entry = said(kind)
    assert isinstance(entry, KINDS[kind])
    assert ONE.validate_json(to_json(entry)) == entry


@pytest.mark.parametrize(
    ("kind", "more", "place", "words"),
    [
        ("episode", {"severity": 11}, "severity", "10 or less"),
        ("episode", {"severity": -1}, "severity", "0 or more"),
        ("episode", {"severity": "much"}, "severity", "whole number"),
        ("episode", {"at": "2026-11-21T03:05:00"}, "at", "time zone"),
        ("episode", {"at": "2026-02-30T03:05:00Z"}, "at", "not a real date"),
        ("episode", {"at": 1763690700}, "at", "Write the moment"),
        ("episode", {"at": "1800-01-01T00:00:00Z"}, "at", "between 1900 and 2200"),
        ("episode", {"zone": "Mars/Olympus"}, "zone", "Europe/Berlin"),
        ("episode", {"id": "7"}, "id", "UUID"),
        ("episode", {"site": "elbow"}, "site", "not known here; use one of: whole_leg"),
        ("episode", {"colour": "red"}, "colour", "not known for this kind"),
        ("episode", {"duration_min": float("nan")}, "duration_min", "ordinary number"),
        ("episode", {"doing": "x" * 201}, "doing", "Shorten this to 200"),
        ("note", {"text": "  "}, "text", "Write something"),
        ("note", {"text": "nul \x00"}, "text", "form that is expected"),
        ("measurement", {"unit": "K"}, "", "use one of: C"),
        ("measurement", {"value": 101}, "", "between 30 and 45"),
        ("measurement", {"value": "warm"}, "value", "Give a number"),
        ("scale_answer", {"value": "5"}, "", "0, 1, 1+, 2, 3 or 4"),
        ("scale_answer", {"rater": None}, "", "who rated it"),
        ("fact", {"name": None}, "", "which one"),
        ("fact", {"number": 900}, "", "from 0 to 200"),
        ("fact", {"topic": "sex", "word": "x"}, "", "female, male, other"),
        ("fact", {"topic": "birth_year", "number": None}, "", "from 1900"),
        ("trial_started", {"phases": []}, "phases", "does not fit"),
        ("visit", {"on": "soon"}, "on", "2026-11-21"),
        ("check_in", {"signs": [{"id": "swelling", "present": "perhaps"}]}, "signs.0.present", "yes, no, not_sure"),
        ("check_in", {"nothing_today": "perhaps"}, "nothing_today", "yes or no"),
        ("check_in", {"signs": 3}, "signs", "list"),
        ("note", {"text": None}, "text", "as text"),
        ("replaced", {"entry": {"kind": "note"}}, "entry.id", "needed"),
        ("dose", {"dose_mg": 0}, "dose_mg", "above 0"),
    ],
)
def test_a_mistake_is_answered_at_its_place_with_what_to_do(
    kind: str, more: dict[str, Any], place: str, words: str
) -> None:
    problems = said(kind, **more)
    assert isinstance(problems, tuple), problems
    assert any(p.place == place and words in p.sentence for p in problems), problems


def test_an_unknown_kind_is_refused_with_the_known_ones() -> None:
    problems = parse({"kind": "feeling", "id": ID, "at": AT})
    assert isinstance(problems, tuple)
    assert "episode" in problems[0].sentence


def test_something_that_is_no_object_is_refused() -> None:
    assert isinstance(parse(["episode"]), tuple)
    assert isinstance(parse({"id": ID}), tuple)


def test_the_sentences_never_repeat_what_was_written() -> None:
    problems = said("note", text="x" * 30_000 + "secret", colour="secret")
    assert "secret" not in str(problems)


def test_a_temperature_in_fahrenheit_is_read_in_celsius() -> None:
    entry = said("measurement", value=101.3, unit="F")
    assert isinstance(entry, Measurement)
    assert round(entry.in_own_unit, 1) == 38.5


def test_every_measure_named_by_a_kind_is_known_with_unit_and_range() -> None:
    for kind in KINDS.values():
        for name in kind.feeds:
            assert MEASURES[name].label
            assert MEASURES[name].low < MEASURES[name].high


@pytest.mark.parametrize(
    ("kind", "more", "expected"),
    [
        ("check_in", {"spasticity": 0}, [("spasticity", 0.0)]),
        ("check_in", {}, []),
        (
            "check_in",
            {"nothing_today": True},
            [("spasm_count", 0.0), ("episodes", 0.0), ("woken_by_legs", 0.0), ("falls", 0.0)],
        ),
        ("check_in", {"nothing_today": True, "spasm_count": 2}, [("spasm_count", 2.0), ("episodes", 0.0)]),
        ("episode", {}, [("episodes", 1.0)]),
        ("episode", {"what": "spasm", "count": 4, "woke": True}, [("episodes", 4.0), ("woken_by_legs", 1.0)]),
        ("episode", {"what": "fall"}, [("falls_logged", 1.0)]),
        ("episode", {"what": "stiffness"}, []),
        ("dose", {"status": "missed"}, [("missed_dose", 1.0)]),
        ("dose", {}, [("missed_dose", 0.0)]),
        ("intake", {"amount": 2, "unit": "glass"}, [("drink_ml", 500.0)]),
        ("intake", {"sort": "food", "what": "banana"}, []),
        ("session", {"minutes": 10}, [("stretching", 1.0), ("stretching_minutes", 10.0)]),
        ("session", {"done": False}, [("stretching", 0.0)]),
        ("exposure", {"present": False}, [("heat", 0.0)]),
        ("exposure", {"what": "own:full moon", "level": 7}, [("own:full moon", 7.0)]),
        ("flare", {}, [("uti", 1.0)]),
        ("flare", {"what": "relapse"}, []),
        ("bowel", {"hard": True}, [("constipation", 1.0)]),
        ("measurement", {}, [("temp_c", 37.2)]),
    ],
)
def test_what_an_entry_adds_to_its_day(kind: str, more: dict[str, Any], expected: list[tuple[str, float]]) -> None:
    entry = said(kind, **more)
    assert isinstance(entry, Entry)
    assert entry.readings()[: len(expected)] == expected
    assert bool(entry.readings()) == bool(expected)


def test_minutes_add_up_and_own_words_keep_their_name() -> None:
    assert measure("walking_minutes").combine == "sum"
    assert measure("own:full moon").label == "full moon"
    assert measure("poor_sleep").label == "Poor sleep"
