# SPDX-License-Identifier: Apache-2.0
"""Is what comes and goes by itself taken out where it shows, and left alone where it does not?"""

import numpy as np
import pytest

from supple.insight import columns, worries
from supple.insight.about import About
from supple.insight.noise import Array
from supple.insight.triggers import find, read, sheet


def _diary(days: int, height: float, seed: int) -> dict[str, Array]:
    """Days with a cycle of 28, and an exposure that keeps to the same cycle and does nothing."""
    rng = np.random.default_rng(seed)
    turn = np.sin(2 * np.pi * np.arange(days) / 28)
    stiff = np.clip(np.round(5 + height * turn + rng.standard_normal(days)), 0, 10)
    return {"stiff": stiff, "warm": 20 + 2 * turn + 1.5 * rng.standard_normal(days), "tea": rng.random(days).round()}


def _turns(diary: dict[str, Array]) -> int:
    return int((sheet(read(diary, About("stiff"))).reach == columns.WAVE).sum())


@pytest.mark.parametrize("days", [90, 180, 365])
def test_a_monthly_cycle_is_seen_and_what_keeps_to_it_is_not_blamed(days: int) -> None:
    for seed in range(3):
        diary = _diary(days, 1.2, seed)
        assert _turns(diary) >= 2
        assert find(diary).claims == ()


def test_a_longer_diary_lets_the_months_differ_more() -> None:
    assert _turns(_diary(90, 1.5, 1)) < _turns(_diary(365, 1.5, 1))


def test_a_cycle_that_three_exposures_follow_is_taken_out_where_the_outcome_hides_it() -> None:
    rng = np.random.default_rng(3)
    turn = np.sin(2 * np.pi * np.arange(90) / 28)
    tea = {f"tea{n}": rng.standard_normal(90) for n in range(4)}
    warm = {f"warm{n}": 2 * turn + 1.5 * rng.standard_normal(90) for n in range(3)}
    hidden = {"stiff": np.clip(np.round(5 + 0.3 * turn + rng.standard_normal(90)), 0, 10), **tea}
    assert _turns(hidden) == 0
    assert _turns({**hidden, **dict(list(warm.items())[:2])}) == 0
    assert _turns({**hidden, **warm}) > 0


def test_where_no_cycle_is_there_chance_shows_one_to_few() -> None:
    """One in a hundred is expected; more than four of sixty would come once in a thousand."""
    shown = sum(_turns(_diary(120, 0.0, seed)) > 0 for seed in range(60))
    assert shown <= 4


def test_six_weeks_are_too_short_for_a_cycle() -> None:
    assert _turns(_diary(40, 2.0, 1)) == 0


def test_people_with_a_hidden_cycle_and_no_trigger_are_hardly_ever_told_of_one() -> None:
    """Without the defence it is nearly every second person; the bound is four standard errors above one in ten."""
    made = [worries.diary("cycle", 180, seed, triggers=False) for seed in range(24)]
    told = sum(bool(find(one.table, one.about).claims) for one in made)
    assert told <= 8


def test_every_nuisance_has_its_reach_and_only_the_level_has_none() -> None:
    asked = sheet(read(_diary(120, 0.0, 2), About("stiff")))
    assert asked.nuisance.shape[1] == len(asked.reach)
    assert (asked.reach == columns.ANYWHERE).tolist() == [True] + [False] * (len(asked.reach) - 1)
