# SPDX-License-Identifier: Apache-2.0
"""The report: what it says, what it leaves open, and that it says the same in text and in HTML."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from supple.entries.entry import Entry
from supple.entries.kinds import ONE
from supple.entries.timeline import fold
from supple.insight.result import Estimate, Findings, NotEnough
from supple.insight.series import DailyTable
from supple.report import html, text
from supple.report.compose import compose
from supple.report.material import Material
from supple.report.sections import Report, Section, say

FIRST = date(2026, 9, 1)
DAYS = 28
LAST = FIRST + timedelta(days=DAYS - 1)


def entry(n: int, kind: str, day: int, **said: Any) -> Entry:
    at = datetime(2026, 9, 1, 12, tzinfo=UTC) + timedelta(days=day)
    return ONE.validate_python({"kind": kind, "id": UUID(int=n), "at": at, **said})


def report_of(columns: dict[str, Any], *entries: Entry, **more: Any) -> Report:
    table = DailyTable(FIRST, {name: np.asarray(values, dtype=float) for name, values in columns.items()})
    return compose(Material(fold(entries, ZoneInfo("UTC")), table, FIRST, LAST, **more))


def part(report: Report, id: str) -> Section:
    return next(s for s in report.sections if s.id == id)


def rows(report: Report, id: str) -> str:
    section = part(report, id)
    said = [f"{r.label.text()}: {r.value.text()} ({r.note.text() if r.note else ''})" for r in section.rows]
    cells = [" | ".join(c.text() for c in row) for row in section.table.rows] if section.table else []
    return "\n".join([*said, *cells, section.nothing.text() if section.nothing and section.empty else ""])


def test_an_empty_diary_gives_a_whole_report_that_says_so_everywhere() -> None:
    report = report_of({})
    assert all(s.empty and s.nothing for s in report.sections)
    assert "0 of 28 days" in text.face(report)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (6, 6, "0 % lower; under 18 %"),
        (6, 4.8, "20 % lower; 18 % is the smallest"),
        (6, 4, "33 % lower; 30 % or more is an important"),
        (4, 6, "50 % higher; 30 % or more"),
        (2, 1, "started low, so no percentage"),
    ],
)
def test_the_change_is_said_against_18_and_30_per_cent(start: float, end: float, words: str) -> None:
    values = [start] * 7 + [5.0] * 14 + [end] * 7
    assert words in rows(report_of({"spasticity": values}), "trend")


def test_no_change_is_said_when_a_week_has_too_few_scores() -> None:
    values = [6.0] * 4 + [np.nan] * 17 + [4.0] * 7
    assert "cannot be said" in rows(report_of({"spasticity": values}), "trend")


def test_a_bare_table_does_not_say_that_no_medicine_was_taken_and_no_warning_shown() -> None:
    report = report_of({"spasticity": [3.0] * DAYS}, numbers_only=True)
    assert [s.id for s in report.sections] == ["trend"]


def test_weeks_without_a_score_are_not_shown_as_zero() -> None:
    values = [6.0] * 7 + [np.nan] * 7 + [0.0] * 14
    said = rows(report_of({"spasticity": values}), "trend")
    assert "not recorded | - | 0 of 7" in said
    assert "0.0 | 0 to 0 | 7 of 7" in said


def test_left_and_right_are_counted_apart() -> None:
    cramps = [entry(n, "episode", n, what="cramp", site="calf", side="left" if n < 3 else "right") for n in range(1, 5)]
    assert rows(report_of({}, *cramps), "where") == "calf | left | cramp | 2\ncalf | right | cramp | 2\n"


def test_an_ashworth_grade_is_shown_with_its_rater_and_never_averaged() -> None:
    grade = {"scale": "modified_ashworth", "site": "calf", "side": "left", "rater": "Bo, physiotherapist"}
    said = report_of(
        {}, entry(1, "scale_answer", 2, value="1+", **grade), entry(2, "scale_answer", 3, value="2", **grade)
    )
    assert "1+ | Bo, physiotherapist" in rows(said, "scales")
    assert "mean" not in rows(said, "scales")


def test_a_derived_frequency_is_labelled_as_derived() -> None:
    said = rows(report_of({"episodes": [2.0, 0.0, 4.0] + [np.nan] * 25}, numbers_only=True), "scales")
    assert "Spasms and cramps a day: 2.0 (derived from 3 days" in said


def test_a_day_on_which_nobody_counted_spasms_is_not_a_day_without() -> None:
    logged = entry(1, "episode", 0, what="spasm", count=3)
    quiet = entry(2, "check_in", 1, nothing_today=True)
    silent = [entry(n, "intake", n, sort="drink", what="water", amount=1, unit="glass") for n in range(3, 10)]
    said = rows(report_of({"episodes": [3.0] + [0.0] * 9 + [np.nan] * 18}, logged, quiet, *silent), "scales")
    assert "Spasms and cramps a day: 1.5 (derived from 2 days" in said


def test_a_count_of_several_counts_several_times() -> None:
    said = report_of({}, entry(1, "episode", 1, what="cramp", site="calf", side="left", count=4))
    assert "calf | left | cramp | 4" in rows(said, "where")


def test_falls_logged_and_falls_told_are_the_same_falls() -> None:
    said = report_of({"falls": [1.0] + [np.nan] * 27, "falls_logged": [2.0] + [np.nan] * 27})
    assert "Falls: 2" in rows(said, "function")


def test_one_medicine_is_one_line_however_it_is_written_and_none_is_no_medicine() -> None:
    doses = [
        entry(1, "dose", 1, medicine="Baclofen"),
        entry(2, "dose", 2, medicine="baclofen", status="missed", missed_doses=2),
    ]
    said = rows(report_of({}, *doses, entry(3, "treatment", 1, name="none", change="started")), "medicines")
    assert said == "Baclofen: doses logged: 1, missed: 2 ()\n"


def test_medicines_are_told_as_really_taken_and_missed() -> None:
    doses = [entry(n, "dose", n, medicine="baclofen", status="missed" if n == 2 else "taken") for n in range(1, 5)]
    changed = entry(9, "treatment", 3, name="baclofen", change="changed", dose_mg=15)
    said = rows(report_of({}, *doses, changed), "medicines")
    assert "baclofen: doses logged: 3, missed: 1" in said
    assert "baclofen: changed 15 mg (4 Sep 2026)" in said


def test_a_red_flag_is_named_by_its_title_and_urgency() -> None:
    shown = entry(1, "warning_shown", 4, rule="RF-01", urgency="same_day")
    said = rows(report_of({}, shown, flag_titles={"RF-01": "One leg swollen"}), "flags")
    assert "5 Sep 2026: One leg swollen (same day)" in said


def test_goals_questions_sessions_function_and_nights_have_their_place() -> None:
    said = report_of(
        {"impact_walking": [3.0] * DAYS, "falls": [0.0] * 27 + [1.0], "sleep_hours": [7.0] * DAYS},
        entry(1, "goal", 1, text="Walk to the bakery", attainment=1),
        entry(2, "visit", 1, with_whom="neurologist", on="2026-12-01", questions=["Physiotherapy?"]),
        entry(3, "session", 2, what="stretching", response="easier"),
        entry(4, "session", 2, what="own:{tango}"),
        entry(5, "session", 3, what="walking", done=False),
        entry(6, "episode", 3, what="cramp", woke=True),
        variant="physiotherapist",
    )
    assert "Goal: Walk to the bakery (attainment +1 on a scale of -2 to +2)" in rows(said, "wishes")
    assert "Physiotherapy?" in rows(said, "wishes")
    assert "{tango}: on 1 of 28 days" in rows(said, "sessions")
    assert "Stretching: on 1 of 28 days (after: easier 1, same 0, worse 0)" in rows(said, "sessions")
    assert "walking" not in rows(said, "sessions")
    assert "Falls: 1 (asked on 28 days)" in rows(said, "function")
    assert "Woken by legs, as logged: 1 times" in rows(said, "nights")


def estimate(verdict: str, claim: bool = False) -> Estimate:
    return Estimate(claim, 0.9, 1.2, 0.4, 2.0, 0, verdict, 0, (), 1.0, 12)  # type: ignore[arg-type]


def found(**factors: Estimate) -> Findings:
    return Findings("spasticity", "ordinal", "lower", 60, factors, None, recorded=48)


def test_claims_come_first_and_are_never_called_causes() -> None:
    said = report_of(
        {"spasticity": [3.0] * DAYS},
        found=found(
            alcohol=estimate("no association"), heat=estimate("trigger", True), cold=estimate("cannot tell yet")
        ),
    )
    lines = rows(said, "moves").splitlines()
    assert lines[0].startswith("Heat: trigger: +1.2 on days with it (90 % interval +0.4 to +2.0)")
    assert "48 of 60 days used, 12 of them with it. Not proof of a cause." in lines[0]
    assert lines[1].startswith("No association: Alcohol")
    assert lines[2].startswith("Cannot tell yet: Cold")


def test_a_short_diary_says_how_many_days_are_missing() -> None:
    short = Findings("spasticity", "ordinal", "lower", 9, {}, NotEnough(9, 14, "days with the outcome"))
    assert "9 of at least 14 days" in rows(report_of({}, found=short), "moves")


def test_the_trend_follows_the_outcome_asked_about_when_there_is_no_stiffness_score() -> None:
    asked = Findings("own:headache", "binary", "lower", 60, {}, None)
    assert "headache" in part(report_of({"own:headache": [1.0] * DAYS}, found=asked), "trend").title.text()


def test_a_column_that_begins_after_the_period_adds_nothing() -> None:
    table = DailyTable(LAST + timedelta(days=5), {"spasticity": np.ones(5)})
    report = compose(Material(fold([], ZoneInfo("UTC")), table, FIRST, LAST))
    assert part(report, "trend").empty


def test_text_and_html_hold_the_same_words_and_html_escapes_them() -> None:
    goal = entry(1, "goal", 1, text="<b>run</b> & jump")
    report = report_of({"spasticity": [3.0] * DAYS}, goal, name="Ada", made_up=True, variant="physiotherapist")
    page = html.document(report)
    assert "&lt;b&gt;run&lt;/b&gt; &amp; jump" in page
    assert "<b>" not in page
    plain = text.face(report)
    assert "<b>run</b> & jump" in plain
    assert "Ada: diary report, 1 Sep 2026 - 28 Sep 2026, for the physiotherapist" in plain
    assert "made up" in plain
    assert all(s.title.text() in page for s in report.sections)
    assert page.count("<table ") == page.count('<div class="scroll" tabindex="0" role="group"')
    assert max(len(line) for line in plain.splitlines()) <= 78


def test_sentences_can_be_translated_before_their_numbers_are_filled_in() -> None:
    assert say("{n} days", n=3).text({"{n} days": "{n} Tage"}.__getitem__) == "3 Tage"


def test_the_leg_map_counts_a_place_on_both_sides_for_each_and_draws_left_on_the_left() -> None:
    said = [
        entry(n, "episode", n, what="cramp", site="calf", side=side) for n, side in enumerate(("left", "both", "left"))
    ]
    figure = part(report_of({}, *said), "where").figure
    assert figure is not None
    places = {words: float(x) for x, words in re.findall(r'<text x="([\d.]+)"[^>]*>(\d+)</text>', figure.draw(str))}
    assert set(places) == {"3", "1"}
    assert places["3"] < places["1"]


def test_a_place_without_a_side_stands_in_the_table_and_in_no_picture() -> None:
    where = part(report_of({}, entry(1, "episode", 1, what="cramp", site="calf")), "where")
    assert where.figure is None
    assert where.table is not None


def test_names_in_a_report_are_translated_one_by_one_and_braces_of_ones_own_words_stay() -> None:
    assert say("a {name} of my own").text() == "a {name} of my own"
    unsure = Estimate(False, 0.5, 0.1, -0.4, 0.6, 40, "cannot tell yet", 0, (), 1.0, 12)
    found = Findings("spasticity", "ordinal", "lower", 60, {"heat": unsure, "own:{tea}": unsure}, None)
    (row,) = part(report_of({"spasticity": [3.0] * DAYS}, found=found), "moves").rows
    assert row.value.text(lambda words: {"Heat": "Hitze"}.get(words, words)) == "Hitze, {tea}"


def test_each_value_of_a_table_says_what_it_is_where_the_table_stacks() -> None:
    page = html.document(report_of({"spasticity": [3.0] * DAYS}))
    assert page.count("<td ") == page.count('<td data-label="') > 0
    assert '<td data-label="Mean">3.0</td>' in page
