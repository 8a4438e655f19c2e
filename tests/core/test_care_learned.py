# SPDX-License-Identifier: Apache-2.0
"""Does the plan learn from what was kept, skipped, felt and refused, and from nothing else?"""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from supple.care import plan
from supple.care.doable import Energy, Plan, PlanLine
from supple.care.learned import Lesson, lessons, paused_days
from supple.care.profile import UNREMARKABLE, Profile
from supple.care.recent import Recent
from supple.entries.entry import Entry
from supple.entries.parse import parse
from supple.entries.timeline import fold
from supple.knowledge.load import knowledge

NOW = datetime(2026, 11, 21, 20, tzinfo=UTC)
KNOWN = knowledge()
_ids = iter(range(1, 10**6))


def _said(kind: str, days_ago: int, **fields: Any) -> Entry:
    read = parse({"id": UUID(int=next(_ids)), "kind": kind, "at": NOW - timedelta(days=days_ago), **fields})
    assert isinstance(read, Entry), read
    return read


def _done(days_ago: int, remedy: str = "EX-02", **more: Any) -> Entry:
    return _said("session", days_ago, what="stretching", remedy=remedy, **more)


def _notes(*days_ago: int) -> list[Entry]:
    return [_said("note", day, text="a day") for day in days_ago]


def _lesson(*said: Entry) -> Lesson:
    return lessons(fold(said, ZoneInfo("UTC")), NOW).get("EX-02", Lesson())


def _plan(energy: Energy = "usual", **learnt: Lesson) -> Plan:
    mine = {id.replace("_", "-"): lesson for id, lesson in learnt.items()}
    recent = Recent(places=(("calf", "left"),), night_cramps=True, lessons=mine)
    return plan.today(Profile.model_validate(UNREMARKABLE), (), KNOWN, energy, recent)


def _line(made: Plan, id: str = "EX-02") -> PlanLine | None:
    return next((line for line in made.lines if line.knowledge == id), None)


@pytest.mark.parametrize(("skipped", "change"), [(3, None), (4, "shorter"), (5, "shorter"), (6, "shortest")])
def test_a_line_gets_shorter_by_how_often_it_was_skipped(skipped: int, change: str | None) -> None:
    lesson = _lesson(_done(skipped + 1), *_notes(*range(1, skipped + 1)))
    assert (lesson.change, lesson.n) == (change, skipped if change else 0)


def test_days_of_silence_teach_nothing() -> None:
    assert _lesson(_done(7)).change is None


def test_days_before_it_was_ever_done_are_not_skipped() -> None:
    assert _lesson(_done(2), *_notes(6, 5, 4, 3, 1)).change is None


def test_a_day_that_is_not_over_is_not_skipped_unless_it_was_refused() -> None:
    told = [_done(4), *_notes(3, 2, 1, 0)]
    assert _lesson(*told).change is None
    assert _lesson(*told, _done(0, done=False)).change == "shorter"


def test_days_of_a_pause_are_not_skipped() -> None:
    told = [_done(6), *_notes(5, 4, 3, 2, 1)]
    assert _lesson(*told).change == "shorter"
    ill = _said("pause", 4, why="ill", until=(NOW - timedelta(days=2)).date())
    assert _lesson(*told, ill).change is None


def test_a_pause_without_an_end_is_its_own_day() -> None:
    timeline = fold([_said("pause", 4, why="tired")], ZoneInfo("UTC"))
    assert paused_days(timeline, NOW.date()) == {(NOW - timedelta(days=4)).date()}


def test_worse_once_shortens_and_worse_twice_in_a_row_rests() -> None:
    assert _lesson(_done(2), _done(1, response="worse")).change == "felt_worse"
    assert _lesson(_done(2, response="worse"), _done(1, response="worse")).change == "rests"
    assert _lesson(_done(3, response="worse"), _done(2, response="easier"), _done(1)).change is None


def test_kept_again_it_comes_back_to_its_full_size_and_says_so() -> None:
    week_before = [_done(13), *_notes(12, 11, 10, 9)]
    assert _lesson(*week_before, *(_done(day) for day in range(6))).change == "back"


def test_not_for_me_holds_until_it_is_brought_back_and_a_time_stays() -> None:
    refused = _said("preference", 3, remedy="EX-02", suits=False)
    timed = _said("preference", 2, remedy="EX-02", clock="21:30")
    assert (_lesson(refused, timed).change, _lesson(refused, timed).clock) == ("not_for_me", "21:30")
    assert _lesson(refused, timed, _said("preference", 1, remedy="EX-02", suits=True)).change is None


def test_a_shorter_line_says_why_and_a_full_one_never_grows() -> None:
    lessons = (Lesson(None, 0), Lesson("shorter", 4), Lesson("shortest", 6))
    full, less, least = (_line(_plan(EX_02=lesson)) for lesson in lessons)
    assert full
    assert less
    assert least
    assert (full.reps, less.reps, least.reps) == (3, 2, 1)
    assert less.lesson
    assert less.lesson.why == "Shorter, because you skipped it on 4 of the last 7 days."
    assert full.lesson is None
    back = _line(_plan(EX_02=Lesson("back")))
    assert back
    assert (back.reps, back.minutes) == (full.reps, full.minutes)


def test_a_change_that_changes_nothing_today_is_not_told() -> None:
    line = _line(_plan("five_minutes", EX_02=Lesson("shorter", 4)))
    assert line
    assert (line.reps, line.lesson) == (1, None)


def test_what_is_not_for_me_is_left_out_with_its_reason_and_another_way_stands_in() -> None:
    made = _plan(EX_02=Lesson("not_for_me"))
    assert _line(made) is None
    assert any(line.site == "calf" for line in made.lines)


def test_a_muscle_that_felt_worse_twice_rests_in_every_position() -> None:
    made = _plan(EX_02=Lesson("rests"))
    assert "M-01" not in {KNOWN.remedies[line.knowledge].muscle for line in made.lines}
    assert "M-01" in {KNOWN.remedies[line.knowledge].muscle for line in _plan().lines}
    assert "EX-02" in {held.rule for held in made.held}


def test_every_line_still_says_why_how_sure_and_where_it_is_written() -> None:
    made = _plan(EX_02=Lesson("shorter", 5), EX_08=Lesson(clock="21:30"))
    assert all(line.reason and line.sources and line.grade for line in made.lines)
    timed = _line(made, "EX-08")
    assert timed
    assert timed.lesson == Lesson(clock="21:30")
