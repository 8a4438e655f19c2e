# SPDX-License-Identifier: Apache-2.0
"""What would others claim of the same diary? Correlation apps, with and without correction, and robust regression.

Each peer looks at every factor today and yesterday, and answers which factors it would name.
"""

from collections.abc import Callable, Mapping

import numpy as np

from benchmarks.inference.score import Answer
from supple.insight.noise import Array, Mask
from supple.insight.simulate import MadeUp

Claims = Mapping[str, Answer]
TEN_OUTSIDE = 1.645  # standard errors to either side of a 90 % interval


def pearson_apps(made: MadeUp) -> Claims:
    """A plain correlation at p < 0.05, uncorrected: what symptom apps do."""
    p, slope, error = _pearson(made)
    return _best_day(made, p < 0.05, (p, slope, error))


def pearson_corrected(made: MadeUp) -> Claims:
    """The same with Benjamini-Hochberg at 10 %."""
    p, slope, error = _pearson(made)
    return _best_day(made, _accepted(p, 0.10), (p, slope, error))


def robust_regression(made: MadeUp) -> Claims:
    """All factors in one least squares with Newey-West errors, and Benjamini-Hochberg at 10 %."""
    p, total, error = _newey_west(made)
    return named(made, np.asarray(_accepted(p, 0.10).any(axis=1)), total, error)


PEERS: dict[str, Callable[[MadeUp], Claims]] = {
    "Pearson p < .05 (what apps do)": pearson_apps,
    "Pearson, BH 10 %": pearson_corrected,
    "OLS-HAC, BH 10 %": robust_regression,
}


def named(made: MadeUp, claim: Mask, effect: Array, error: Array) -> Claims:
    """Answers with 90 % intervals, in the unit of each factor."""
    out = {}
    for index, factor in enumerate(made.about.factors):
        unit, size = factor.unit or 1.0, float(effect[index])
        reach = TEN_OUTSIDE * float(error[index])
        ends = unit * (size - reach), unit * (size + reach)
        out[factor.name] = Answer(bool(claim[index]), float("nan"), unit * size, *ends)
    return out


def _best_day(made: MadeUp, found: Mask, told: tuple[Array, Array, Array]) -> Claims:
    """Of today and yesterday, the day on which a factor goes more closely with the outcome."""
    p, slope, error = told
    rows, best = np.arange(len(p)), p.argmin(axis=1)
    return named(made, np.asarray(found.any(axis=1)), slope[rows, best], error[rows, best])


def _columns(made: MadeUp) -> tuple[Array, Array]:
    """The outcome, and each factor today and yesterday as (day, factor, lag), on days where all are known."""
    outcome = made.table.columns[made.about.outcome or ""]
    factors = np.column_stack([made.table.columns[name] for name in made.truth])
    lagged = np.stack([factors[1:], factors[:-1]], axis=2)
    return outcome[1:], lagged


def _pearson(made: MadeUp) -> tuple[Array, Array, Array]:
    """For each factor and lag: p, slope, and the slope's standard error."""
    outcome, lagged = _columns(made)
    out = np.ones((3, *lagged.shape[1:]))
    for lag in range(lagged.shape[2]):
        both = np.isfinite(outcome) & np.isfinite(lagged[:, :, lag]).all(axis=1)
        x, y = lagged[both, :, lag], outcome[both]
        x, y = x - x.mean(axis=0), y - y.mean()
        scale = np.sqrt((x**2).sum(axis=0) * (y @ y))
        r = np.where(scale > 0, x.T @ y / np.maximum(scale, 1e-12), 0.0)
        freedom = int(both.sum()) - 2
        out[0, :, lag] = _two_sided(r * np.sqrt(freedom / np.maximum(1 - r**2, 1e-12)), freedom)
        spread = np.sqrt((x**2).sum(axis=0))
        # a factor that was always the same has no slope
        out[1, :, lag] = np.where(spread > 0, r * np.sqrt(y @ y) / np.maximum(spread, 1e-12), np.nan)
        out[2, :, lag] = np.sqrt((1 - r**2) * (y @ y) / freedom) / np.maximum(spread, 1e-12)
    return out[0], out[1], out[2]


def _newey_west(made: MadeUp) -> tuple[Array, Array, Array]:
    """For each factor: p of both lags, the sum of its two slopes, and the standard error of that sum."""
    outcome, lagged = _columns(made)
    known = np.isfinite(outcome) & np.isfinite(lagged).all(axis=(1, 2))
    flat, y = lagged[known].reshape(int(known.sum()), -1), outcome[known]
    varies = flat.std(axis=0) > 0
    x = np.column_stack([flat[:, varies], np.ones(len(y)), np.linspace(-1, 1, len(y))])
    p, size = np.ones(flat.shape[1]), np.zeros(flat.shape[1])
    spread = np.zeros((flat.shape[1], flat.shape[1]))
    width, live = lagged.shape[1], int(varies.sum())
    if len(y) - x.shape[1] < 5:
        return p.reshape(width, -1), np.full(width, np.nan), np.full(width, np.nan)
    inverse = np.linalg.pinv(x.T @ x)
    slopes = inverse @ (x.T @ y)
    sandwich = inverse @ _meat(x * (y - x @ slopes)[:, None]) @ inverse
    error = np.sqrt(np.maximum(np.diag(sandwich), 1e-12))  # no small-sample mending, as is usual
    p[varies] = 2.0 * _upper(np.abs(slopes / error)[:live])
    size[varies] = slopes[:live]
    spread[np.ix_(varies, varies)] = sandwich[:live, :live]
    pairs = spread.reshape(width, 2, width, 2)[np.arange(width), :, np.arange(width), :].sum(axis=(1, 2))
    return p.reshape(width, -1), size.reshape(width, -1).sum(axis=1), np.sqrt(np.maximum(pairs, 0.0))


def _meat(score: Array) -> Array:
    """The long-run covariance of the scores, with Bartlett's weights."""
    reach = int(4 * (len(score) / 100) ** (2 / 9))
    meat = score.T @ score
    for back in range(1, reach + 1):
        one = score[back:].T @ score[:-back]
        meat += (1 - back / (reach + 1)) * (one + one.T)
    return meat


def _two_sided(t: Array, freedom: int) -> Array:
    """Two-sided p of Student's t by Wallace's normal approximation (within 0.001 for ten days and more)."""
    z = np.sqrt(freedom * np.log1p(t**2 / freedom)) * (1 - 3 / (4 * freedom))
    return 2.0 * _upper(z)


def _upper(z: Array) -> Array:
    """Upper tail of the standard normal: Abramowitz and Stegun 26.2.17."""
    t = 1.0 / (1.0 + 0.2316419 * z)
    poly = t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
    return np.asarray(np.exp(-0.5 * z**2) / np.sqrt(2 * np.pi) * poly)


def _accepted(p: Array, share: float) -> Mask:
    """Benjamini and Hochberg (1995): the largest k with p_(k) <= k/m times the share."""
    ordered = np.sort(p.ravel())
    under = np.flatnonzero(ordered <= share * np.arange(1, p.size + 1) / p.size)
    return np.asarray(p <= (ordered[under[-1]] if len(under) else -1.0))
