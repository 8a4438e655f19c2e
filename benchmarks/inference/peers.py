# SPDX-License-Identifier: Apache-2.0
"""What would others claim of the same diary? Correlation apps, with and without correction, and robust regression.

Each peer looks at every factor today and yesterday, and answers which factors it would name.
"""

from collections.abc import Callable

import numpy as np

from supple.insight.noise import Array, Mask
from supple.insight.simulate import MadeUp

Claims = dict[str, bool]


def pearson_apps(made: MadeUp) -> Claims:
    """A plain correlation at p < 0.05, uncorrected: what symptom apps do."""
    return _named(made, _pearson(made) < 0.05)


def pearson_corrected(made: MadeUp) -> Claims:
    """The same with Benjamini-Hochberg at 10 %."""
    return _named(made, _accepted(_pearson(made), 0.10))


def robust_regression(made: MadeUp) -> Claims:
    """All factors in one least squares with Newey-West errors, and Benjamini-Hochberg at 10 %."""
    return _named(made, _accepted(_newey_west(made), 0.10))


PEERS: dict[str, Callable[[MadeUp], Claims]] = {
    "Pearson p < .05 (what apps do)": pearson_apps,
    "Pearson, BH 10 %": pearson_corrected,
    "OLS-HAC, BH 10 %": robust_regression,
}


def _named(made: MadeUp, found: Mask) -> Claims:
    return dict(zip(made.truth, np.asarray(found.any(axis=1)).tolist(), strict=True))


def _columns(made: MadeUp) -> tuple[Array, Array]:
    """The outcome, and each factor today and yesterday as (day, factor, lag), on days where all are known."""
    outcome = made.table.columns[made.about.outcome or ""]
    factors = np.column_stack([made.table.columns[name] for name in made.truth])
    lagged = np.stack([factors[1:], factors[:-1]], axis=2)
    return outcome[1:], lagged


def _pearson(made: MadeUp) -> Array:
    outcome, lagged = _columns(made)
    out = np.ones(lagged.shape[1:])
    for lag in range(lagged.shape[2]):
        both = np.isfinite(outcome) & np.isfinite(lagged[:, :, lag]).all(axis=1)
        x, y = lagged[both, :, lag], outcome[both]
        x, y = x - x.mean(axis=0), y - y.mean()
        scale = np.sqrt((x**2).sum(axis=0) * (y @ y))
        r = np.where(scale > 0, x.T @ y / np.maximum(scale, 1e-12), 0.0)
        freedom = int(both.sum()) - 2
        out[:, lag] = _two_sided(r * np.sqrt(freedom / np.maximum(1 - r**2, 1e-12)), freedom)
    return out


def _newey_west(made: MadeUp) -> Array:
    outcome, lagged = _columns(made)
    known = np.isfinite(outcome) & np.isfinite(lagged).all(axis=(1, 2))
    flat, y = lagged[known].reshape(int(known.sum()), -1), outcome[known]
    varies = flat.std(axis=0) > 0
    x = np.column_stack([flat[:, varies], np.ones(len(y)), np.linspace(-1, 1, len(y))])
    out = np.ones(flat.shape[1])
    freedom = len(y) - x.shape[1]
    if freedom < 5:
        return out.reshape(lagged.shape[1:])
    inverse = np.linalg.pinv(x.T @ x)
    score = x * (y - x @ (inverse @ (x.T @ y)))[:, None]
    reach = int(4 * (len(y) / 100) ** (2 / 9))
    meat = score.T @ score
    for back in range(1, reach + 1):
        one = score[back:].T @ score[:-back]
        meat += (1 - back / (reach + 1)) * (one + one.T)
    spread = np.sqrt(np.maximum(np.diag(inverse @ meat @ inverse), 1e-12))  # no small-sample mending, as is usual
    size = inverse @ (x.T @ y)
    out[varies] = 2.0 * _upper(np.abs(size / spread)[: int(varies.sum())])
    return out.reshape(lagged.shape[1:])


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
