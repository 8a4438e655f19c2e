# SPDX-License-Identifier: Apache-2.0
"""How would others judge the same made-up trials? t tests, a local level, a forecast, a randomisation test, supple.

Run: PYTHONPATH=.venv/peers python -m benchmarks.trials_peers [trials per design, noise and effect] [seed ...]
Verdicts of others at p < 0.05, "no worthwhile difference" when the 90 % interval lies within a point of zero; their
stated chance that it helps is the one-sided share below zero, as if nothing had been believed before.
"""

import sys
import time
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import numpy as np
from scipy import stats
from statsmodels.tsa.statespace.structural import UnobservedComponents

from benchmarks.trials import DESIGNS, EFFECTS, HEADS, Judged, bootstrap, make
from supple.insight import simulate
from supple.insight.noise import Array
from supple.insight.result import TrialResult, TrialVerdict
from supple.insight.trial import Trial, judge

BLOCK = 7  # days of a stretch of the random pairs


def _told(trial: Trial, effect: float, error: float, freedom: float = 1e6) -> TrialResult:
    """An effect with its standard error, put into the words of a verdict."""
    spread = stats.t(freedom)
    p_low = float(spread.cdf(-effect / max(error, 1e-9)))  # the effect is below zero: it helps
    lo, hi = effect - error * spread.ppf(0.95), effect + error * spread.ppf(0.95)
    verdict: TrialVerdict = "helps" if p_low > 0.975 else "harms" if p_low < 0.025 else "unclear"
    small = float(spread.cdf((1 - effect) / error) - spread.cdf((-1 - effect) / error)) if error > 0 else 0.0
    if verdict == "unclear" and lo > -1 and hi < 1:
        verdict = "no_effect"
    return TrialResult("outcome", effect, float(lo), float(hi), p_low, small, verdict, len(trial.outcome))


def welch(trial: Trial) -> TrialResult:
    """Two means and Welch's t: every day counts as news."""
    with_it, usual = trial.outcome[trial.acting > 0], trial.outcome[trial.acting == 0]
    parts = with_it.var(ddof=1) / len(with_it), usual.var(ddof=1) / len(usual)
    whole = max(sum(parts), 1e-12)
    freedom = whole**2 / sum(p**2 / (n - 1) for p, n in zip(parts, (len(with_it), len(usual)), strict=True))
    return _told(trial, float(with_it.mean() - usual.mean()), float(np.sqrt(whole)), max(float(freedom), 1.0))


def serial_t(trial: Trial) -> TrialResult:
    """Two means and a t that counts fewer days when one hands its mood on: Tang and Landes (2020), PLoS ONE 15(2)."""
    y, acting, days = trial.outcome, trial.acting, len(trial.outcome)
    weight = np.where(acting > 0, 1 / np.sum(acting > 0), -1 / np.sum(acting == 0))
    left = y - np.where(acting > 0, y[acting > 0].mean(), y[acting == 0].mean())
    # what is left after two means leans towards too little memory, by about 1/n
    memory = float(np.clip(left[1:] @ left[:-1] / max(left @ left, 1e-12) + 1 / days, 0.0, 0.95))
    passed_on = memory ** np.abs(np.subtract.outer(np.arange(days), np.arange(days)))
    handed = float(weight @ passed_on @ weight)
    worth = days * float(weight @ weight) / handed
    error = np.sqrt(max(left @ left, 1e-12) / (days - 2) * handed)
    return _told(trial, float(weight @ y), float(error), max(worth - 2, 1.0))


def local_level(trial: Trial) -> TrialResult:
    """A level that wanders, plain noise, and a step for the change: statsmodels' UnobservedComponents."""
    fit = _fitted(trial.outcome, exog=trial.acting)
    effect, error = float(fit.params[-1]), float(fit.bse[-1])
    return _told(trial, effect, error if np.isfinite(error) and error > 0 else 1e3)


def forecast(trial: Trial) -> TrialResult:
    """As CausalImpact: a local level learnt from usual days only foretells the days with the change."""
    usual = trial.acting == 0
    fit = _fitted(np.where(usual, trial.outcome, np.nan))
    plain, wander = (max(float(one), 1e-6) for one in fit.params[:2])
    days = np.arange(len(usual))
    # Brodersen and others (2015), AOAS 9(1): the level before day one is unknown
    spread = wander * np.minimum.outer(days, days) + 1e4 + plain * np.eye(len(days))
    gain = np.linalg.solve(spread[np.ix_(usual, usual)], spread[np.ix_(usual, ~usual)]).T
    middle = trial.outcome[usual].mean()
    foretold = middle + gain @ (trial.outcome[usual] - middle)
    left = spread[np.ix_(~usual, ~usual)] - gain @ spread[np.ix_(usual, ~usual)]
    return _told(trial, float((trial.outcome[~usual] - foretold).mean()), float(np.sqrt(max(left.mean(), 1e-12))))


def randomised(trial: Trial) -> TrialResult:
    """All orders that chance could have drawn for four pairs of weeks; with sixteen of them p is never below 0.12."""
    means = trial.outcome.reshape(-1, 2, BLOCK).mean(axis=2)
    first = trial.acting.reshape(-1, 2, BLOCK)[:, 0, 0]
    gains = np.where(first > 0, means[:, 0] - means[:, 1], means[:, 1] - means[:, 0])
    drawn = np.array([gains @ np.array(signs) for signs in product((1.0, -1.0), repeat=len(gains))]) / len(gains)
    effect, nan = float(gains.mean()), float("nan")
    p = float(np.mean(np.abs(drawn) >= abs(effect) - 1e-9))
    helps = 1 - float(np.mean(drawn <= effect + 1e-9))
    verdict: TrialVerdict = "unclear" if p >= 0.05 else "helps" if effect < 0 else "harms"
    return TrialResult("outcome", effect, nan, nan, helps, 0.0, verdict, len(trial.outcome))


def _fitted(outcome: Array, exog: Array | None = None) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a level that does not wander lies on the edge of what can be fitted
        return UnobservedComponents(outcome, level="local level", exog=exog).fit(disp=0)


WAYS: dict[str, Callable[[Trial], TrialResult]] = {
    "supple": judge,
    "Welch t": welch,
    "serial t": serial_t,
    "local level": local_level,
    "forecast": forecast,
    "randomisation": randomised,
}
FALSE_BY = (*simulate.TRIAL_NOISES, *DESIGNS)


def asked(count: int, seeds: list[int]) -> Iterator[tuple[str, str, float, Trial]]:
    """The trials of `benchmarks.trials`, of all seeds: design, noise, true effect, trial."""
    for seed, noise, (at, design), effect in product(seeds, simulate.TRIAL_NOISES, enumerate(DESIGNS), EFFECTS):
        for number in range(count):
            own = ((seed * 3 + at) * 3 + int(-effect)) * 100_000 + number
            yield design, noise, effect, make(design, noise, effect, own)


def rows(label: str, count: int, seeds: list[int]) -> tuple[dict[str, list[tuple[float, ...]]], float]:
    """The figures of one way of judging, all together, by noise and by design; and the seconds it took for a trial."""
    groups: dict[str, list[tuple[float, ...]]] = defaultdict(list)
    spent = 0.0
    for design, noise, effect, trial in asked(count, seeds):
        if label == "randomisation" and design != "4 random pairs":
            continue  # nothing was left to chance in the others
        start = time.process_time()
        found = WAYS[label](trial)
        spent += time.process_time() - start
        for group in ("all", noise, design):
            groups[group].append(Judged(effect, found).figures)
    return groups, spent / len(groups["all"])


def main() -> None:
    """Print one row for each way of judging, then its false verdicts by noise and by design."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    seeds = [int(word) for word in sys.argv[2:]] or [9601, 9602]
    print(f"seeds {seeds}, {count} trials per design, noise and effect, and seed")
    print("| | trials | ms | " + " | ".join((*HEADS, *(f"false: {group}" for group in FALSE_BY))) + " |")
    for label in WAYS:
        groups, seconds = rows(label, count, seeds)
        everything = np.array(groups["all"])
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)  # no interval, no coverage
            middle, (low, high) = np.nanmean(everything, axis=0), bootstrap(everything, 1)
        cells = [f"{m:.3f} ({a:.3f}-{b:.3f})" for m, a, b in zip(middle, low, high, strict=True)]
        cells += [f"{np.nanmean([row[0] for row in groups[g]]):.3f}" if groups[g] else "-" for g in FALSE_BY]
        print(f"| {label} | {len(everything)} | {1000 * seconds:.1f} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
