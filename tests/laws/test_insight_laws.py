# SPDX-License-Identifier: Apache-2.0
"""Laws of the statistics: what must not change the answer does not, and what must scale it does."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supple.insight import noise, simulate
from supple.insight.about import Factor
from supple.insight.result import Findings
from supple.insight.series import DailyTable
from supple.insight.triggers import find

SEEDS = st.integers(0, 10_000)
SOME = settings(max_examples=8, deadline=None)


def _made(seed: int) -> simulate.MadeUp:
    return simulate.diary("easy", 60, seed, width=6)


def _same(one: Findings, other: Findings, names: list[str]) -> bool:
    return all(one.factors[name] == other.factors[name] for name in names)


@SOME
@given(SEEDS)
def test_a_column_that_never_changes_changes_nothing(seed: int) -> None:
    made = _made(seed)
    still = np.ones(made.table.days)
    table = DailyTable(made.table.first, {**made.table.columns, "still": still})
    about = replace(made.about, factors=(*made.about.factors, Factor("still", "bin", 1.0)))
    found = find(table, about)
    assert _same(found, find(made.table, made.about), list(made.truth))
    assert found.factors["still"].verdict == "not enough days with it"


@SOME
@given(SEEDS, st.integers(-500, 500))
def test_moving_every_date_by_whole_weeks_changes_nothing(seed: int, weeks: int) -> None:
    made = _made(seed)
    moved = DailyTable(made.table.first + timedelta(weeks=weeks), made.table.columns)
    assert find(moved, made.about).factors == find(made.table, made.about).factors


@SOME
@given(SEEDS, st.sampled_from([0.5, 2.0, 10.0]))
def test_an_effect_for_a_larger_unit_is_larger_in_proportion(seed: int, times: float) -> None:
    made = _made(seed)
    wider = tuple(replace(f, unit=(f.unit or 1.0) * times) for f in made.about.factors)
    plain, wide = find(made.table, made.about), find(made.table, replace(made.about, factors=wider))
    for name, estimate in plain.factors.items():
        other = wide.factors[name]
        assert other.prob == estimate.prob
        for field in ("effect", "lo", "hi"):
            assert getattr(other, field) == pytest.approx(times * getattr(estimate, field))


@SOME
@given(SEEDS, st.floats(-5, 5))
def test_lifting_the_whole_outcome_changes_nothing(seed: int, by: float) -> None:
    made = _made(seed)
    lifted = {**made.table.columns, "outcome": made.table.columns["outcome"] + by}
    plain = find(made.table, made.about)
    other = find(DailyTable(made.table.first, lifted), made.about)
    for name, estimate in plain.factors.items():
        assert other.factors[name].prob == pytest.approx(estimate.prob, abs=0.02)


@SOME
@given(SEEDS)
def test_every_number_is_in_its_place(seed: int) -> None:
    found = find(_made(seed).table, _made(seed).about)
    for estimate in found.factors.values():
        assert 0 <= estimate.prob <= 1
        assert estimate.lo <= estimate.effect <= estimate.hi
        assert not any(np.signbit(end) and end == 0.0 for end in (estimate.effect, estimate.lo, estimate.hi))
        assert estimate.claim == (estimate.verdict in ("trigger", "helper"))
        assert (estimate.days_more == 0) == estimate.claim
        untold = estimate.verdict in ("cannot tell yet", "not enough days with it")
        assert (estimate.why is not None) == (untold and (estimate.days_more or 9999) > 365)


@SOME
@given(SEEDS)
def test_a_filter_that_steps_over_days_agrees_with_one_that_never_knew_them(seed: int) -> None:
    rng = np.random.default_rng(seed)
    seen = np.ones(20, dtype=bool)
    seen[15:] = False
    kinds = noise.grid()
    column = rng.standard_normal((20, 1))
    whole = noise.whiten(kinds, noise.gains(kinds, seen), column)
    short = noise.whiten(kinds, noise.gains(kinds, seen[:15]), column[:15])
    np.testing.assert_allclose(whole, short)
