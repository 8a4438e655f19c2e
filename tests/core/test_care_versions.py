# SPDX-License-Identifier: Apache-2.0
"""Does a plan have a name of its own, and is it told what changed from one to the next, and why?"""

from datetime import date

from supple.care import plan, safety
from supple.care.doable import Plan
from supple.care.learned import Lesson
from supple.care.profile import UNREMARKABLE, Profile
from supple.care.recent import Recent
from supple.care.versions import differences, name_of, versions
from supple.knowledge.load import knowledge

KNOWN = knowledge()


def _plan(lessons: dict[str, Lesson] | None = None, **profile: object) -> Plan:
    person = Profile.model_validate({**UNREMARKABLE, **profile})
    return plan.today(person, safety.check(person, KNOWN), KNOWN, recent=Recent(lessons=lessons or {}))


def test_the_same_plan_has_the_same_name_and_another_has_another() -> None:
    assert name_of(_plan()) == name_of(_plan())
    others = (_plan(), _plan(exposures=["heat"]), _plan({"MOV-01": Lesson(clock="07:00")}))
    assert len({name_of(one) for one in others}) == 3


def test_what_came_and_what_went_is_told_with_its_reason() -> None:
    hot = _plan(exposures=["heat"])
    (came,) = differences(_plan(), hot)
    assert (came.sort, came.what) == ("came", "Keep cool today")
    assert came.why
    assert [(d.sort, d.what) for d in differences(hot, _plan())] == [("went", "Keep cool today")]


def test_a_line_that_the_person_refused_says_so() -> None:
    refused = _plan({"MOV-01": Lesson("not_for_me")})
    gone = {d.what: d.why for d in differences(_plan(), refused) if d.sort == "went"}
    assert gone["Break from sitting"] == "You said that it is not for you."


def test_shorter_and_moved_lines_are_told() -> None:
    shorter = _plan({"EX-02": Lesson("shorter", 4), "MOV-01": Lesson(clock="07:00")})
    told = {(d.sort, d.why) for d in differences(_plan(), shorter)}
    assert ("shorter", "Shorter, because you skipped it on 4 of the last 7 days.") in told
    assert ("moved", "07:00") in told


def test_a_warning_is_the_reason_for_everything_it_takes_away() -> None:
    stopped = _plan(symptoms=[{"id": "face_droop", "onset": "sudden"}])
    gone = differences(_plan(), stopped)
    assert gone
    assert {d.sort for d in gone} == {"went"}
    assert all(d.why for d in gone)


def test_versions_stand_newest_first_each_against_the_one_before() -> None:
    days = {date(2026, 11, 7): _plan(), date(2026, 11, 21): _plan(exposures=["cold"]), date(2026, 11, 14): _plan()}
    found = versions(days)
    assert [one.day.day for one in found] == [21, 14, 7]
    assert [len(one.differences) for one in found] == [1, 0, 0]
