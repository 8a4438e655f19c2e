# SPDX-License-Identifier: Apache-2.0
"""What changed? Recent days against the person's own baseline, and the days before and after something began.

Both are descriptions, not verdicts on a cause. The days' memory widens every interval, as it should: ten days that
hang together tell less than ten that do not.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from supple.errors import SuppleError
from supple.insight import noise
from supple.insight.belief import Belief, Prior
from supple.insight.columns import infer_kind
from supple.insight.noise import Array, Mask
from supple.insight.result import NotEnough
from supple.insight.series import DailyTable
from supple.insight.trial import IMPORTANT, LOWEST_FOR_SHARES, MINIMAL

RECENT, BASELINE = 14, 90  # days compared, and the days before them that they are compared with
FEWEST_RECENT, FEWEST_BASELINE = 5, 14  # recorded days; five of a week are the least for a mean of that week
# Long memories count for more here than in a trial: only two spans are compared, and nobody mixed them.
LASTING = Prior(
    drifts=((0.0, 0.6), (0.05, 0.4)), forgetful=0.2, memories=((0.3, 0.2), (0.5, 0.25), (0.7, 0.3), (0.85, 0.25))
)


@dataclass(frozen=True, slots=True)
class Change:
    """Later days minus earlier ones on the outcome's own scale, with a 90 % interval.

    `share` and the two chances are None where a share of the baseline says nothing: below 3 of a 0-10 score, or on
    another kind of outcome. `p_minimal` and `p_important`: worse by 18 and 30 % of the baseline.
    """

    outcome: str
    baseline: float
    recent: float
    effect: float
    lo: float
    hi: float
    p_worse: float
    days_before: int
    days_after: int
    share: float | None = None
    p_minimal: float | None = None
    p_important: float | None = None


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """Before and after a start. Nobody drew lots for it: neither expectation nor chance can be ruled out.

    `worse_just_before` is how far the last fortnight before the start lay on the bad side of the days before it:
    people begin something when they feel worst, and then days tend to get better by themselves.
    """

    change: Change
    start: date
    settled: date
    expectation_not_ruled_out: bool = True
    return_to_usual_not_ruled_out: bool = True
    worse_just_before: float | None = None


def trend(
    table: DailyTable, outcome: str, better: str = "lower", recent: int = RECENT, baseline: int = BASELINE
) -> Change | NotEnough:
    """The last `recent` days against the `baseline` days before them."""
    values = _column(table, outcome)
    if recent < FEWEST_RECENT or baseline < FEWEST_BASELINE:
        raise SuppleError(
            "span-short", "The days to compare are too few.", "Use at least 5 recent and 14 earlier days."
        )
    part = values[-(recent + baseline) :]
    return _step(part, len(part) - recent, (outcome, better))


def treatment_start(
    table: DailyTable, outcome: str, start: date, better: str = "lower", settle: int = 0
) -> BeforeAfter | NotEnough:
    """The days from `settle` days after a start against up to 90 days before it; the days between do not count."""
    values = _column(table, outcome)
    at = (start - table.first).days
    if not 0 < at < table.days:
        return NotEnough(0, FEWEST_BASELINE if at <= 0 else FEWEST_RECENT, "days before" if at <= 0 else "days after")
    if settle < 0:
        raise SuppleError("settle-negative", "The days until a treatment is judged are fewer than 0.", "Use 0 or more.")
    values = np.array(values)
    values[at : at + settle] = np.nan
    first = max(0, at - BASELINE)
    part = values[first : at + settle + BASELINE]
    found = _step(part, at - first, (outcome, better))
    if isinstance(found, NotEnough):
        return found
    return BeforeAfter(
        found, start, start + timedelta(days=settle), worse_just_before=_worse_before(part[: at - first], better)
    )


def _worse_before(before: Array, better: str) -> float | None:
    """How far the fortnight before a start lay on the bad side of the days before that fortnight."""
    late, early = before[-14:], before[:-14]
    late, early = late[np.isfinite(late)], early[np.isfinite(early)]
    if len(late) < FEWEST_RECENT or len(early) < FEWEST_BASELINE:
        return None
    rise = float(late.mean() - early.mean())
    return rise if better == "lower" else -rise


def _column(table: DailyTable, outcome: str) -> Array:
    if outcome not in table.columns:
        raise SuppleError("outcome-missing", "The diary has no column with the outcome's name.", "Check the spelling.")
    values = np.asarray(table.columns[outcome], dtype=np.float64)
    return np.where(np.isfinite(values), values, np.nan)


def _step(values: Array, at: int, asked: tuple[str, str]) -> Change | NotEnough:
    """The days from `at` on against those before."""
    outcome, better = asked
    seen: Mask = np.isfinite(values)
    before, after = values[:at][seen[:at]], values[at:][seen[at:]]
    if len(before) < FEWEST_BASELINE:
        return NotEnough(len(before), FEWEST_BASELINE, "days before")
    if len(after) < FEWEST_RECENT:
        return NotEnough(len(after), FEWEST_RECENT, "days after")
    baseline, recent = float(before.mean()), float(after.mean())
    if float(np.ptp(values[seen])) == 0.0:
        return Change(outcome, baseline, recent, 0.0, 0.0, 0.0, 0.5, len(before), len(after))
    belief = _difference(values, at, seen)
    reach = 4.0 * float(np.ptp(values[seen]))
    lo, hi = (float(belief.quantile(share, reach)[0]) for share in (0.05, 0.95))
    lower = float(belief.below(0.0)[0])
    worse = 1.0 - lower if better == "lower" else lower
    low, high = float(values[seen].min()), float(values[seen].max())
    score = infer_kind(values[seen]) == "ordinal" and low >= 0.0 and high <= 10.0
    shares: tuple[float | None, float | None, float | None] = (None, None, None)
    if score and baseline >= LOWEST_FOR_SHARES:
        minimal, important = (_beyond(belief, share * baseline, better) for share in (MINIMAL, IMPORTANT))
        shares = ((recent - baseline) / baseline, minimal, important)
    return Change(outcome, baseline, recent, float(belief.mean[0]), lo, hi, worse, len(before), len(after), *shares)


def _beyond(belief: Belief, size: float, better: str) -> float:
    """The chance that the difference goes this far to the bad side."""
    return 1.0 - float(belief.below(size)[0]) if better == "lower" else float(belief.below(-size)[0])


def _difference(values: Array, at: int, seen: Mask) -> Belief:
    """The step between the two spans under every kind of noise, each step thought equally likely beforehand."""
    kinds = LASTING.noise()
    by_day = noise.gains(kinds, seen)
    step = (np.arange(len(values)) >= at).astype(np.float64)
    centred = np.where(seen, values - values[seen].mean(), 0.0)
    white = noise.whiten(kinds, by_day, np.column_stack([np.ones(len(values)), step, centred]))
    gram = white.transpose(0, 2, 1) @ white
    side, own = gram[:, 1:, 0], gram[:, 0, 0]
    left = gram[:, 1:, 1:] - side[:, :, None] * side[:, None, :] / own[:, None, None]
    exact, cross, square = left[:, 0, 0], left[:, 0, 1], left[:, 1, 1]
    rest = np.maximum(square - cross**2 / exact, 1e-12)
    freedom = int(seen.sum()) - 2
    fit = np.log(kinds.weight) - 0.5 * (by_day.log_det + np.log(own) + np.log(exact) + freedom * np.log(rest))
    weight = np.exp(fit - fit.max())
    spread = np.sqrt(rest / max(freedom - 2, 1) / exact)
    parts = ((weight / weight.sum())[:, None], (cross / exact)[:, None], spread[:, None])
    return Belief(*parts, off=np.zeros(1))
