# SPDX-License-Identifier: Apache-2.0
"""Does a sudden worsening raise the alarm within days, and calm days about as seldom as was agreed?"""

from datetime import date

import numpy as np
import pytest

from supple.errors import SuppleError
from supple.insight.noise import Array
from supple.insight.result import NotEnough
from supple.insight.series import DailyTable
from supple.insight.sudden import GUARD, Bell, Watch, chart, how_often, listen, set_bell, watch
from supple.insight.usual import Usual, learn

FIRST = date(2026, 1, 5)


def _days(days: int, seed: int, memory: float = 0.5) -> Array:
    rng = np.random.default_rng(seed)
    noise = rng.standard_normal(days)
    for day in range(1, days):
        noise[day] = memory * noise[day - 1] + np.sqrt(1 - memory**2) * noise[day]
    return 4.0 + noise


def _watch(values: Array, better: str = "lower", per_year: float = 1.0, seed: int = 0) -> Watch:
    table = DailyTable(FIRST, {"spasticity": np.clip(np.round(values), 0, 10)})
    found = watch(table, "spasticity", better, per_year, seed)
    assert isinstance(found, Watch)
    return found


def _bell(values: Array, seed: int = 0) -> tuple[Bell, Array]:
    written = np.clip(np.round(values), 0, 10)
    usual = learn(written[:-GUARD])
    assert isinstance(usual, Usual)
    return set_bell(usual, seed=seed), written


def test_a_jump_of_four_points_is_noticed_within_two_days() -> None:
    noticed = []
    for seed in range(12):
        values = _days(104, seed)
        values[98:] += 4.0
        found = _watch(values)
        noticed.append(found.now.day - 98 if found.now else 99)
        assert found.now is None or found.now.rise > 1.5
    assert np.median(noticed) <= 1
    assert sum(0 <= delay <= 2 for delay in noticed) >= 10


def test_calm_days_alarm_about_as_seldom_as_agreed() -> None:
    # sixty diaries of 100 watched days: sixteen person-years, so about sixteen alarms at one a year; a count of
    # sixteen is off by four, and the bound lies three of those away
    alarms = sum(int(listen(*_bell(_days(134, seed)))[0].sum()) for seed in range(60))
    assert alarms <= 28


def test_many_limits_side_by_side_ring_as_often_as_each_alone() -> None:
    surprises, limits = np.random.default_rng(6).standard_normal((200, 9)) + 0.3, np.array([0.5, 1.5, 3.0, 20.0])
    alone = [chart(surprises, limit)[0].sum() / 9 for limit in limits]
    assert alone == how_often(surprises, limits).tolist()
    assert alone[0] > alone[1] > alone[-1] == 0


def test_a_sudden_betterment_is_no_alarm() -> None:
    values = _days(104, 2)
    values[98:] -= 4.0
    assert _watch(values).now is None
    assert _watch(values, better="higher").now is not None


def test_the_same_seed_gives_the_same_limit_and_another_nearly_so() -> None:
    values = _days(104, 3)
    assert _watch(values) == _watch(values)
    assert _bell(values, seed=1)[0].limit == pytest.approx(_bell(values)[0].limit, rel=0.15)


def test_the_short_way_to_silence_says_what_the_whole_bell_says() -> None:
    rang = []
    for seed in range(40):
        values = _days(104, seed)
        values[99:] += 2.0
        rings, _ = listen(*_bell(values))
        days = np.flatnonzero(rings[-GUARD:]) + len(values) - GUARD
        alarm = _watch(values).now
        assert (alarm.day if alarm else None) == (days[-1] if len(days) else None)
        rang.append(alarm is not None)
    assert 5 < sum(rang) < 35


def test_the_alarm_says_when_it_began_and_for_a_fortnight_it_rings_once() -> None:
    values = _days(104, 4)
    values[92:] += 4.0
    found = _watch(values)
    assert found.now is not None
    assert 90 <= found.now.began <= found.now.day <= 94
    assert listen(*_bell(values))[0][90:].sum() == 1


def test_gaps_are_stepped_over() -> None:
    values = _days(104, 5)
    values[[10, 11, 12, 50, 97, 99]] = np.nan
    values[98:] += 5.0
    assert _watch(values).now is not None


@pytest.mark.parametrize(("days", "lost"), [(30, 0), (104, 90), (5, 0), (104, 104)])
def test_too_few_days_set_no_alarm(days: int, lost: int) -> None:
    values = _days(days, 6)
    values[:lost] = np.nan
    assert isinstance(watch(DailyTable(FIRST, {"pain": values}), "pain"), NotEnough)


def test_days_without_any_difference_set_no_alarm() -> None:
    found = watch(DailyTable(FIRST, {"pain": np.full(104, 3.0)}), "pain")
    assert isinstance(found, NotEnough)
    assert found.of == "different values of the outcome"


def test_an_unknown_outcome_and_a_strange_agreement_are_refused() -> None:
    table = DailyTable(FIRST, {"pain": _days(104, 6)})
    for outcome, per_year in (("mood", 1.0), ("pain", 0.0), ("pain", 99.0), ("pain", float("nan"))):
        with pytest.raises(SuppleError):
            watch(table, outcome, per_year=per_year)
