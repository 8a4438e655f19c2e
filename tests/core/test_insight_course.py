# SPDX-License-Identifier: Apache-2.0
"""Is a trial rebuilt from what was said about it: its days, its pauses, what was done, and what must not count?"""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from supple.entries.entry import Entry
from supple.entries.parse import parse
from supple.entries.timeline import Timeline, fold
from supple.entries.tried import TrialStarted
from supple.insight.course import BEFORE, BESIDE, Course, courses, to_trial
from supple.insight.design import Plan, spans
from supple.insight.interruptions import proposals
from supple.insight.plot import trial_svg
from supple.insight.result import Excluded
from supple.insight.series import from_timeline
from supple.insight.trial import judge

FIRST, BERLIN = date(2026, 3, 2), ZoneInfo("Europe/Berlin")
ID = UUID(int=7)


def at(day: int, hour: int = 12) -> datetime:
    """Noon of a day of the trial, counted from 0."""
    return datetime(2026, 3, 2, hour, tzinfo=UTC) + timedelta(days=day)


def said(kind: str, when: datetime, **fields: Any) -> Entry:
    """An entry."""
    entry = parse({"kind": kind, "id": fields.pop("id", uuid4()), "at": when, **fields})
    assert isinstance(entry, Entry), entry
    return entry


def begun(marks: str = "AABB", block: int = 7, **more: Any) -> Entry:
    """A trial of blocks, said on its first morning."""
    phases = [{"condition": m, "starts": FIRST + timedelta(days=block * n), "days": block} for n, m in enumerate(marks)]
    given = {"id": ID, "change": "A short walk", "outcome": "spasticity", "phases": phases, "item": "MOV-09", "seed": 3}
    return said("trial_started", more.pop("when", at(0, 9)), **(given | more))


def step(condition: str, day: int, why: str | None = None) -> Entry:
    """A pause, or its end."""
    return said("phase_changed", at(day), trial=str(ID), condition=condition, why=why)


def diary(*entries: Entry, zone: ZoneInfo = BERLIN) -> Timeline:
    return fold(entries, zone)


def only(timeline: Timeline, day: int = 100) -> Course:
    """The one trial, seen from a day."""
    (course,) = courses(timeline, FIRST + timedelta(days=day))
    return course


def marks(course: Course) -> str:
    return "".join("p" if one.paused else one.condition or "." for one in course.days)


def test_the_days_of_a_trial_are_those_of_its_phases() -> None:
    course = only(diary(begun("AB", 3)))
    assert marks(course) == "AAABBB"
    assert course.last == FIRST + timedelta(days=5)


def test_a_pause_holds_the_schedule_and_what_was_left_follows() -> None:
    course = only(diary(begun("AB", 3), step("paused", 1, "infection"), step("A", 3)))
    assert marks(course) == "AppAABBB"
    assert course.on(FIRST + timedelta(days=1)).paused == "infection"  # type: ignore[union-attr]
    assert course.paused == ""


def test_a_pause_that_is_not_over_goes_on_until_today() -> None:
    course = only(diary(begun("AB", 3), step("paused", 1, "relapse")), day=4)
    assert marks(course) == "AppppAABBB"
    assert course.paused == "relapse"
    assert course.running(FIRST + timedelta(days=9))


def test_two_pauses_and_one_without_a_reason_are_kept_apart() -> None:
    timeline = diary(begun("AB", 3), step("paused", 0), step("A", 1), step("paused", 2, "heat wave"), step("A", 3))
    assert [one.paused for one in only(timeline).days[:4]] == ["paused", "", "heat wave", ""]


def test_an_early_end_cuts_the_days_to_come_and_is_never_complete() -> None:
    ended = said("trial_ended", at(4), trial=str(ID), finished=False)
    course = only(diary(begun("AB", 7), ended))
    assert len(course.days) == 5
    assert not course.running(FIRST)
    assert not course.complete(FIRST + timedelta(days=100))


def test_a_trial_is_complete_the_day_after_its_last() -> None:
    course = only(diary(begun("AB", 3)))
    assert course.running(FIRST + timedelta(days=5))
    assert not course.complete(FIRST + timedelta(days=5))
    assert course.complete(FIRST + timedelta(days=6))


def test_an_older_body_without_the_new_fields_is_still_read() -> None:
    course = only(diary(begun(item=None, order=None, knowledge=None)))
    assert course.started.item is None


@pytest.mark.parametrize("order", ["random", "fixed", "counterbalanced"])
def test_the_kept_seed_draws_the_same_order_again(order: Any) -> None:
    plan = Plan(3, 14, 7, order, seed=41)
    day, phases = FIRST, []
    for mark, days in spans(plan):
        phases.append({"condition": mark, "starts": day, "days": days})
        day += timedelta(days=days)
    started = only(diary(begun(phases=phases, seed=41, order=order))).started
    again = spans(Plan(3, 14, 7, started.order or "fixed", seed=started.seed or 0))
    assert [(p.condition, p.days) for p in started.phases] == list(again)


def test_a_change_of_zone_moves_no_day_of_a_trial() -> None:
    away = said("phase_changed", at(1, 20), trial=str(ID), condition="paused", why="infection", zone="Asia/Tokyo")
    here, there = diary(begun("AB", 3)), diary(begun("AB", 3), zone=ZoneInfo("America/New_York"))
    assert [one.day for one in only(here).days] == [one.day for one in only(there).days]
    # 20:00 UTC is five in the morning in Tokyo: still the diary day before, as on the pauser's own clock
    assert only(diary(begun("AB", 3), away), day=3).on(FIRST + timedelta(days=1)).paused  # type: ignore[union-attr]


def _scores(values: list[int]) -> list[Entry]:
    return [said("check_in", at(day, 20), spasticity=value) for day, value in enumerate(values)]


def test_a_trial_that_helped_is_judged_from_the_entries_alone() -> None:
    rng = np.random.default_rng(4)
    plan = ("A" * 14 + "B" * 14) * 2
    scores = [int(np.clip(round(6 - 3 * (mark == "B") + rng.normal(0, 0.8)), 0, 10)) for mark in plan]
    timeline = diary(begun("ABAB", 14), *_scores(scores))
    found = judge(to_trial(only(timeline), timeline, from_timeline(timeline)))
    assert found.verdict == "helps"
    assert found.days == 56


def test_days_before_the_trial_was_said_do_not_count() -> None:
    timeline = diary(begun("AB", 7, when=at(5, 9)), *_scores([5] * 14))
    trial = to_trial(only(timeline), timeline, from_timeline(timeline))
    assert trial.paused[:6] == (BEFORE,) * 5 + ("",)
    assert Excluded(BEFORE, 5) in trial.excluded


def test_days_with_another_change_on_the_same_outcome_do_not_count() -> None:
    other = begun("AB", 7, id=UUID(int=8), change="Ankle pumps", item="MOV-03")
    timeline = diary(begun("AB", 7), other, *_scores([5] * 14))
    both = courses(timeline, FIRST)
    trial = to_trial(both[0], timeline, from_timeline(timeline), both)
    assert trial.paused == ("",) * 7 + (BESIDE,) * 7


def test_what_was_done_is_taken_from_the_question_and_from_the_plan() -> None:
    timeline = diary(
        begun("AB", 2),
        said("session", at(1), what="walking", remedy="MOV-09"),
        said("trial_day", at(2), trial=str(ID), done=True),
        said("trial_day", at(2, 13), trial=str(ID), done=False),
        said("session", at(3), what="walking", remedy="EX-01"),
        *_scores([4, 5, 6, 5]),
    )
    taken = to_trial(only(timeline), timeline, from_timeline(timeline)).taken
    assert taken is not None
    assert np.isnan(taken[[0, 3]]).all()
    assert taken[[1, 2]].tolist() == [1.0, 0.0]


def test_a_diary_without_the_outcome_says_that_days_are_lacking() -> None:
    timeline = diary(begun("AB", 7))
    found = judge(to_trial(only(timeline), timeline, from_timeline(timeline)))
    assert found.not_enough is not None


def _proposed(*entries: Entry, day: int = 5) -> dict[str, int]:
    timeline = diary(begun("AB", 14), *entries)
    today = FIRST + timedelta(days=day)
    (course,) = courses(timeline, today)
    return {one.why: (one.since - FIRST).days for one in proposals(course, timeline, today)}


def test_an_infection_a_relapse_a_new_dose_and_a_spell_of_heat_are_reasons_to_pause() -> None:
    hot = [said("exposure", at(day), what="heat") for day in (1, 2, 3)]
    assert _proposed(*hot) == {"heat wave": 1}
    assert _proposed(*hot[:2]) == {}
    assert _proposed(said("flare", at(2), what="uti")) == {"infection": 2}
    assert _proposed(said("flare", at(2), what="relapse")) == {"relapse": 2}
    assert _proposed(said("measurement", at(4), measure="temp_c", value=38.4)) == {"infection": 4}
    assert _proposed(said("treatment", at(3), name="baclofen", change="changed", dose_mg=20)) == {"dose change": 3}
    assert _proposed(said("exposure", at(4), what="infection", present=False)) == {}


def test_a_reason_that_was_answered_is_not_brought_up_again() -> None:
    flare = said("flare", at(2), what="infection")
    assert _proposed(flare, step("A", 3, "infection")) == {}
    assert _proposed(flare, step("paused", 2, "infection"), step("A", 4)) == {}
    assert _proposed(flare, step("paused", 2, "infection")) == {}  # it is paused now


def test_a_reason_from_before_the_trial_holds_from_its_first_day() -> None:
    assert _proposed(said("flare", at(-3), what="infection"), day=1) == {"infection": 0}
    assert _proposed(said("treatment", at(-3), name="baclofen", change="started"), day=1) == {}


def test_how_long_the_condition_of_a_day_lasts() -> None:
    course = only(diary(begun("AB", 3)))
    assert [course.until(FIRST + timedelta(days=n)) for n in range(6)] == [3, 2, 1, 3, 2, 1]
    assert isinstance(course.started, TrialStarted)


def test_a_gap_between_phases_is_no_condition_and_phases_over_each_other_share_no_day() -> None:
    gap = [
        {"condition": "A", "starts": FIRST, "days": 2},
        {"condition": "B", "starts": FIRST + timedelta(days=4), "days": 2},
    ]
    assert marks(only(diary(begun(phases=gap)))) == "AA..BB"
    over = [
        {"condition": "A", "starts": FIRST, "days": 3},
        {"condition": "B", "starts": FIRST + timedelta(days=2), "days": 3},
    ]
    assert marks(only(diary(begun(phases=over)))) == "AAABB"


def test_steps_that_name_the_change_instead_of_an_id_are_about_it_and_a_strange_end_is_not() -> None:
    named = said("phase_changed", at(1), trial="A short walk", condition="paused", why="relapse")
    other = said("trial_ended", at(1), trial="something else")
    course = only(diary(begun("AB", 3), named, other), day=2)
    assert course.paused == "relapse"
    assert course.ended is None


def test_a_pause_counts_from_its_day_and_the_next_of_its_kind_is_brought_up_only_a_week_later() -> None:
    known = [said("exposure", at(day), what="infection") for day in (1, 2, 12)]
    timeline = diary(begun("AB", 14), *known, step("A", 2, "infection"))
    (course,) = courses(timeline, FIRST + timedelta(days=12))
    (found,) = proposals(course, timeline, FIRST + timedelta(days=12))
    assert (found.why, found.since) == ("infection", FIRST + timedelta(days=12))
    assert proposals(course, timeline, FIRST + timedelta(days=3)) == ()


def test_the_picture_of_a_trial_speaks_marks_by_shape_and_crosses_out_what_does_not_count() -> None:
    timeline = diary(
        begun("AB", 4), step("paused", 1, "infection"), step("A", 2), *_scores([5, 4, 3, 4, 2, 2, 1, 2, 3])
    )
    trial = to_trial(only(timeline), timeline, from_timeline(timeline))
    drawn = trial_svg(trial, FIRST, ("as usual", "with <it>", "not counted"), "Stiffness")
    assert "<desc>Stiffness. A: as usual. B: with &lt;it&gt;. not counted: 1.</desc>" in drawn
    assert "with &lt;it&gt;" in drawn
    assert drawn.count("<rect") == 1
    assert drawn.count('fill="none" stroke="currentColor" stroke-width="1.5"') == 4
    assert "<svg" in trial_svg(
        to_trial(only(diary(begun("AB", 3))), diary(), from_timeline(diary())), FIRST, ("a", "b", "c"), ""
    )
