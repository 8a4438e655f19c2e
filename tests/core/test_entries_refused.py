# SPDX-License-Identifier: Apache-2.0
"""What cannot be meant is refused with a sentence at its field, and never breaks anything."""

from typing import Any

import pytest

from supple.entries.entry import Entry
from supple.entries.parse import parse

SAID: dict[str, Any] = {"id": "0190f3b2-7c1e-7d10-9a55-3f0d5c1f2a11", "kind": "note", "at": "2026-11-21T03:05:00+01:00"}
NOTE = {**SAID, "text": "stiff"}
CHECK_IN = {**SAID, "kind": "check_in"}
FACT = {**SAID, "kind": "fact", "topic": "device", "name": "pump"}
PLAN = {"condition": "A", "days": 7}
TRIAL = {**SAID, "kind": "trial_started", "change": "stretching", "outcome": "episodes"}


def corrected(entry: dict[str, Any]) -> dict[str, Any]:
    """The same entry, as what another one should have been."""
    return {**SAID, "kind": "replaced", "target": SAID["id"], "entry": entry}


@pytest.mark.parametrize("version", [0, -1, 2, 99, 10**30, "x", None])
def test_a_version_that_is_not_ours_is_refused_at_its_field(version: object) -> None:
    for said, place in (
        ({**NOTE, "version": version}, "version"),
        (corrected({**NOTE, "version": version}), "entry.version"),
    ):
        refused = parse(said)
        assert isinstance(refused, tuple)
        assert refused[0].place == place
        assert refused[0].sentence


@pytest.mark.parametrize("kind", [["note"], {"note": 1}, 7, None, True, ("note",)])
def test_a_kind_that_is_no_word_is_refused(kind: object) -> None:
    assert isinstance(parse({**NOTE, "kind": kind}), tuple)
    assert isinstance(parse(corrected({**NOTE, "kind": kind})), tuple)


@pytest.mark.parametrize("at", [1_700_000_000, 1.5, True, "1700000000", " 1700000000 ", "-5", "1.7e9", "1_700_000_000"])
def test_a_bare_number_is_no_moment_even_when_written_as_text(at: object) -> None:
    for said, place in (({**NOTE, "at": at}, "at"), (corrected({**NOTE, "at": at}), "entry.at")):
        refused = parse(said)
        assert isinstance(refused, tuple)
        assert (refused[0].place, "2026-11-21T03:05" in refused[0].sentence) == (place, True)


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31", 20_000, "20000", 86_400])
@pytest.mark.parametrize(
    ("said", "field", "place"),
    [
        (CHECK_IN, "about", "about"),
        ({**SAID, "kind": "flare", "what": "uti"}, "until", "until"),
        (FACT, "due", "due"),
        (FACT, "replacement_due", "replacement_due"),
        ({**SAID, "kind": "treatment", "name": "baclofen", "change": "pump_fill"}, "next_due", "next_due"),
        ({**SAID, "kind": "visit", "with_whom": "nurse"}, "on", "on"),
    ],
)
def test_a_day_too_far_away_to_be_meant_is_refused(said: dict[str, Any], field: str, place: str, day: object) -> None:
    refused = parse({**said, field: day})
    assert isinstance(refused, tuple)
    assert [p.place for p in refused] == [place]
    assert "1900" in refused[0].sentence or "2026-11-21" in refused[0].sentence


def test_a_phase_that_starts_too_far_away_is_refused() -> None:
    phases = [{**PLAN, "starts": "2026-11-21"}, {**PLAN, "starts": "9999-12-31"}]
    refused = parse({**TRIAL, "phases": phases})
    assert isinstance(refused, tuple)
    assert refused[0].place == "phases.1.starts"


@pytest.mark.parametrize(
    ("about", "fits"),
    [("2026-11-22", True), ("2026-11-23", False), ("2025-11-21", True), ("2025-11-19", False), ("2026-11-20", True)],
)
def test_a_check_in_is_about_a_day_of_the_last_year(about: str, fits: bool) -> None:
    assert isinstance(parse({**CHECK_IN, "about": about}), Entry) is fits
    assert isinstance(parse(corrected({**CHECK_IN, "about": about})), Entry) is fits
