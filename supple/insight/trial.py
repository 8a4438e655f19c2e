# SPDX-License-Identifier: Apache-2.0
"""Did this one change help? The same innovations as for triggers, one column for the change, and a trend.

The change may act at once or build up and wear off over days; part of the belief starts on "no effect at all".
A running trial may be looked at whenever one likes: it is asked for more certainty until its last day.
"""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from supple.errors import SuppleError
from supple.insight.belief import Belief, weigh
from supple.insight.columns import infer_kind
from supple.insight.noise import Array, Mask
from supple.insight.result import Difference, Excluded, Marks, NotEnough, TrialResult, TrialVerdict

FEWEST = 7  # counted days of each condition
SURE, RULED_OUT = 0.77, 0.95  # chosen by simulation on seeds that no table reports, see benchmarks/trials.py
SURE_RUNNING, RULED_OUT_RUNNING = 0.95, 0.98  # before the last day, so that looking often costs little
MINIMAL, IMPORTANT = 0.18, 0.30  # of the person's usual days: a change that is noticed, and one that matters
LOWEST_FOR_SHARES = 3.0  # below this a share of the usual days is a fraction of a point


@dataclass(frozen=True, slots=True)
class Trial:
    """One trial as kept: the outcome of each day, its condition (A, B, W), and what went otherwise."""

    outcome: Array
    condition: tuple[str, ...]
    taken: Array | None = None  # 1 done, 0 not done, NaN not noted
    paused: tuple[str, ...] = ()  # the reason of a pause, "" on other days
    name: str = "outcome"
    change: str = "B"

    def __post_init__(self) -> None:
        lengths = {len(self.outcome), len(self.condition), len(self.paused or self.condition)}
        if len(lengths | ({len(self.taken)} if self.taken is not None else set())) > 1:
            raise SuppleError("trial-uneven", "The columns of the trial are not equally long.", "Give each day a line.")
        if strange := sum(mark not in ("A", "B", "W", "") for mark in self.condition):
            raise SuppleError(
                "condition-strange", f"{strange} days have a condition that is not A, B or W.", "Correct them."
            )

    @property
    def counted(self) -> Mask:
        """Days that speak: recorded, not washout, not paused."""
        paused = np.array([bool(why) for why in self.paused] or [False] * len(self.condition))
        in_condition = np.array([mark in ("A", "B") for mark in self.condition])
        return np.asarray(np.isfinite(self.outcome) & in_condition & ~paused)

    @property
    def acting(self) -> Array:
        """1 on days planned with the change; a day without a mark is like the one before, washout is without."""
        marks, last = [], ""
        for mark in self.condition:
            last = mark or last
            marks.append(last)
        return np.array([float(mark == self.change) for mark in marks])

    @property
    def lived(self) -> Array:
        """1 on days on which the change was done; a day on which that was not noted went as planned."""
        return self.acting if self.taken is None else np.where(np.isnan(self.taken), self.acting, self.taken)

    @property
    def left(self) -> int:
        """How many planned days lie after the last recorded one: a trial with many of them is still running."""
        recorded = np.flatnonzero(np.isfinite(self.outcome))
        after = self.condition[int(recorded[-1]) + 1 :] if len(recorded) else self.condition
        return sum(mark in ("A", "B") for mark in after)

    @property
    def excluded(self) -> tuple[Excluded, ...]:
        """Every day that does not count, once, with its reason."""
        pauses = self.paused or ("",) * len(self.condition)
        whys = [
            why or ("washout" if mark == "W" else "no condition" if not mark else "not recorded")
            for why, mark, counts in zip(pauses, self.condition, self.counted, strict=True)
            if not counts
        ]
        return tuple(Excluded(why, days) for why, days in Counter(whys).items())


def judge(trial: Trial, better: str = "lower", worthwhile: float | None = None, running: bool = False) -> TrialResult:
    """B minus A with its 90 % interval, the chance that it helps, and one of four verdicts."""
    seen = trial.counted
    lacking = _lacking(trial, seen)
    if lacking:
        return TrialResult(trial.name, 0.0, 0.0, 0.0, 0.0, 0.0, "unclear", int(seen.sum()), lacking,
                           excluded=trial.excluded, running=running)  # fmt: skip
    usual = float(trial.outcome[seen & (trial.acting < 0.5)].mean())
    smallest = worthwhile or _worthwhile(trial.outcome[seen])
    belief = weigh(trial.outcome[:, None], trial.acting, seen)
    planned = _difference(belief, trial, better)
    small = float(belief.below(smallest)[0] - belief.below(-smallest)[0])
    harms = 1.0 - float(belief.off[0]) - planned.p_helps
    return TrialResult(
        trial.name, planned.effect, planned.lo, planned.hi, planned.p_helps, small,
        _verdict(planned.p_helps, harms, small, running), int(seen.sum()),
        usual=usual, marks=_marks(trial, belief, better, usual), as_taken=_as_taken(trial, seen, better),
        adherence=_adherence(trial, seen), excluded=trial.excluded, running=running,
        sure=SURE_RUNNING if running else SURE,
    )  # fmt: skip


def _lacking(trial: Trial, seen: Mask) -> NotEnough | None:
    """What is missing before anything can be said: usual days, days with the change, or any difference at all."""
    with_it, without = seen & (trial.acting > 0.5), seen & (trial.acting < 0.5)
    done = int((with_it & (trial.lived > 0.5)).sum())
    if done < FEWEST:
        return NotEnough(done, FEWEST, "days with the change")
    if int(without.sum()) < FEWEST:
        return NotEnough(int(without.sum()), FEWEST, "usual days")
    if float(np.ptp(trial.outcome[seen])) == 0.0:
        return NotEnough(1, 2, "different values of the outcome")
    return None


def _worthwhile(recorded: Array) -> float:
    """The smallest change worth having: a point of a score, 15 in 100 nights, or a third of a count."""
    kind = infer_kind(recorded)
    return {"ordinal": 1.0, "binary": 0.15}.get(kind, max(0.5, 0.3 * float(recorded.mean())))


def _difference(belief: Belief, trial: Trial, better: str) -> Difference:
    """The belief as an effect with its interval and the chance of a change for the better."""
    below = float(belief.below(0.0, with_null=False)[0])
    helps = below if better == "lower" else 1.0 - float(belief.off[0]) - below
    reach = 4.0 * float(np.ptp(trial.outcome[trial.counted]))
    lo, hi = (float(belief.quantile(share, reach)[0]) for share in (0.05, 0.95))
    return Difference(float(belief.mean[0]), lo, hi, helps)


def _as_taken(trial: Trial, seen: Mask, better: str) -> Difference | None:
    """The same days as they were lived; None when that is not known or no different."""
    lived = trial.lived
    if (
        trial.taken is None
        or not bool(np.isfinite(trial.taken[seen]).any())
        or int((seen & (lived < 0.5)).sum()) < FEWEST
    ):
        return None
    return _difference(weigh(trial.outcome[:, None], lived, seen), trial, better)


def _adherence(trial: Trial, seen: Mask) -> float | None:
    if trial.taken is None:
        return None
    noted = trial.taken[seen & (trial.acting > 0.5)]
    noted = noted[np.isfinite(noted)]
    return float((noted > 0.5).mean()) if len(noted) else None


def _marks(trial: Trial, belief: Belief, better: str, usual: float) -> Marks | None:
    """18 and 30 % of the usual days of a 0-10 score, and the chance of a change for the better that large."""
    recorded = trial.outcome[trial.counted]
    score = infer_kind(recorded) == "ordinal" and float(recorded.min()) >= 0.0 and float(recorded.max()) <= 10.0
    if not score or usual < LOWEST_FOR_SHARES:
        return None
    minimal, important = (
        float(belief.below(-share * usual)[0] if better == "lower" else 1.0 - belief.below(share * usual)[0])
        for share in (MINIMAL, IMPORTANT)
    )
    return Marks(MINIMAL * usual, IMPORTANT * usual, minimal, important, trial.name == "spasticity")


def _verdict(helps: float, harms: float, small: float, running: bool) -> TrialVerdict:
    sure, ruled_out = (SURE_RUNNING, RULED_OUT_RUNNING) if running else (SURE, RULED_OUT)
    if helps >= sure:
        return "helps"
    if harms >= sure:
        return "harms"
    return "no_effect" if small >= ruled_out else "unclear"
