# SPDX-License-Identifier: Apache-2.0
"""Does the plan stand in the order of the day, at times the person can move or tie to a habit?"""

from datetime import UTC, datetime
from uuid import UUID

from supple.care import plan
from supple.care.doable import Plan
from supple.care.learned import Lesson, lessons
from supple.care.profile import UNREMARKABLE, Profile
from supple.care.recent import Recent
from supple.entries.suited import Preference
from supple.entries.timeline import fold
from supple.knowledge.load import knowledge

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def _today(lessons_: dict[str, Lesson] | None = None, **profile: object) -> Plan:
    person = Profile.model_validate({**UNREMARKABLE, **profile})
    recent = Recent(night_cramps=True, mobility="wheelchair", lessons=lessons_ or {})
    return plan.today(person, (), knowledge(), recent=recent)


def test_every_line_has_a_time_and_they_stand_in_the_order_of_the_day() -> None:
    clocks = [line.clock for line in _today(exposures=["heat"]).lines]
    assert None not in clocks
    assert clocks == sorted(clocks, key=str)


def test_a_line_moves_to_the_time_that_the_person_chose() -> None:
    moved = _today({"DAY-04": Lesson(clock="06:00")})
    assert moved.lines[0].knowledge == "DAY-04"
    assert _today().lines[0].knowledge != "DAY-04"


def test_every_line_of_the_day_can_be_refused() -> None:
    every = _today(exposures=["heat"])
    refused = {line.knowledge: Lesson("not_for_me") for line in every.lines if line.kind == "day"}
    assert {"DAY-01", "DAY-02", "DAY-04"} == set(refused)
    assert not [line for line in _today(refused, exposures=["heat"]).lines if line.kind == "day"]


def test_a_habit_is_kept_beside_the_time_until_another_one_is_said() -> None:
    def said(number: int, **fields: object) -> Preference:
        at = NOW.replace(minute=number)
        return Preference.model_validate({"id": UUID(int=number), "at": at, "remedy": "EX-02", **fields})

    told = fold([said(1, habit="brushing teeth"), said(2, clock="07:30"), said(3, habit="breakfast")], UTC)  # type: ignore[arg-type]
    lesson = lessons(told, NOW)["EX-02"]
    assert (lesson.clock, lesson.habit) == ("07:30", "breakfast")
