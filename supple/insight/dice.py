# SPDX-License-Identifier: Apache-2.0
"""What chance does each person's walks have? Thrown beforehand, from the person's own seed.

So one person gets the same throws alone or among thousands, whatever library walks with them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from supple.insight.arrays import Batch, beside

WALKS, GROWTH, SETTLING, STEPS = 24, 4, 2, 4
DRAWS = 3  # from each place where a walk stands
TRIES = 4  # candidates from which a draw with the moment prior is picked


@dataclass(frozen=True, slots=True)
class Dice:
    """Every throw of every person; the first axis is people."""

    spread: Batch  # (person, time, walk): one place in [0, 1) for each walk, evenly, in no order
    move: Batch  # (person, turn, 2, walk)
    choice: Batch  # (person, draw, stand, factor)
    pick: Batch  # (person, draw, stand, factor)
    normal: Batch  # (person, draw, stand, try, factor)
    chi: Batch  # (person, draw, stand)


def throw(seeds: Sequence[int], freedom: Sequence[int], factors: Sequence[int], like: Batch) -> Dice:
    """Throw for each person as if alone, and fill up to the largest number of factors."""
    width = max(factors) + 1
    alone = [_alone(*one, width) for one in zip(seeds, freedom, factors, strict=True)]
    parts = (np.stack([getattr(one, part.name) for one in alone]) for part in fields(Dice))
    return Dice(*(beside(like, part) for part in parts))


def _alone(seed: int, freedom: int, factors: int, width: int) -> Dice:
    rng = np.random.default_rng(seed)
    spread = np.stack([(rng.permutation(WALKS) + rng.random()) / WALKS for _ in range(2)])
    move = rng.random((GROWTH + SETTLING + STEPS, 2, WALKS))
    stands = WALKS * STEPS
    chance = np.full((2, DRAWS, stands, width), 0.5)
    chance[..., :factors] = rng.random((2, DRAWS, stands, factors))
    normal = np.ones((DRAWS, stands, TRIES, width))
    normal[..., :factors] = rng.standard_normal((DRAWS, stands, TRIES, factors))
    return Dice(spread, move, chance[0], chance[1], normal, rng.chisquare(freedom, (DRAWS, stands)))
