# SPDX-License-Identifier: Apache-2.0
"""Which exposures go with this person's symptom: how much, how sure, and how many more days would it take?

The order of work: columns -> innovations -> sums of products -> walks -> words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from supple.insight import ahead, effects, verdicts
from supple.insight.about import About
from supple.insight.arrays import Array
from supple.insight.batch import Sheet, believe
from supple.insight.chains import Beliefs
from supple.insight.columns import Column, Outcome, copies, lagged, nuisances, read_factors, read_outcome
from supple.insight.evidence import weighed
from supple.insight.further import days_for_exposure, why_not
from supple.insight.prior import CohortPrior, expectations
from supple.insight.result import NO_DIFFERENCE, Estimate, Findings, NotEnough, Said, Verdict
from supple.insight.series import DailyTable, table

FEWEST_DAYS = 14
MONDAY = date(2024, 1, 1)


def find(
    days: DailyTable | Mapping[str, Sequence[float] | Array],
    about: About | None = None,
    *,
    seed: int = 0,
    prior: CohortPrior | None = None,
) -> Findings:
    """Ask one diary (a daily table, or plain columns with one value per day) what goes with its outcome."""
    return answer(expecting(fit(days, about or About(), seed), prior))


@dataclass(frozen=True, slots=True)
class Fitted:
    """One outcome's diary with what the walks believe of it; `walked` is None when nothing can be said."""

    diary: DailyTable
    about: About
    outcome: Outcome
    columns: tuple[Column, ...]
    said: tuple[Said, ...]
    groups: tuple[tuple[Column, ...], ...] = ()  # near copies of one another are one to the model
    walked: Beliefs | None = None

    @property
    def names(self) -> list[str]:
        """The factors that were asked about, one for each group of copies."""
        return [group[0].factor.name for group in self.groups]

    def expectations(self, prior: CohortPrior | None) -> list[tuple[float, Array]]:
        """What is expected of them before the days are read."""
        return expectations(self.about, self.outcome.name, self.names, prior)


def expecting(fitted: Fitted, prior: CohortPrior | None = None) -> Fitted:
    """The same days weighed with what is expected of the factors, if anything is; that is said."""
    said = expected_of(fitted, prior)
    if fitted.walked is None or not said:
        return fitted
    walked = weighed(fitted.walked, fitted.expectations(prior))
    return replace(fitted, walked=walked, said=(*fitted.said, *said))


def expected_of(fitted: Fitted, prior: CohortPrior | None) -> list[Said]:
    """Which expectations had a say; each is told, and can be left out."""
    ways = [Said("expected", c.factor.name, c.factor.expected) for (c, *_) in fitted.groups if c.factor.expected]
    known = prior.of(fitted.outcome.name, fitted.names) if prior else []
    others = [
        Said("others", name, str(one.people)) for name, one in zip(fitted.names, known, strict=bool(known)) if one
    ]
    return [*ways, *others]


def fit(days: DailyTable | Mapping[str, Sequence[float] | Array], about: About, seed: int) -> Fitted:
    """Fit the model to the factors that vary at all."""
    asked = read(days, about)
    return replace(asked, walked=believe([sheet(asked)], [seed])[0]) if asked.groups else asked


def read(days: DailyTable | Mapping[str, Sequence[float] | Array], about: About) -> Fitted:
    """The outcome and every factor asked about; no groups when nothing can be said."""
    diary = days if isinstance(days, DailyTable) else table(days, MONDAY)
    outcome, said = read_outcome(diary, about)
    columns, more = read_factors(diary, about, outcome)
    asked = Fitted(diary, about, outcome, tuple(columns), (*said, *more))
    live = [column for column in columns if column.step > 0 and column.exposed > 0]
    if not live or _lacking(outcome):
        return asked
    return replace(asked, groups=tuple(tuple(live[one] for one in group) for group in copies(live, outcome)))


def answer(fitted: Fitted) -> Findings:
    """Put what is believed into words and numbers."""
    outcome, about = fitted.outcome, fitted.about
    lacking = _lacking(outcome)
    share, recorded = effects.expected_share(max(len(fitted.columns), 1)), int(outcome.seen.sum())
    estimates = {column.factor.name: _unknown(column, share, recorded, lacking) for column in fitted.columns}
    if fitted.walked is not None:
        estimates.update(_estimates(fitted, fitted.walked))
    return Findings(
        outcome.name, outcome.kind, about.better, fitted.diary.days, estimates, lacking, fitted.said, recorded
    )


def _lacking(outcome: Outcome) -> NotEnough | None:
    """What is missing before anything can be said: days with the outcome, or any difference between them."""
    recorded = int(outcome.seen.sum())
    if recorded < FEWEST_DAYS:
        return NotEnough(recorded, FEWEST_DAYS, "days with the outcome")
    if float(np.ptp(outcome.working[outcome.seen])) == 0.0:
        return NotEnough(1, 2, NO_DIFFERENCE)
    return None


def _unknown(column: Column, share: float, recorded: int, lacking: NotEnough | None) -> Estimate:
    """What is believed of a factor the diary says nothing about."""
    short = max(FEWEST_DAYS - recorded, 0)
    rare = not column.same and (short > 0 or not column.enough)
    verdict: Verdict = "not enough days with it" if rare else "cannot tell yet"
    more = max(short, days_for_exposure(column, recorded) or 0) or None if rare else None
    still = lacking is not None and lacking.of == NO_DIFFERENCE
    why = why_not(column, verdict, more, still=still)
    unit = column.factor.unit or 1.0
    return Estimate(False, share, 0.0, 0.0, 0.0, more, verdict, None, (), unit, column.exposed, why, met=column.met)


def _estimates(fitted: Fitted, walked: Beliefs) -> dict[str, Estimate]:
    """One estimate for each factor that varies."""
    outcome, about = fitted.outcome, fitted.about
    first = [group[0] for group in fitted.groups]
    beliefs = [_inside(one) for one in verdicts.beliefs(outcome, first, walked)]
    recorded = int(outcome.seen.sum())
    claims = verdicts.claimed(walked.inclusion, [column.enough for column in first], beliefs, recorded)
    together = verdicts.sets(walked, claims)
    words = [
        verdicts.word(belief, column, claim, about.better == "lower")
        for belief, column, claim in zip(beliefs, first, claims, strict=True)
    ]
    waiting = [index for index, word in enumerate(words) if word == "cannot tell yet"]
    forecast = ahead.days_more(walked, waiting, recorded, fitted.diary.days, outcome.clear)
    hopes = dict(zip(waiting, forecast, strict=True))
    out = {}
    for index, column in enumerate(first):
        belief, verdict = beliefs[index], words[index]
        claim = verdict in ("trigger", "helper")
        more = _more(verdict, column, hopes.get(index), recorded)
        best = int(walked.chance[index].argmax())
        lag = (0 if best == effects.CHOICES - 1 else best) if belief.prob >= 0.5 else None
        held = together.get(index, ())
        members = tuple(c.factor.name for other in held for c in fitted.groups[other])
        found = Estimate(
            claim, belief.prob, belief.effect, belief.lo, belief.hi, more, verdict, lag, members,
            column.factor.unit or 1.0, column.exposed, why_not(column, verdict, more, alike=bool(held)),
            _any(walked, held) if held else None, column.met,
        )  # fmt: skip
        out.update(_shared(found, fitted.groups[index]))
    return out


def _inside(belief: verdicts.Belief) -> verdicts.Belief:
    """The mean of the draws, or what lies nearest to it in the interval: a few far draws may pull it out of there."""
    lo, hi = belief.lo + 0.0, belief.hi + 0.0  # minus nought is nought
    return replace(belief, effect=min(max(belief.effect, lo), hi), lo=lo, hi=hi)


def _any(walked: Beliefs, held: tuple[int, ...]) -> float:
    """The chance that one of these at least moves the outcome."""
    return float(walked.weight @ walked.on[:, list(held)].max(axis=1))


def _shared(found: Estimate, copied: tuple[Column, ...]) -> dict[str, Estimate]:
    """What was found of one column goes for all its copies; which of them it is cannot be told."""
    if len(copied) == 1:
        return {copied[0].factor.name: found}
    names = tuple(column.factor.name for column in copied)
    verdict: Verdict = "cannot tell yet" if found.claim else found.verdict
    more = found.days_more if verdict == "not enough days with it" else None
    lo, hi = min(found.lo, 0.0), max(found.hi, 0.0)
    one = replace(found, claim=False, prob=found.prob / len(names), effect=found.effect / len(names), lo=lo, hi=hi)
    one = replace(one, verdict=verdict, days_more=more, alike=names)
    if found.claim:
        one = replace(one, set=names, together=found.prob)
    return {c.factor.name: _as_its_own(one, c) for c in copied}


def _as_its_own(one: Estimate, column: Column) -> Estimate:
    """What was found of several columns, as the answer of one of them."""
    why = why_not(column, one.verdict, one.days_more, alike=True)
    return replace(one, unit=column.factor.unit or 1.0, exposed=column.exposed, why=why, met=column.met)


def sheet(fitted: Fitted) -> Sheet:
    """The diary as the arithmetic takes it."""
    outcome, first = fitted.outcome, [group[0] for group in fitted.groups]
    middle = outcome.working[outcome.seen].mean()
    target = np.where(outcome.seen, outcome.working - middle, 0.0)
    nuisance, reach = nuisances(fitted.diary, fitted.about, outcome, first)
    return Sheet(outcome.seen, target, nuisance, reach, lagged(first, outcome))


def _more(verdict: str, column: Column, hope: int | None, recorded: int) -> int | None:
    if verdict in ("trigger", "helper"):
        return 0
    if verdict == "not enough days with it":
        return days_for_exposure(column, recorded)
    return hope if verdict == "cannot tell yet" else None
