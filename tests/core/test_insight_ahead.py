# SPDX-License-Identifier: Apache-2.0
"""Are about half of those who are told to wait so long told by then, and what makes the wait longer?"""

from dataclasses import replace

import numpy as np
import pytest

from supple.insight import ahead
from supple.insight.arrays import Array
from supple.insight.chains import Beliefs
from supple.insight.columns import Outcome
from supple.insight.effects import BOTH, LAG_PRIOR
from supple.insight.verdicts import limits

DAYS, KNOWN, SLAB, EXPECTED = 60, 5.0, 0.6, 0.25
HELD = KNOWN * np.array([1.0, 1.0, 1.0, 2.0 * BOTH**2])  # what days that have nothing to do with one another teach
LOOKS = np.unique(np.round(np.geomspace(7, 1095, 14)))


def _choices(lags: Array) -> Array:
    """What three lags say of the four ways to act."""
    return np.concatenate([lags, BOTH * lags[..., :1] + BOTH * lags[..., 1:2]], axis=-1)


def _likely(score: Array, grown: Array) -> tuple[Array, Array]:
    """Odds that the factor matters, and how likely each way to act is then, of what is known so many times as well."""
    exact = HELD * grown[..., None] + 1.0 / SLAB
    fit = score**2 / exact
    ratio = LAG_PRIOR * (1.0 + fit) * np.exp(np.minimum(0.5 * fit, 300.0)) / (exact * SLAB) ** 1.5
    whole = ratio.sum(axis=-1)
    return EXPECTED / (1.0 - EXPECTED) * whole, ratio / whole[..., None]


def _beliefs(score: Array) -> Beliefs:
    odds, way = _likely(score, np.ones(()))
    chance = (odds / (1.0 + odds) * way)[None, :]
    none = np.zeros((1, 1))
    return Beliefs(chance, none, none, np.ones(1), HELD[None, :], score[None, :], SLAB)


def _life(rng: np.random.Generator) -> tuple[Array, float]:
    """What the days so far say of a factor that matters, and the day on which it is told."""
    acts = rng.choice(4, p=LAG_PRIOR)
    size = rng.choice([-1.0, 1.0]) * ahead.MIDDLE * np.exp(ahead.SPREAD * rng.standard_normal())
    ways = np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1], [BOTH, BOTH, 0]])
    steps = np.diff(LOOKS, prepend=0.0)[:, None] / DAYS * KNOWN
    path = steps * size * ways[acts] + np.sqrt(steps) * rng.standard_normal((len(LOOKS), 3))
    past = KNOWN * size * ways[acts] + KNOWN**0.5 * rng.standard_normal(3)
    odds = _likely(_choices(past + np.cumsum(path, axis=0)), 1.0 + LOOKS / DAYS)[0]
    alone = np.array([limits(round(DAYS + look)).alone for look in LOOKS])
    told = np.flatnonzero(odds >= alone / (1.0 - alone))
    return _choices(past), LOOKS[told[0]] if len(told) else np.inf


def test_half_of_those_who_are_told_to_wait_are_told_by_then() -> None:
    """Made from the same expectations; fewer at the look before the day that was said, more at the look after it."""
    rng = np.random.default_rng(4)
    before, after = [], []
    for _ in range(800):
        score, came = _life(rng)
        said = ahead.days_more(_beliefs(score), [0], DAYS, DAYS)[0]
        if said is not None and said > LOOKS[1]:
            before.append(came <= LOOKS[said > LOOKS][-1])
            after.append(came <= LOOKS[said <= LOOKS][0])
    assert len(after) > 400
    assert 0.35 < np.mean(before) < 0.5 < np.mean(after) < 0.65


def test_an_outcome_that_shows_less_of_an_effect_is_waited_for_longer() -> None:
    walked = _beliefs(np.array([1.5, 0.5, 0.0, 1.4]))
    clear, dull = (ahead.days_more(walked, [0], DAYS, DAYS, shown)[0] for shown in (1.0, 0.66))
    assert clear is not None
    assert dull is not None
    assert dull > 1.3 * clear


def test_a_factor_that_is_met_twice_as_often_is_told_sooner() -> None:
    walked = _beliefs(np.array([1.5, 0.5, 0.0, 1.4]))
    often = replace(walked, known=2.0 * walked.known, score=2.0**0.5 * walked.score)
    rare, soon = (ahead.days_more(one, [0], DAYS, DAYS)[0] for one in (walked, often))
    assert rare is not None
    assert soon is not None
    assert soon < rare


def test_a_count_and_a_yes_show_less_of_an_effect_than_a_score() -> None:
    rng = np.random.default_rng(2)
    often = rng.poisson(np.exp(0.9 + 0.5 * rng.standard_normal(400))).astype(np.float64)
    counts, half = np.sqrt(often + 0.375), (np.arange(400) % 2).astype(np.float64)
    seen = np.ones(400, dtype=bool)
    assert Outcome("stiffness", "ordinal", often, seen).clear == 1.0
    assert 0.5 < Outcome("spasms", "count", np.asarray(counts, dtype=np.float64), seen).clear < 0.9
    # half of the nights: the root of two over pi
    assert Outcome("cramps", "binary", half, seen).clear == pytest.approx((2.0 / np.pi) ** 0.5)
    assert 0.0 < Outcome("cramps", "binary", 0.0 * half, seen).clear < 0.8
