# SPDX-License-Identifier: Apache-2.0
"""How well does "about N more days" agree with the day on which the claim would truly come?

Truth is the day by which half of many futures of the same person had brought the claim: the days so far and what truly
moves the person stay, only the luck of the days to come is thrown anew. Futures are looked at about once a week. One
future alone, as it happened to fall, is reported beside it: no forecast can know its luck, and the last line says how
far even the truth is from it.

Run: python -m benchmarks.inference.more_days [people per regime and kind] [futures] [seed ...] [--after DAYS ...]
"""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product, repeat

import numpy as np

from benchmarks.inference.onward import futures
from benchmarks.inference.score import KINDS, people
from supple.insight import simulate
from supple.insight.arrays import Array
from supple.insight.many import Broken, find_many
from supple.insight.series import DailyTable
from supple.insight.triggers import find

LOOKS = np.array([7, 14, 21, 28, 42, 56, 77, 98, 126, 161, 203, 252, 305])
ENOUGH = 0.7  # of the futures that have brought every claim: then later looks say nothing new about the half
RESAMPLES = 400


@dataclass(frozen=True, slots=True)
class Wait:
    """What was said of one factor that truly matters and was not claimed yet, and what came of it."""

    person: int
    said: int | None
    came: Array  # in each future the look at which it was claimed first; the first is the one that was thrown anyway

    @property
    def true(self) -> float:
        """The day by which half of the futures had brought the claim; infinite if fewer ever did."""
        share = (self.came[1:, None] <= LOOKS).mean(axis=0)
        if share[-1] < 0.5:
            return float("inf")
        after = int((share >= 0.5).argmax())
        if after == 0:
            return float(LOOKS[0])
        part = (0.5 - share[after - 1]) / (share[after] - share[after - 1])
        return float(LOOKS[after - 1] * (LOOKS[after] / LOOKS[after - 1]) ** part)


def waits(count: int, each: int, seed: int, after: int) -> Iterator[Wait]:
    """Everything that people with so many days are told to wait for, and rightly."""
    end = after + int(LOOKS[-1])
    for regime in simulate.REGIMES:
        for who, made in people(regime, count, end, seed):
            now = find(made.table.head(after), made.about).factors
            waiting = [n for n, e in now.items() if made.truth[n] and e.verdict == "cannot tell yet"]
            if waiting:
                kind = KINDS[who // len(simulate.REGIMES) % len(KINDS)]
                lives = [made.table, *futures(regime, seed * 100_000 + who, kind, (after, end), each)]
                came = _first_claims(lives, made, waiting, after)
                for name in waiting:
                    yield Wait(seed * 1_000_000 + who, now[name].days_more, came[name])


def _first_claims(lives: list[DailyTable], made: simulate.MadeUp, waiting: list[str], after: int) -> dict[str, Array]:
    """When each factor was claimed first in each life; lives are asked for as long as they may say something new."""
    came = np.full((len(waiting), len(lives)), np.inf)
    for look in LOOKS:
        going_on = np.isinf(came).any(axis=0)
        going_on[1:] &= bool((np.isfinite(came[:, 1:]).mean(axis=1) < ENOUGH).any())
        asked = np.flatnonzero(going_on)
        heads = [lives[place].head(after + int(look)) for place in asked]
        for place, found in zip(asked, find_many(heads, repeat(made.about), seeds=repeat(0)), strict=True):
            assert not isinstance(found, Broken)
            claims = np.array([found.factors[name].claim for name in waiting])
            came[claims & np.isinf(came[:, place]), place] = look
    return dict(zip(waiting, came, strict=True))


def _apart(said: list[float | None], true: list[float]) -> Array:
    """Log ratios; whatever is past the last look, or never, counts as the last look."""
    last = float(LOOKS[-1])
    cut = [[last if one is None else min(one, last) for one in row] for row in (said, true)]
    return np.asarray(np.log(np.array(cut[0]) / np.array(cut[1])))


def show(label: str, ratios: Array, who: Array) -> None:
    """The median absolute log ratio with its 90 % bootstrap interval over people, and which way it leans."""
    rng, everyone = np.random.default_rng(0), np.unique(who)
    by_person = {one: ratios[who == one] for one in everyone}
    drawn = [
        float(np.median(np.abs(np.concatenate([by_person[one] for one in rng.choice(everyone, len(everyone))]))))
        for _ in range(RESAMPLES)
    ]
    low, high = np.quantile(drawn, (0.05, 0.95))
    size, lean = np.median(np.abs(ratios)), np.median(ratios)
    print(f"| {label} | {len(ratios)} | {size:.2f} ({low:.2f}-{high:.2f}) | {lean:+.2f} |", flush=True)


def main() -> None:
    """One table for each seed and length."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("people", type=int, nargs="?", default=2, help="of each regime and kind of outcome")
    parser.add_argument("futures", type=int, nargs="?", default=24)
    parser.add_argument("seeds", type=int, nargs="*", default=[1])
    parser.add_argument("--after", type=int, nargs="+", default=[60], help="days of diary at which it is said (60)")
    args = parser.parse_args()
    for after, seed in product(args.after, args.seeds):
        every = list(waits(args.people, args.futures, seed, after))
        said: list[float | None] = [one.said for one in every]
        true, fell = [one.true for one in every], [float(one.came[0]) for one in every]
        who, came = np.array([one.person for one in every]), np.isfinite(fell)
        print(f"seed {seed}: {after} days, {args.futures} futures each; never within {LOOKS[-1]} days: ", end="")
        print(f"{np.isinf(true).mean():.2f}\n| | factors | off by | leans |")
        show("said, beside the median of the futures", _apart(said, true), who)
        show("always 80 days, beside the same", _apart([80.0] * len(true), true), who)
        show("said, beside one future, where it came", _apart(said, fell)[came], who[came])
        show("the median itself, beside one future, where it came", _apart(list(true), fell)[came], who[came])


if __name__ == "__main__":
    main()
