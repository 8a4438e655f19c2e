# SPDX-License-Identifier: Apache-2.0
"""Whatever was learnt, the plan never grows beyond what the day allows, and every change is explained."""

from datetime import UTC, datetime, timedelta
from typing import get_args
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from supple.care import plan
from supple.care.doable import Energy, Plan
from supple.care.fitting import BUDGET_MIN
from supple.care.learned import Change, Lesson, lessons
from supple.care.profile import UNREMARKABLE, Profile
from supple.care.recent import Recent
from supple.care.search import last_search
from supple.care.stretching import REPS
from supple.entries.did import Session
from supple.entries.suited import Looked
from supple.entries.timeline import fold
from supple.knowledge.load import knowledge

KNOWN = knowledge()
ADA = Profile.model_validate(UNREMARKABLE)
STRETCHES = [r.id for r in KNOWN.remedies_of("stretch")]
NOW = datetime(2026, 11, 21, 20, tzinfo=UTC)
LESSONS = st.dictionaries(
    st.sampled_from(STRETCHES), st.builds(Lesson, st.sampled_from([None, *get_args(Change)]), st.integers(4, 7))
)
ENERGY = st.sampled_from(get_args(Energy))
SITES = st.lists(st.sampled_from(["calf", "hamstring", "foot", "quadriceps", "hip", "toes"]), max_size=3, unique=True)


def _plan(energy: Energy, sites: list[str], learnt: dict[str, Lesson]) -> Plan:
    return plan.today(ADA, (), KNOWN, energy, Recent(places=tuple((s, "both") for s in sites), lessons=learnt))


@given(ENERGY, SITES, LESSONS)
@settings(max_examples=60, deadline=None)
def test_no_lesson_makes_a_line_or_a_session_longer_than_the_day_allows(
    energy: Energy, sites: list[str], learnt: dict[str, Lesson]
) -> None:
    made = _plan(energy, sites, learnt)
    stretching = [line for line in made.lines if line.kind == "stretch"]
    assert sum(line.minutes or 0 for line in stretching) <= BUDGET_MIN[energy]
    assert all((line.reps or 1) <= REPS[energy] for line in stretching)


@given(ENERGY, SITES, LESSONS)
@settings(max_examples=60, deadline=None)
def test_a_line_that_is_shorter_says_why_and_what_is_refused_is_not_offered(
    energy: Energy, sites: list[str], learnt: dict[str, Lesson]
) -> None:
    made = _plan(energy, sites, learnt)
    for line in made.lines:
        lesson = learnt.get(line.knowledge, Lesson())
        assert not lesson.leaves_out
        full = min(KNOWN.remedies[line.knowledge].reps or 1, REPS[energy])
        if line.kind == "stretch" and (line.reps or full) < full:
            assert line.lesson
            assert line.lesson.why


@given(st.lists(st.tuples(st.integers(0, 13), st.booleans(), st.sampled_from([None, "easier", "worse"])), max_size=20))
def test_the_order_in_which_sessions_arrive_teaches_nothing(said: list[tuple[int, bool, str | None]]) -> None:
    sessions = [
        Session.model_validate({"id": UUID(int=n + 1), "at": NOW - timedelta(days=day, minutes=n), "what": "stretching",
                                "remedy": "EX-02", "done": done, "response": response})
        for n, (day, done, response) in enumerate(said)
    ]  # fmt: skip
    zone = ZoneInfo("UTC")
    assert lessons(fold(sessions, zone), NOW) == lessons(fold(reversed(sessions), zone), NOW)


@given(st.lists(st.tuples(st.sampled_from(["TRG-03", "TRG-04", "TRG-10"]), st.sampled_from(["yes", "no", "not_sure"]))))
def test_the_order_in_which_answers_arrive_does_not_change_a_search(said: list[tuple[str, str]]) -> None:
    looked = [
        Looked.model_validate({"id": UUID(int=n + 1), "at": NOW + timedelta(minutes=n), "trigger": trigger,
                               "answer": answer, "round": UUID(int=7)})
        for n, (trigger, answer) in enumerate(said)
    ]  # fmt: skip
    zone = ZoneInfo("UTC")
    assert last_search(fold(looked, zone)) == last_search(fold(reversed(looked), zone))
