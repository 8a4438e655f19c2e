# SPDX-License-Identifier: Apache-2.0
"""Is a made-up person's other future the same person, with the same days so far?"""

import numpy as np
import pytest

from benchmarks.inference.more_days import Wait
from benchmarks.inference.onward import futures
from supple.insight import simulate


@pytest.mark.parametrize("regime", simulate.REGIMES)
def test_the_days_so_far_stay_and_the_days_to_come_are_thrown_anew(regime: simulate.Regime) -> None:
    past = simulate.diary(regime, 120, 5).table.columns["outcome"]
    one, other = (table.columns["outcome"] for table in futures(regime, 5, "ordinal", (60, 120), 2))
    np.testing.assert_array_equal(one[:60], past[:60])
    np.testing.assert_array_equal(other[:60], past[:60])
    assert not np.array_equal(one[60:], other[60:], equal_nan=True)
    assert not np.array_equal(one[60:], past[60:], equal_nan=True)


def test_what_truly_matters_still_matters_in_the_days_to_come() -> None:
    """The strongest of one person's factors moves the mean of forty futures by its true size, within a third."""
    made = simulate.diary("easy", 300, 11)
    name = max(made.truth, key=lambda one: abs(made.truth[one]))
    found = []
    for table in futures("easy", 11, "ordinal", (60, 300), 40):
        outcome, met = table.columns["outcome"][60:], table.columns[name][60:]
        seen = np.isfinite(outcome) & np.isfinite(met)
        found.append(np.polyfit(met[seen], outcome[seen], 1)[0])
    assert np.sign(np.mean(found)) == np.sign(made.truth[name])


def test_the_truth_is_the_day_by_which_half_of_the_futures_had_the_claim() -> None:
    lucky, never = 7.0, np.inf
    assert Wait(1, 30, np.array([lucky, 14.0, 14.0, never, never])).true == pytest.approx(14.0)
    assert Wait(1, 30, np.array([lucky, 14.0, 28.0, 42.0, never])).true == pytest.approx(28.0)
    assert np.isinf(Wait(1, 30, np.array([lucky, 14.0, never, never, never])).true)
