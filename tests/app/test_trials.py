# SPDX-License-Identifier: Apache-2.0
"""Can one change be tried from its choice to its verdict, paused, ended, and never against the gates of care?"""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from django.test import Client
from django.utils import timezone

from supple.actions import plan_trial, run_trial
from supple.actions.correct import withdraw
from supple.actions.knowledge_at_hand import knowledge
from supple.actions.record import record
from supple.care.tryable import Tryable
from supple.entries.tried import TrialStarted
from supple.errors import SuppleError
from supple.insight.design import Plan
from supple.people.models import Person
from tests.app.saying import raw
from tests.app.trying import known, well

BREAKS, NO_ALCOHOL = "MOV-01", "TRG-16-2"
START = datetime(2026, 3, 2, 9, tzinfo=UTC)


def day(number: int, hour: int = 19) -> datetime:
    """An hour of a day, counted from the one on which the trial is begun."""
    return START.replace(hour=hour) + timedelta(days=number)


@pytest.fixture
def cleo(ada: Person) -> Person:
    """Ada, of whom enough is known to try something."""
    known(ada, START - timedelta(days=40))
    well(ada, START)
    return ada


def scored(person: Person, values: list[int], first: int = 0, field: str = "spasticity") -> None:
    said = [raw(day(first + n), "check_in", **{field: value}) for n, value in enumerate(values)]
    record(person, said, day(first + len(values)))


def begun(person: Person, pairs: int = 2, item: str = BREAKS, outcome: str = "spasticity") -> TrialStarted:
    run_trial.begin(person, item, outcome, Plan(pairs, 14, order="random"), START)
    return run_trial.every(person, START)[0].started


def test_what_is_offered_passes_the_gates_and_is_never_a_medicine(cleo: Person) -> None:
    offered = plan_trial.choices(cleo, START)
    assert offered.stopped_by is None
    ids = {change.id for change in offered.changes}
    assert {BREAKS, NO_ALCOHOL} <= ids
    base = knowledge()
    medicines = {name for card in base.medicines.values() for name in card.names} | set(base.spellings)
    words = {word.strip(".,:").lower() for c in offered.changes for word in (c.title + " " + c.do).split()}
    assert not words & medicines


def test_a_person_of_unknown_age_is_asked_before_anything_is_offered(bo: Person) -> None:
    stopped = plan_trial.choices(bo, START).stopped_by
    assert stopped is not None
    with pytest.raises(SuppleError, match="warning comes first"):
        begun(bo)


def test_nothing_starts_while_a_red_flag_stands(cleo: Person) -> None:
    record(cleo, [raw(START, "check_in", signs=[{"id": "chest_pain", "present": "not_sure"}])], START)
    with pytest.raises(SuppleError, match="warning comes first"):
        begun(cleo)
    assert run_trial.every(cleo, START) == ()


def test_somebody_who_drinks_a_lot_is_not_offered_to_leave_alcohol_out(ada: Person) -> None:
    known(ada, START - timedelta(days=40), condition="heavy_alcohol")
    well(ada, START)
    change = plan_trial.choices(ada, START).of(NO_ALCOHOL)
    assert change is not None
    assert change.held is not None
    with pytest.raises(SuppleError, match="does not fit you"):
        begun(ada, item=NO_ALCOHOL)


def test_what_is_not_in_the_list_cannot_be_tried(cleo: Person) -> None:
    for item in ("baclofen", "KEEP-MEDS", "DRK-01", "MOV-99"):
        with pytest.raises(SuppleError, match="not among"):
            begun(cleo, item=item)


def test_only_a_score_or_a_count_can_judge_a_trial(cleo: Person) -> None:
    for outcome in ("falls", "own:weather", "heat"):
        with pytest.raises(SuppleError, match="cannot be judged"):
            begun(cleo, outcome=outcome)


def test_a_second_trial_at_the_same_time_is_refused_with_a_sentence(cleo: Person) -> None:
    begun(cleo)
    with pytest.raises(SuppleError, match="One change at a time"):
        begun(cleo, item="MOV-03")
    assert len(run_trial.every(cleo, START)) == 1


def test_a_trial_begins_tomorrow_with_the_order_and_the_seed_kept(cleo: Person) -> None:
    started = begun(cleo)
    assert started.phases[0].starts.isoformat() == "2026-03-03"
    assert [p.days for p in started.phases] == [14] * 4
    assert (started.order, started.item) == ("random", BREAKS)
    assert started.knowledge == knowledge().version
    again = run_trial._phases(Plan(2, 14, order="random", seed=started.seed or 0), started.phases[0].starts)
    assert tuple(again) == started.phases


def test_two_trials_are_not_drawn_alike_every_time(cleo: Person) -> None:
    seen = set()
    for _ in range(6):
        started = begun(cleo)
        seen.add(started.seed)
        withdraw(cleo, started.id, START)
    assert len(seen) > 1


def test_the_designs_come_with_what_they_show_on_this_diary(cleo: Person) -> None:
    rng = np.random.default_rng(3)
    scored(cleo, [int(np.clip(round(5 + rng.normal(0, 1.2)), 0, 10)) for _ in range(40)], first=-40)
    change = plan_trial.choices(cleo, START).of(BREAKS)
    assert change is not None
    ahead = plan_trial.ahead(cleo, change, "spasticity", START)
    assert ahead.run_in == 0
    assert all(one.outlook.own_noise for one in ahead.designs)
    assert [one.plan.days for one in ahead.designs] == sorted(one.plan.days for one in ahead.designs)
    assert ahead.best is not None
    assert ahead.best.outlook.power_two >= 0.8
    assert all(one.plan.block >= 14 for one in ahead.designs)


def test_without_a_diary_typical_days_stand_in_and_a_week_to_get_used_to_it(cleo: Person) -> None:
    change = plan_trial.choices(cleo, START).of(BREAKS)
    assert change is not None
    ahead = plan_trial.ahead(cleo, change, "spasticity", START)
    assert ahead.run_in == 7
    assert not any(one.outlook.own_noise for one in ahead.designs)


@pytest.mark.parametrize(
    ("turns", "order", "run_in"), [((2, 3), "random", 0), ((2, 14), "mine", 0), ((11, 14), "fixed", 0)]
)
def test_a_design_that_was_not_offered_is_refused(
    cleo: Person, turns: tuple[int, int], order: str, run_in: int
) -> None:
    change = plan_trial.choices(cleo, START).of(BREAKS)
    assert change is not None
    with pytest.raises(SuppleError, match="not offered"):
        run_trial.planned(change, turns, order, run_in)


def lived(person: Person, started: TrialStarted, effect: float, days: int = 56) -> None:
    """Every day of the trial, with its answer and its score."""
    rng = np.random.default_rng(5)
    marks = [p.condition for p in started.phases for _ in range(p.days)][:days]
    for n, mark in enumerate(marks, 1):
        score = int(np.clip(round(6 + effect * (mark == "B") + rng.normal(0, 0.8)), 0, 10))
        said = [raw(day(n), "check_in", spasticity=score)]
        said += [raw(day(n), "trial_day", trial=str(started.id), done=True)] if mark == "B" else []
        record(person, said, day(n))


def test_a_change_that_helped_is_called_so_after_the_last_day(cleo: Person) -> None:
    started = begun(cleo)
    lived(cleo, started, -3.0)
    found = run_trial.verdict(cleo, started.id, day(58))
    assert (found.result.verdict, found.early, found.result.adherence) == ("helps", False, 1.0)


def test_before_the_last_day_and_after_an_early_end_more_certainty_is_asked_for(cleo: Person) -> None:
    started = begun(cleo)
    lived(cleo, started, -3.0, days=40)
    early = run_trial.verdict(cleo, started.id, day(41))
    assert early.early
    assert early.result.running
    run_trial.end(cleo, started.id, day(41))
    assert run_trial.verdict(cleo, started.id, day(90)).result.running
    assert run_trial.standing(cleo, day(42)) is None


def test_an_infection_is_proposed_as_a_pause_and_its_days_do_not_count(cleo: Person) -> None:
    started = begun(cleo)
    record(cleo, [raw(day(10, 8), "flare", what="infection")], day(10))
    well(cleo, day(12, 8))
    standing = run_trial.standing(cleo, day(12))
    assert standing is not None
    (reason,) = standing.reasons
    run_trial.pause(cleo, started.id, reason.why, day(12), reason.since)
    paused = run_trial.standing(cleo, day(13))
    assert paused is not None
    assert paused.course.paused == "infection"
    run_trial.go_on(cleo, started.id, day(15))
    course = run_trial.every(cleo, day(15))[0]
    assert [one.day.day for one in course.days if one.paused] == [12, 13, 14, 15, 16]
    assert len(course.days) == 61


def test_putting_a_reason_aside_is_remembered(cleo: Person) -> None:
    started = begun(cleo)
    record(cleo, [raw(day(10, 8), "flare", what="infection")], day(10))
    run_trial.go_on(cleo, started.id, day(11), "infection")
    standing = run_trial.standing(cleo, day(12))
    assert standing is not None
    assert standing.reasons == ()
    assert standing.course.paused == ""


def test_a_warning_of_today_holds_the_change_of_today(
    page: Client, cleo: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(cleo)
    record(cleo, [raw(day(3), "check_in", signs=[{"id": "chest_pain", "present": "yes"}])], day(3))
    standing = run_trial.standing(cleo, day(3))
    assert standing is not None
    assert standing.stopped_by is not None
    assert standing.change is None
    monkeypatch.setattr(timezone, "now", lambda: day(3))
    shown = page.get("/").content.decode()
    assert "Not today." in shown
    assert "Did you do it today?" not in shown


def test_a_remedy_that_left_the_knowledge_leaves_the_trial_standing(
    page: Client, cleo: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(cleo)
    well(cleo, day(3, 8))
    monkeypatch.setattr(plan_trial, "again", lambda *_args: None)
    standing = run_trial.standing(cleo, day(3))
    assert standing is not None
    assert standing.change is None
    assert standing.course.started.change == "Break from sitting"
    monkeypatch.setattr(timezone, "now", lambda: day(3))
    assert "no longer among what supple knows" in page.get("/").content.decode()


def test_a_stretch_is_looked_at_anew_each_day(cleo: Person) -> None:
    fits = plan_trial.still_fits(cleo, "EX-02", START)
    assert isinstance(fits, Tryable)
    assert fits.held is None
    assert plan_trial.still_fits(cleo, "EX-99", START) is None


@pytest.fixture
def page(client: Client, cleo: Person, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A browser on the day the trial is begun."""
    assert cleo.account is not None
    monkeypatch.setattr(timezone, "now", lambda: START)
    client.force_login(cleo.account)
    return client


def test_the_pages_lead_from_the_choice_to_the_start_and_show_it_today(page: Client, cleo: Person) -> None:
    shown = page.get("/trials").content.decode()
    assert "Break from sitting" in shown
    shown = page.get(f"/trials/new/{BREAKS}").content.decode()
    assert "What could a trial show?" in shown
    said = {"outcome": "spasticity", "pairs": "2", "block": "14", "order": "random", "run_in": "7"}
    assert page.post(f"/trials/new/{BREAKS}", said)["Location"] == "/trials"
    assert "Your trial" in page.get("/").content.decode()
    (course,) = run_trial.every(cleo, START)
    page.post(f"/trials/{course.id}", {"do": "done"})
    shown = page.get(f"/trials/{course.id}").content.decode()
    assert "Look early" in shown
    assert "<svg" not in shown
    assert "<svg" in page.get(f"/trials/{course.id}?look=1").content.decode()


def test_a_trial_of_somebody_else_is_not_there(page: Client, bo: Person) -> None:
    known(bo, START - timedelta(days=40))
    well(bo, START)
    theirs = begun(bo)
    assert page.get(f"/trials/{theirs.id}").status_code == 404
    page.post(f"/trials/{theirs.id}", {"do": "end"})
    assert run_trial.every(bo, day(1))[0].ended is None


def test_nonsense_from_a_form_is_not_there(page: Client, cleo: Person) -> None:
    started = begun(cleo)
    assert page.post(f"/trials/{started.id}", {"do": "cheat"}).status_code == 404
    assert page.post(f"/trials/new/{BREAKS}", {"pairs": "many"}).status_code == 404
    assert page.get("/trials/new/NO-SUCH").status_code == 404
    page.post(f"/trials/{started.id}", {"do": "pause", "why": "<b>", "since": "never"})
    assert run_trial.every(cleo, START)[0].paused == "paused"


def test_a_title_of_a_trial_says_nothing_of_it(page: Client, cleo: Person) -> None:
    started = begun(cleo)
    for where in (f"/trials/{started.id}", f"/trials/new/{BREAKS}", "/trials"):
        head = page.get(where).content.decode().split("</title>")[0]
        assert "sitting" not in head.lower()


def test_today_s_answer_is_one_press_on_today(page: Client, cleo: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    begun(cleo, outcome="pain")
    monkeypatch.setattr(timezone, "now", lambda: day(2))
    assert "Today's answer" in page.get("/").content.decode()
    page.post("/keep", {"kind": "check_in", "next": "today", "pain": "6"})
    standing = run_trial.standing(cleo, day(2))
    assert standing is not None
    assert standing.scored
    assert "Today's answer" not in page.get("/").content.decode()


def test_a_count_is_written_down_as_it_happens(cleo: Person) -> None:
    begun(cleo, outcome="episodes")
    standing = run_trial.standing(cleo, day(2))
    assert standing is not None
    assert not standing.scores


def test_an_early_end_is_not_called_running(page: Client, cleo: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    started = begun(cleo)
    lived(cleo, started, -3.0, days=30)
    monkeypatch.setattr(timezone, "now", lambda: day(31))
    assert cleo.account is not None
    page.force_login(cleo.account)
    page.post(f"/trials/{started.id}", {"do": "end"})
    shown = page.get(f"/trials/{started.id}").content.decode()
    assert "ended before its last day" in shown
    assert "The trial is not over" not in shown


def test_the_page_offers_the_pause_and_takes_it(page: Client, cleo: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    started = begun(cleo)
    record(cleo, [raw(day(4, 8), "flare", what="infection")], day(4))
    well(cleo, day(5, 8))
    monkeypatch.setattr(timezone, "now", lambda: day(5))
    shown = page.get("/").content.decode()
    assert "Infection or fever" in shown
    said = {"do": "pause", "why": "infection", "since": "2026-03-06", "next": "today"}
    assert page.post(f"/trials/{started.id}", said)["Location"] == "/"
    assert "Paused: Infection or fever" in page.get("/").content.decode()
    page.post(f"/trials/{started.id}", {"do": "go_on"})
    assert run_trial.every(cleo, day(5))[0].paused == ""


def test_today_holds_the_trial_when_the_warning_signs_cannot_be_checked(
    page: Client, cleo: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(cleo)

    def broken(*_args: object) -> None:
        raise ArithmeticError

    monkeypatch.setattr(run_trial, "still_fits", broken)
    standing = run_trial.standing(cleo, day(2))
    assert standing is not None
    assert not standing.checked
    monkeypatch.setattr(plan_trial, "choice", broken)
    assert "could not be checked" in page.get("/trials").content.decode()


def test_a_trial_that_is_over_takes_no_more_steps(cleo: Person) -> None:
    started = begun(cleo)
    run_trial.end(cleo, started.id, day(3))
    with pytest.raises(SuppleError, match="is over"):
        run_trial.pause(cleo, started.id, "infection", day(4))
    with pytest.raises(SuppleError, match="not in the diary"):
        run_trial.verdict(cleo, cleo.pk, day(4))


def test_a_pause_cannot_reach_behind_an_earlier_step(cleo: Person) -> None:
    started = begun(cleo)
    run_trial.pause(cleo, started.id, "infection", day(3))
    run_trial.go_on(cleo, started.id, day(6))
    run_trial.pause(cleo, started.id, "relapse", day(8), day(2).date())
    course = run_trial.every(cleo, day(8))[0]
    assert course.paused == "relapse"
    assert [one.paused for one in course.days if one.paused] == ["infection"] * 3 + ["relapse"] * 3


def test_a_stretch_is_never_offered_in_turns_shorter_than_it_takes_to_show(cleo: Person) -> None:
    stretch = plan_trial.choices(cleo, START).of("EX-02")
    assert stretch is not None
    ahead = plan_trial.ahead(cleo, stretch, "spasticity", START)
    assert {one.plan.block for one in ahead.designs} == {28}
    assert {one.plan.washout for one in ahead.designs} == {7}
    with pytest.raises(SuppleError, match="not offered"):
        run_trial.planned(stretch, (4, 14), "random", 0)


def test_the_diary_tells_the_steps_of_a_trial_in_words(page: Client, cleo: Person) -> None:
    started = begun(cleo)
    run_trial.pause(cleo, started.id, "infection", START)
    run_trial.answer(cleo, started.id, done=True, now=START)
    shown = page.get("/timeline").content.decode()
    for says in ("Trial started: Break from sitting", "Trial step, paused, Infection or fever", "Trial day, done"):
        assert says in shown
