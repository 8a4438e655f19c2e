# SPDX-License-Identifier: Apache-2.0
"""What share of what a device can do is used? The products and the moved columns of a run beside the device's limits.

Counted is what most of the work for many people is: the products of whitened columns (two sums for each pair of columns
and day), and the writing and reading of those columns. The limits are measured on the same device and as exactly,
with one large product and one large copy.
"""

import importlib
import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast

import numpy as np

from supple.insight import effects
from supple.insight.arrays import Batch, namespace

SIDE, NUMBERS, TIMES = 2048, 16_000_000, 3


@dataclass
class Done:
    """The heavy work of a block."""

    sums: float = 0.0
    moved: float = 0.0  # bytes


@contextmanager
def counted() -> Iterator[Done]:
    """What the block multiplies and moves."""
    done, grams, room = Done(), effects.grams, cast("Any", effects)

    def counting(whitened: Batch, *given: Any) -> effects.Grams:
        numbers = math.prod(whitened.shape)
        done.sums += 2.0 * numbers * whitened.shape[-1]
        done.moved += 2.0 * numbers * whitened.dtype.itemsize
        return grams(whitened, *given)

    room.grams = counting
    try:
        yield done
    finally:
        room.grams = grams


def settled(like: Batch) -> None:
    """Wait until the device has done what it was asked."""
    if "cuda" in str(like.device):
        importlib.import_module("torch").cuda.synchronize()


def _quickest(work: Callable[[], Any], like: Batch) -> float:
    best = math.inf
    for _ in range(TIMES):
        settled(like)
        start = time.perf_counter()
        work()
        settled(like)
        best = min(best, time.perf_counter() - start)
    return best


def limits(like: Batch) -> Done:
    """Sums and bytes a second that the device of `like` is able to, in its precision."""
    xp = namespace(like)
    square = xp.ones((SIDE, SIDE), dtype=like.dtype, device=like.device)
    long = xp.ones((NUMBERS,), dtype=like.dtype, device=like.device)
    product = _quickest(lambda: square @ square, like)
    copy = _quickest(lambda: long + 1.0, like)
    return Done(2.0 * SIDE**3 / product, 2.0 * NUMBERS * like.dtype.itemsize / copy)


def told(people: int, seconds: float, done: Done, like: Batch | None) -> str:
    """One line: people a second, and the share of each limit."""
    most = limits(np.zeros(1) if like is None else like)
    sums, moved = done.sums / seconds, done.moved / seconds
    return (
        f"  {people / seconds:.0f} people a second; products {sums / 1e9:.1f} of {most.sums / 1e9:.0f} GFLOP/s "
        f"({sums / most.sums:.1%}), columns moved {moved / 1e9:.2f} of {most.moved / 1e9:.0f} GB/s "
        f"({moved / most.moved:.1%})"
    )
