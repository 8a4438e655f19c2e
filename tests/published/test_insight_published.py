# SPDX-License-Identifier: Apache-2.0
"""Do the parts of the engine agree with closed forms in print?"""

import numpy as np
import pytest

from supple.insight import chains, effects, noise
from supple.insight.noise import Noise


def _one_kind(memory: float, share: float, drift: float) -> Noise:
    return Noise(np.array([memory]), np.array([share]), np.array([drift]), np.array([1.0]))


def test_ar1_innovations_are_those_of_the_exact_likelihood() -> None:
    """Hamilton, Time Series Analysis (1994), section 5.2: the exact Gaussian AR(1) likelihood.

    The first day has the stationary variance; every later one is y - phi * y before, with variance
    1 - phi^2 when the stationary variance is one.
    """
    series = np.array([0.3, -1.2, 0.8, 2.0, 0.1])
    kinds = _one_kind(0.6, 1.0, 0.0)
    by_day = noise.gains(kinds, np.ones(5, dtype=bool))
    white = noise.whiten(kinds, by_day, series[:, None])[0, :, 0]
    later = (series[1:] - 0.6 * series[:-1]) / np.sqrt(1 - 0.36)
    np.testing.assert_allclose(white, [series[0], *later])
    assert by_day.log_det[0] == pytest.approx(4 * np.log(1 - 0.36))


def test_a_gap_of_two_days_remembers_as_the_cube() -> None:
    """Jones (1980), Technometrics 22(3): over a gap an AR(1) decays as phi to the number of days."""
    kinds = _one_kind(0.7, 1.0, 0.0)
    seen = np.array([True, False, False, True])
    by_day = noise.gains(kinds, seen)
    white = noise.whiten(kinds, by_day, np.array([[1.5], [0.0], [0.0], [-0.4]]))[0, :, 0]
    memory = 0.7**3
    np.testing.assert_allclose(white[1], (-0.4 - memory * 1.5) / np.sqrt(1 - memory**2))


def test_the_filter_agrees_with_the_covariance_matrix_of_mood_drift_and_white_noise() -> None:
    """Harvey, Forecasting, Structural Time Series Models and the Kalman Filter (1989), section 3.4:
    the prediction error decomposition equals the multivariate normal likelihood."""
    days = np.arange(12)
    covariance = 0.7 * 0.6 ** np.abs(days[:, None] - days) + 0.3 * np.eye(12)
    covariance += 0.15**2 * np.minimum(days[:, None], days)
    series = np.random.default_rng(1).standard_normal(12)
    kinds = _one_kind(0.6, 0.7, 0.15)
    by_day = noise.gains(kinds, np.ones(12, dtype=bool))
    white = noise.whiten(kinds, by_day, series[:, None])[0, :, 0]
    assert by_day.log_det[0] == pytest.approx(np.linalg.slogdet(covariance)[1])
    assert white @ white == pytest.approx(series @ np.linalg.solve(covariance, series))


def _sums(column: np.ndarray, target: np.ndarray) -> effects.Grams:
    """One factor that acts on the same day only (its other lags never vary), one kind of noise."""
    lags = np.column_stack([column, np.zeros_like(column), np.zeros_like(column)])
    rows = np.hstack([lags, np.ones((len(column), 1)), target[:, None]])
    return effects.grams(rows[None], np.array([1e-6]), np.zeros(1))


def test_the_chains_reproduce_the_normal_inverse_gamma_bayes_factor() -> None:
    """Denison, Holmes, Mallick and Smith, Bayesian Methods for Nonlinear Classification and Regression
    (2002), section 2.4: the marginal likelihood of a conjugate linear model is a ratio of determinants times
    the residual sum of squares to the power of minus half the degrees of freedom. Johnson and Rossell (2010),
    JRSS B 72(2), section 3: a moment prior multiplies it by the posterior mean of the squared effect."""
    rng = np.random.default_rng(3)
    column = rng.standard_normal(40)
    target = 0.35 * column + rng.standard_normal(40)
    centred, answer = column - column.mean(), target - target.mean()
    exact, cross, square = centred @ centred, centred @ answer, answer @ answer
    prior = effects.expected_share(1)
    ratio = 0.0
    for slab, weight in zip(effects.SLABS, effects.SLAB_WEIGHTS, strict=True):
        for share, scale in ((effects.LAG_PRIOR[0], 1.0), (effects.LAG_PRIOR[3], effects.BOTH**2)):
            own = exact * scale
            precision = own + 1 / slab**2
            left = square - cross**2 * scale / precision
            moment = (cross**2 * scale / precision**2 * 39 / left + 1 / precision) / slab**2
            ratio += weight * share * moment * (1 + slab**2 * own) ** -0.5 * (left / square) ** (-39 / 2)
    unmoved = 1.0 - effects.LAG_PRIOR[0] - effects.LAG_PRIOR[3]
    odds = prior / (1 - prior) * (ratio + unmoved)
    sums = _sums(column, target)
    walked = [chains.walk(sums, seed).inclusion[0] for seed in range(20)]
    assert float(np.mean(walked)) == pytest.approx(odds / (1 + odds), abs=0.02)


def test_the_number_of_factors_has_a_beta_binomial_prior() -> None:
    """Scott and Berger (2010), Annals of Statistics 38(5): Pr(M) = B(a + k, b + p - k) / B(a, b); adding one
    factor to k of p multiplies it by (a + k) / (b + p - k - 1)."""
    share, factors = effects.expected_share(20), 20
    a, b = effects.FIRMNESS, effects.FIRMNESS * (1 / share - 1)
    for held in (0, 1, 4):
        expected = np.log((a + held) / (b + factors - held - 1))
        assert effects.prior_odds(np.array([float(held)]), factors)[0] == pytest.approx(expected)
