# SPDX-License-Identifier: Apache-2.0
"""Is a change against one's own baseline seen with the right doubt, and a start never praised for what chance does?"""

from datetime import date, timedelta

import numpy as np
import pytest

from supple.errors import SuppleError
from supple.insight.change import BeforeAfter, Change, treatment_start, trend
from supple.insight.noise import Array
from supple.insight.result import NotEnough
from supple.insight.series import DailyTable

FIRST = date(2026, 1, 5)


def _days(days: int, seed: int, memory: float = 0.0, level: float = 5.0, spread: float = 1.0) -> Array:
    rng = np.random.default_rng(seed)
    noise = rng.standard_normal(days)
    for day in range(1, days):
        noise[day] = memory * noise[day - 1] + np.sqrt(1 - memory**2) * noise[day]
    return level + spread * noise


def _table(values: Array) -> DailyTable:
    return DailyTable(FIRST, {"spasticity": np.clip(np.round(values), 0, 10)})


def _trend(values: Array, better: str = "lower") -> Change:
    found = trend(_table(values), "spasticity", better)
    assert isinstance(found, Change)
    return found


def test_a_lasting_rise_is_seen_and_said_in_points_and_shares() -> None:
    values = _days(104, 1)
    values[90:] += 2.5
    found = _trend(values)
    assert found.lo < 2.5 < found.hi
    assert found.lo > 1.0
    assert found.p_worse > 0.98
    assert found.share == pytest.approx((found.recent - found.baseline) / found.baseline)
    assert found.p_minimal is not None
    assert found.p_important is not None
    assert found.p_worse > found.p_minimal >= found.p_important > 0.5
    assert (found.days_before, found.days_after) == (90, 14)


def test_what_is_worse_depends_on_which_way_is_better() -> None:
    values = _days(104, 1)
    values[90:] += 2.5
    assert _trend(values, better="higher").p_worse < 0.02


def test_days_that_hang_together_leave_more_doubt() -> None:
    loose, lasting = _trend(_days(104, 3)), _trend(_days(104, 3, memory=0.8))
    assert lasting.hi - lasting.lo > 1.3 * (loose.hi - loose.lo)


def test_the_interval_holds_nothing_nine_times_in_ten_also_when_days_hang_together() -> None:
    # 120 diaries: a share of .88 is off by .03; the bounds lie three of those away
    found = [_trend(_days(104, seed, memory=0.6)) for seed in range(120)]
    assert 0.79 <= np.mean([one.lo <= 0.0 <= one.hi for one in found]) <= 0.97


def test_a_low_baseline_is_told_in_points_only() -> None:
    found = _trend(_days(104, 4, level=2.0, spread=0.7))
    assert (found.share, found.p_minimal, found.p_important) == (None, None, None)


def test_a_count_has_no_marks_of_a_score() -> None:
    spasms: Array = np.abs(_days(104, 5, level=14.0, spread=4.0)) // 1.0
    found = trend(DailyTable(FIRST, {"spasms": spasms}), "spasms")
    assert isinstance(found, Change)
    assert found.p_minimal is None


def test_a_still_diary_has_not_changed() -> None:
    found = _trend(np.full(60, 4.0))
    assert (found.effect, found.lo, found.hi, found.p_worse) == (0.0, 0.0, 0.0, 0.5)


@pytest.mark.parametrize(
    ("lost", "of"), [(slice(90, 100), "days after"), (slice(5, 90), "days before"), (slice(0, 104), "days before")]
)
def test_too_few_days_on_either_side_say_nothing(lost: slice, of: str) -> None:
    values = _days(104, 6)
    values[lost] = np.nan
    found = trend(_table(values), "spasticity")
    assert isinstance(found, NotEnough)
    assert found.of == of


def test_an_unknown_outcome_and_a_span_of_three_days_are_refused() -> None:
    table = _table(_days(104, 6))
    with pytest.raises(SuppleError, match="no column"):
        trend(table, "mood")
    with pytest.raises(SuppleError, match="too few"):
        trend(table, "spasticity", recent=3)


def _start(values: Array, at: int, settle: int = 0) -> BeforeAfter:
    found = treatment_start(_table(values), "spasticity", FIRST + timedelta(days=at), settle=settle)
    assert isinstance(found, BeforeAfter)
    return found


def test_a_start_is_compared_with_the_days_before_it_and_never_without_its_warnings() -> None:
    values = _days(150, 7)
    values[80:] -= 2.0
    found = _start(values, 80)
    assert found.change.lo < -2.0 < found.change.hi
    assert found.change.p_worse < 0.02
    assert found.expectation_not_ruled_out
    assert found.return_to_usual_not_ruled_out


def test_days_until_a_treatment_may_be_judged_are_left_out() -> None:
    values = _days(150, 7)
    values[80:94] += 4.0
    values[94:] -= 2.0
    found = _start(values, 80, settle=14)
    assert found.settled == FIRST + timedelta(days=94)
    assert found.change.effect == pytest.approx(-2.0, abs=0.6)
    assert found.change.days_after == 56


def test_a_start_in_a_bad_fortnight_shows_how_bad_that_was() -> None:
    values = _days(150, 8)
    values[66:80] += 2.0
    found = _start(values, 80)
    assert found.worse_just_before == pytest.approx(2.0, abs=0.6)
    assert _start(values, 20).worse_just_before is None


@pytest.mark.parametrize(
    ("at", "of"), [(0, "days before"), (-9, "days before"), (5, "days before"), (400, "days after")]
)
def test_a_start_without_enough_days_around_it_says_so(at: int, of: str) -> None:
    found = treatment_start(_table(_days(150, 7)), "spasticity", FIRST + timedelta(days=at))
    assert isinstance(found, NotEnough)
    assert found.of == of


def test_a_treatment_that_is_judged_before_its_start_is_refused() -> None:
    with pytest.raises(SuppleError):
        treatment_start(_table(_days(150, 7)), "spasticity", FIRST + timedelta(days=80), settle=-1)
