# SPDX-License-Identifier: Apache-2.0
"""Do the sentences about a change, a start and a trial carry their range, their doubts and their days?"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import numpy as np

from supple.entries.entry import Entry
from supple.entries.parse import parse
from supple.entries.timeline import fold
from supple.insight.change import BeforeAfter, Change
from supple.insight.series import from_timeline
from supple.report import moved
from supple.report.compose import compose
from supple.report.material import Material
from supple.report.text import face

WORSE = Change("spasticity", 4.0, 5.5, 1.5, 0.4, 2.6, 0.98, 80, 14, 0.375, 0.9, 0.6)
FIRST = date(2026, 3, 2)
ID = UUID(int=9)


def test_a_change_is_called_worse_or_better_only_when_it_is_surely_so() -> None:
    assert moved.change(WORSE, "lower")[0].text().startswith("Worse than before: 5.5 on average over 14 days")
    assert moved.change(replace(WORSE, p_worse=0.02), "lower")[0].text().startswith("Better than before")
    assert moved.change(replace(WORSE, p_worse=0.7), "lower")[0].text().startswith("No clear change")


def test_the_range_and_the_two_marks_are_said_where_they_mean_something() -> None:
    lines = [phrase.text() for phrase in moved.change(WORSE, "lower")]
    assert lines[1] == "The difference is +1.5 (between +0.4 and +2.6, 9 times in 10)."
    assert "18 %" in lines[2]
    assert len(moved.change(replace(WORSE, share=None, p_minimal=None, p_important=None), "lower")) == 2


def test_a_start_always_carries_both_warnings_and_how_bad_it_was_before() -> None:
    around = BeforeAfter(WORSE, FIRST, FIRST, worse_just_before=1.2)
    lines = [phrase.text() for phrase in moved.around("baclofen", around)]
    assert lines[1] == "The fortnight before it was 1.2 worse than the days before that."
    assert lines[2:] == [moved.EXPECTATION, moved.RETURN]
    assert len(moved.around("baclofen", replace(around, worse_just_before=-0.5))) == 3


def _said(kind: str, day: int, **fields: object) -> Entry:
    at = datetime(2026, 3, 2, 20, tzinfo=UTC) + timedelta(days=day)
    entry = parse({"kind": kind, "id": fields.pop("id", uuid4()), "at": at, **fields})
    assert isinstance(entry, Entry), entry
    return entry


def _report(days: int, scored: int = 60) -> str:
    """A trial of two pairs, helping by three points, reported on its day so many."""
    rng, marks = np.random.default_rng(4), "AABBAABB"
    phases = [{"condition": m, "starts": FIRST + timedelta(days=1 + 7 * n), "days": 7} for n, m in enumerate(marks)]
    said = [_said("trial_started", 0, id=ID, change="A short walk", outcome="spasticity", phases=phases)]
    for day in range(1, scored):
        with_it = day <= 56 and marks[(day - 1) // 7] == "B"
        score = int(np.clip(round(6 - 3 * with_it + rng.normal(0, 0.8)), 0, 10))
        said.append(_said("check_in", day, spasticity=score))
    timeline = fold(said, ZoneInfo("Europe/Berlin"))
    material = Material(timeline, from_timeline(timeline), FIRST, FIRST + timedelta(days=days))
    return face(compose(material))


def test_a_trial_that_is_over_stands_in_the_report_with_its_range() -> None:
    shown = " ".join(_report(58).split())
    assert "A short walk, judged by Stiffness and spasms, last 24 hours: The change helps." in shown
    assert "90 % interval" in shown
    assert "(3 Mar 2026 to 27 Apr 2026)" in shown


def test_a_trial_that_still_runs_is_called_not_complete() -> None:
    assert "Not complete." in _report(30, scored=31)


def test_the_last_fortnight_stands_in_the_report_as_on_the_trend_page() -> None:
    assert "Last 14 days:" in " ".join(_report(58).split())
    assert "too early to compare" in _report(6, scored=6)


def test_a_period_without_a_trial_says_so() -> None:
    timeline = fold([_said("check_in", 0, spasticity=4)], ZoneInfo("Europe/Berlin"))
    shown = face(compose(Material(timeline, from_timeline(timeline), FIRST, FIRST + timedelta(days=3))))
    assert "No trial was made." in shown
