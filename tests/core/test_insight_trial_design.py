# SPDX-License-Identifier: Apache-2.0
"""Does a design keep its lot, say beforehand what it can show, and offer a better one when it shows little?"""

import numpy as np
import pytest

from supple.errors import SuppleError
from supple.insight import simulate
from supple.insight.design import Order, Plan, candidates, long_enough, outlook, schedule
from supple.insight.result import NotEnough
from supple.insight.usual import Usual, learn, make_up


def _usual(spread: float, memory: float, days: int = 400) -> Usual:
    rng = np.random.default_rng([8, days])
    noise = rng.standard_normal(days)
    for day in range(1, days):
        noise[day] = memory * noise[day - 1] + np.sqrt(1 - memory**2) * noise[day]
    found = learn(np.clip(np.round(5 + spread * noise), 0, 10), "spasticity")
    assert isinstance(found, Usual)
    return found


def test_a_schedule_has_every_pair_and_keeps_its_lot() -> None:
    plan = Plan(4, 7, 2, seed=5, run_in=7)
    marks = schedule(plan)
    assert len(marks) == plan.days
    assert (marks.count("A"), marks.count("B"), marks.count("W")) == (28, 28, 21)
    assert marks[:7] == ("W",) * 7
    assert schedule(plan) == marks
    assert len({schedule(Plan(4, 7, seed=seed)) for seed in range(12)}) > 1


@pytest.mark.parametrize(("order", "orders"), [("fixed", {"ABABABAB"}), ("counterbalanced", {"ABBAABBA", "BAABBAAB"})])
def test_an_order_is_fixed_or_takes_turns(order: Order, orders: set[str]) -> None:
    drawn = {"".join(schedule(Plan(4, 7, order=order, seed=seed))[::7]) for seed in range(12)}
    assert drawn == orders


@pytest.mark.parametrize("plan", [Plan(0, 7), Plan(4, 0), Plan(4, 7, -1), Plan(4, 7, run_in=99)])
def test_a_design_of_no_days_is_refused(plan: Plan) -> None:
    with pytest.raises(SuppleError) as refused:
        schedule(plan)
    assert refused.value.code == "design-impossible"


@pytest.mark.parametrize(
    ("block", "same_day", "fine"), [(14, False, True), (13, False, False), (7, True, True), (6, True, False)]
)
def test_phases_last_two_weeks_unless_the_change_works_the_same_day(block: int, same_day: bool, fine: bool) -> None:
    if fine:
        long_enough(Plan(4, block), same_day)
        return
    with pytest.raises(SuppleError) as refused:
        long_enough(Plan(4, block), same_day)
    assert refused.value.code == "phases-short"


def test_two_points_are_seen_more_often_than_one_and_nothing_seldom() -> None:
    seen = outlook(Plan(4, 7), trials=100)
    assert seen.power_two > seen.power_one > seen.false_verdicts
    assert seen.false_verdicts <= 0.15


def test_calm_days_show_more_than_restless_ones() -> None:
    calm, restless = _usual(0.8, 0.2), _usual(2.2, 0.7)
    assert calm.spread < restless.spread
    assert calm.memory < restless.memory
    plan = Plan(2, 14, order="fixed")
    assert outlook(plan, 100, calm).power_one > outlook(plan, 100, restless).power_one + 0.3
    assert outlook(plan, 100, calm).own_noise


def test_more_trials_than_are_weighed_at_once_agree_with_fewer() -> None:
    usual = _usual(1.2, 0.4)
    few, many = outlook(Plan(3, 14), 200, usual), outlook(Plan(3, 14), 450, usual)
    assert abs(few.power_one - many.power_one) < 0.12
    assert outlook(Plan(3, 14), 200, usual) == few


def test_a_weak_design_is_answered_with_stronger_ones_shortest_first() -> None:
    plan = Plan(1, 14, order="fixed")
    weak = outlook(plan, 100)
    assert not weak.answers
    offered = candidates(plan, 100)
    assert offered
    assert [one.plan.days for one in offered] == sorted(one.plan.days for one in offered)
    assert all(one.outlook.power_one > weak.power_one for one in offered)
    assert offered[-1].outlook.answers
    assert all(one.plan.block >= 14 for one in offered)


def test_a_short_or_still_diary_teaches_no_noise() -> None:
    assert learn(np.arange(5.0)) == NotEnough(5, 21, "days of the outcome")
    assert learn(np.full(50, 3.0)) == NotEnough(1, 2, "different values of the outcome")
    assert isinstance(learn(np.full(50, np.nan)), NotEnough)


def test_made_up_days_look_like_the_ones_they_were_learnt_from() -> None:
    usual = _usual(1.5, 0.6)
    made = usual.bounded(make_up(usual, 200, 60, np.random.default_rng(1)))
    assert set(np.unique(made)) <= set(range(11))
    assert abs(float(made.mean()) - usual.level) < 0.5
    assert abs(float(made.std()) - 1.5) < 0.4
    lagged = np.mean([np.corrcoef(run[:-1], run[1:])[0, 1] for run in made.T])
    assert abs(lagged - 0.6) < 0.15


def test_a_gap_in_the_diary_does_not_change_what_it_teaches_much() -> None:
    made = simulate.diary("easy", 300, 3).table.columns["outcome"]
    whole, cut = learn(made), learn(np.r_[made[:150], np.full(60, np.nan), made[150:]])
    assert isinstance(whole, Usual)
    assert isinstance(cut, Usual)
    assert abs(whole.spread - cut.spread) < 0.1
