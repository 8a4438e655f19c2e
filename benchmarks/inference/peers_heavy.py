# SPDX-License-Identifier: Apache-2.0
"""What would heavier methods claim of the same diary? Lasso, PCMCI+ and Cox, from packages with people behind them.

They need `make .venv/peers`. Level, trend, weekend and the start of a treatment are given to all of them but Cox.
"""

import warnings

import numpy as np
from sklearn.linear_model import lars_path
from statsmodels.duration.hazard_regression import PHReg
from tigramite.data_processing import DataFrame
from tigramite.independence_tests.parcorr import ParCorr
from tigramite.pcmci import PCMCI

from benchmarks.inference.lagged import LAGS, lagged, without_nuisance
from benchmarks.inference.peers import Claims, named
from benchmarks.inference.score import Answer
from supple.insight.noise import Array, Mask
from supple.insight.simulate import MadeUp

PAIRS = 50  # of half-samples
OFTEN = 0.75  # in this share of half-samples a column must be chosen
FALSE_EXPECTED = 1.0  # false columns, by the bound of Meinshausen and Bühlmann
MISSING = 999.0  # how PCMCI+ is told of a gap


def stable_lasso(made: MadeUp) -> Claims:
    """Lasso with stability selection: Meinshausen and Bühlmann (2010), JRSS B 72(4); halves in pairs (Shah, Samworth).

    The effect is that of least squares on the chosen columns; a factor not chosen is said to do nothing.
    """
    given = lagged(made)
    outcome, columns = without_nuisance(given)
    live = columns.std(axis=0) > 1e-9
    often = np.zeros(columns.shape[1])
    often[live] = _often_chosen(outcome, columns[:, live])
    width = len(made.about.factors)
    total, error = _least_squares(outcome, columns / given.spread, often >= OFTEN)
    chosen = np.asarray((often >= OFTEN).reshape(width, LAGS).any(axis=1))
    answers = named(made, chosen, total, error)
    chance = often.reshape(width, LAGS).max(axis=1)
    return {
        name: Answer(one.claim, float(share), one.effect, one.lo, one.hi)
        for (name, one), share in zip(answers.items(), chance, strict=True)
    }


def _often_chosen(outcome: Array, columns: Array) -> Array:
    days, width = columns.shape
    most = max(1, int(np.sqrt(FALSE_EXPECTED * (2 * OFTEN - 1) * width)))
    chosen, rng = np.zeros(width), np.random.default_rng(0)
    for _ in range(PAIRS):
        order = rng.permutation(days)
        for half in (order[: days // 2], order[days // 2 :]):
            x, y = columns[half] - columns[half].mean(axis=0), outcome[half] - outcome[half].mean()
            spread = x.std(axis=0)
            varies = np.flatnonzero(spread > 1e-9)
            _, active, _ = lars_path(x[:, varies] / spread[varies], y, method="lasso", max_iter=most)
            chosen[varies[active[:most]]] += 1
    return chosen / (2 * PAIRS)


def _least_squares(outcome: Array, columns: Array, chosen: Mask) -> tuple[Array, Array]:
    """Each factor's summed slope and its standard error, zero where nothing of it was chosen."""
    width = columns.shape[1]
    slope, spread = np.zeros(width), np.zeros((width, width))
    if chosen.any():
        x = columns[:, chosen]
        inverse = np.linalg.pinv(x.T @ x)
        slope[chosen] = inverse @ (x.T @ outcome)
        left = outcome - x @ slope[chosen]
        spread[np.ix_(chosen, chosen)] = inverse * (left @ left) / max(len(outcome) - int(chosen.sum()) - 4, 1)
    factors = width // LAGS
    own = spread.reshape(factors, LAGS, factors, LAGS)[np.arange(factors), :, np.arange(factors), :]
    return slope.reshape(factors, LAGS).sum(axis=1), np.sqrt(np.maximum(own.sum(axis=(1, 2)), 0.0))


def pcmci_plus(made: MadeUp) -> Claims:
    """PCMCI+ (Runge 2020, UAI) with partial correlation at 0.01: a factor linked to the outcome, not from it."""
    given = lagged(made)
    outcome = np.full(len(given.outcome), MISSING)
    outcome[given.seen] = without_nuisance(given)[0]
    columns = [np.nan_to_num(made.table.columns[factor.name], nan=MISSING) for factor in made.about.factors]
    # a column that never varies has no correlation, and its test fails
    live = [place for place, column in enumerate(columns) if np.ptp(column[column != MISSING]) > 0]
    frame = DataFrame(np.column_stack([outcome, *(columns[place] for place in live)]), missing_flag=MISSING)
    search = PCMCI(dataframe=frame, cond_ind_test=ParCorr(), verbosity=0)
    graph = search.run_pcmciplus(tau_min=0, tau_max=LAGS - 1, pc_alpha=0.01)["graph"]
    linked = {place: any(mark not in ("", "<--") for mark in graph[at + 1, 0]) for at, place in enumerate(live)}
    return {f.name: Answer(linked.get(place, False)) for place, f in enumerate(made.about.factors)}


def cox(made: MadeUp) -> Claims:
    """One Cox model a factor and day (today, yesterday), p < 0.05 uncorrected: what N1-Headache did.

    The clock is the number of days since the last bad day. Bad days are those with the symptom, or, where it has
    degrees, the person's own worst quarter.
    """
    outcome = made.table.columns[made.about.outcome or ""]
    bad = _bad_days(outcome, made.about.kind == "binary")
    days, clock = _clock(outcome, bad)
    out = {}
    for factor in made.about.factors:
        column = made.table.columns[factor.name]
        ps = [_hazard(column, days - lag, clock, bad[days]) for lag in (0, 1)]
        out[factor.name] = Answer(min(ps) < 0.05)
    return out


def _bad_days(outcome: Array, binary: bool) -> Mask:
    seen = outcome[np.isfinite(outcome)]
    limit = 1.0 if binary else max(float(np.quantile(seen, 0.75)), float(seen.min()) + 1e-9)
    return np.asarray(np.nan_to_num(outcome, nan=-1.0) >= limit)


def _clock(outcome: Array, bad: Mask) -> tuple[Array, Array]:
    """The days with an answer after the first bad one, and how many days after the last bad day each is."""
    days, clock, last = [], [], -1
    for day in range(len(outcome)):
        if last >= 0 and np.isfinite(outcome[day]):
            days.append(day)
            clock.append(float(day - last))
        last = day if bad[day] else last
    return np.array(days, dtype=int), np.array(clock)


def _hazard(column: Array, at: Array, clock: Array, bad: Mask) -> float:
    value = np.where(at >= 0, column[np.maximum(at, 0)], np.nan)
    known = np.isfinite(value)
    if known.sum() < 10 or np.ptp(value[known]) == 0 or bad[known].sum() < 3:
        return 1.0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a factor met on no bad day has no finite hazard
        try:
            fit = PHReg(clock[known], value[known][:, None], status=bad[known].astype(int),
                        entry=clock[known] - 1, ties="efron").fit(disp=0)  # fmt: skip
        except (np.linalg.LinAlgError, ValueError):
            return 1.0
    p = float(fit.pvalues[0])
    return p if np.isfinite(p) else 1.0
