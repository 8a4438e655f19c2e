# SPDX-License-Identifier: Apache-2.0
"""Which exposures go with this person's symptom: how much, how sure, and how many more days would it take?

The order of work: columns -> innovations -> sums of products -> slots -> draws -> words.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from math import ceil

import numpy as np

from supple.insight import chains, effects, noise, verdicts
from supple.insight.about import About
from supple.insight.columns import FEWEST, Column, Outcome, lagged, nuisances, read_factors, read_outcome
from supple.insight.noise import Array
from supple.insight.result import Estimate, Findings, NotEnough
from supple.insight.series import DailyTable, table

FEWEST_DAYS = 14
MONDAY = date(2024, 1, 1)


def find(
    days: DailyTable | Mapping[str, Sequence[float] | Array], about: About | None = None, *, seed: int = 0
) -> Findings:
    """Ask one diary (a daily table, or plain columns with one value per day) what goes with its outcome."""
    about = about or About()
    diary = days if isinstance(days, DailyTable) else table(days, MONDAY)
    outcome, said = read_outcome(diary, about)
    columns, more = read_factors(diary, about, outcome)
    recorded = int(outcome.seen.sum())
    lacking = None
    estimates = {column.factor.name: _unknown(column, len(columns), recorded) for column in columns}
    if recorded < FEWEST_DAYS:
        lacking = NotEnough(recorded, FEWEST_DAYS, "days with the outcome")
    else:
        live = [column for column in columns if column.step > 0 and min(column.exposed, recorded) > 0]
        if live and float(np.ptp(outcome.working[outcome.seen])) > 0:
            estimates.update(_estimate(diary, about, outcome, live, seed))
    return Findings(outcome.name, outcome.kind, about.better, diary.days, estimates, lacking, (*said, *more))


def _unknown(column: Column, factors: int, recorded: int) -> Estimate:
    """What is believed of a factor the diary says nothing about."""
    prior = effects.expected_share(factors)
    short = max(0, FEWEST_DAYS - recorded)
    more = max(short, _days_for_exposure(column, recorded) or 0) or None
    unit = column.factor.unit or 1.0
    return Estimate(False, prior, 0.0, 0.0, 0.0, more, "not enough days with it", None, (), unit, column.exposed)


def _days_for_exposure(column: Column, recorded: int) -> int | None:
    """Days until both kinds of day are there five times, at the pace so far; None when one never came."""
    kinds = (column.exposed, column.usual) if column.factor.type == "bin" else (column.exposed,)
    rarest = min(kinds)
    return ceil((FEWEST - rarest) * recorded / rarest) if 0 < rarest < FEWEST else None


def _estimate(diary: DailyTable, about: About, outcome: Outcome, live: list[Column], seed: int) -> dict[str, Estimate]:
    """Fit the model to the factors that vary at all."""
    sums = summed(diary, about, outcome, live)
    posterior = effects.fit(sums, len(live))
    walked = chains.walk(sums, posterior, seed)
    prob = walked.inclusion
    beliefs = verdicts.beliefs(outcome, live, walked.total, prob)
    claims = verdicts.claimed(prob, [column.enough for column in live], beliefs)
    together = verdicts.sets(posterior, claims)
    hopes = verdicts.promises(sums, posterior, prob, diary.days)
    out = {}
    for index, column in enumerate(live):
        belief, name = beliefs[index], column.factor.name
        verdict = verdicts.word(belief, column, claims[index], about.better == "lower")
        claim = verdict in ("trigger", "helper")
        ahead = _ahead(verdict, column, hopes[index], int(outcome.seen.sum()))
        best = int(walked.chance[index].argmax())
        lag = (0 if best == effects.CHOICES - 1 else best) if belief.prob >= 0.5 else None
        members = tuple(live[other].factor.name for other in together.get(index, ()))
        out[name] = Estimate(
            claim, belief.prob, belief.effect, belief.lo, belief.hi, ahead, verdict, lag, members,
            column.factor.unit or 1.0, column.exposed,
        )  # fmt: skip
    return out


def summed(diary: DailyTable, about: About, outcome: Outcome, live: list[Column]) -> effects.Grams:
    """From a diary to the sums of products that everything after needs."""
    nuisance = nuisances(diary, about, outcome, live)
    middle = outcome.working[outcome.seen].mean()
    target = np.where(outcome.seen, outcome.working - middle, 0.0)[:, None]
    kinds = noise.grid()
    by_day = noise.gains(kinds, outcome.seen)
    whitened = noise.whiten(kinds, by_day, np.hstack([lagged(live, outcome), nuisance, target]))
    return effects.grams(whitened, nuisance.shape[1], np.log(kinds.weight) - 0.5 * by_day.log_det)


def _ahead(verdict: str, column: Column, hope: verdicts.Promise, recorded: int) -> int | None:
    if verdict in ("trigger", "helper"):
        return 0
    if verdict == "not enough days with it":
        return _days_for_exposure(column, recorded)
    return verdicts.days_more(hope) if verdict == "cannot tell yet" else None
