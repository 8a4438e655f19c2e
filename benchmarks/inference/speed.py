# SPDX-License-Identifier: Apache-2.0
"""What does an answer cost, and do all libraries give the same one? One person, many people, NumPy, torch, a GPU.

Run: python -m benchmarks.inference.speed [people] [days]; OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 first, for one core.
Processor time is what counts on NumPy and torch's CPU, so that a busy machine says the same; on a GPU the clock.
torch is timed when it is installed, scipy's pairwise correlations too; supple needs neither.
"""

import importlib
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import repeat
from typing import Any

import numpy as np

from benchmarks.inference import limits
from supple.insight import batch, chains, effects, noise, simulate
from supple.insight.arrays import Array, Batch
from supple.insight.many import Broken, find_many
from supple.insight.result import Findings
from supple.insight.triggers import find

PARTS: tuple[tuple[Any, str], ...] = (
    (noise, "gains"), (noise, "whiten"), (effects, "grams"), (batch, "throw"), (chains, "walk_all"),
)  # fmt: skip


def people(count: int, days: int, first: int = 31_000) -> list[simulate.MadeUp]:
    """So many made-up people of all regimes, twenty factors each."""
    return [simulate.diary(simulate.REGIMES[n % len(simulate.REGIMES)], days, first + n) for n in range(count)]


def one_person(days: int) -> float:
    """Milliseconds for one diary, each asked for the first time, and the share of its parts."""
    made = people(27, days)
    find(made[0].table, made[0].about)
    spent: list[float] = []
    parts: dict[str, float] = {}
    for one in made:
        with shares(time.process_time) as taken:
            start = time.process_time()
            find(one.table, one.about)
            spent.append(1000 * (time.process_time() - start))
        parts = {name: parts.get(name, 0.0) + 1000 * share / len(made) for name, share in taken.items()}
    print(f"one person, {days} days, 20 factors: {min(spent):.1f} ms at best, {np.median(spent):.1f} ms in the median")
    print("  of it: " + ", ".join(f"{name} {share:.1f}" for name, share in parts.items()))
    return float(np.median(spent))


def correlations(days: int) -> float | None:
    """Milliseconds of 40 pairwise correlations in scipy: twenty factors, today and yesterday."""
    try:
        stats = importlib.import_module("scipy.stats")
    except ImportError:
        return None
    rng = np.random.default_rng(1)
    outcome, columns = rng.standard_normal(days), rng.standard_normal((40, days))
    best = np.inf
    for _ in range(20):
        start = time.process_time()
        for column in columns:
            stats.pearsonr(column, outcome)
        best = min(best, 1000 * (time.process_time() - start))
    return float(best)


@contextmanager
def shares(clock: Callable[[], float]) -> Iterator[dict[str, float]]:
    """How long each heavy piece took inside the block."""
    taken = {name: 0.0 for _, name in PARTS}
    kept = [(room, name, getattr(room, name)) for room, name in PARTS]

    def timed(name: str, piece: Callable[..., Any]) -> Callable[..., Any]:
        def run(*given: Any, **said: Any) -> Any:
            start = clock()
            out = piece(*given, **said)
            taken[name] += clock() - start
            return out

        return run

    for room, name, piece in kept:
        setattr(room, name, timed(name, piece))
    try:
        yield taken
    finally:
        for room, name, piece in kept:
            setattr(room, name, piece)


def many(label: str, made: list[simulate.MadeUp], like: Batch | None, clock: Callable[[], float]) -> list[Findings]:
    """Milliseconds a person, and the share of the heavy pieces."""
    abouts = [one.about for one in made]
    list(find_many([one.table for one in made[:16]], abouts, seeds=repeat(0), like=like))
    with shares(clock) as taken, limits.counted() as done:
        start = clock()
        found = list(find_many([one.table for one in made], abouts, seeds=repeat(0), like=like))
        spent = clock() - start
    each = 1000.0 / len(made)
    print(f"{label}: {spent * each:.2f} ms a person; " + ", ".join(f"{n} {s * each:.2f}" for n, s in taken.items()))
    print(limits.told(len(made), spent, done, like))
    assert not [one for one in found if isinstance(one, Broken)]
    return [one for one in found if isinstance(one, Findings)]


def apart(label: str, mine: list[Findings], theirs: list[Findings]) -> None:
    """How far two answers lie apart: inclusion probabilities, and effects in widths of the interval."""
    pairs = [(a.factors[n], b.factors[n]) for a, b in zip(mine, theirs, strict=True) for n in a.factors]
    prob: Array = np.array([abs(a.prob - b.prob) for a, b in pairs])
    effect: Array = np.array([abs(a.effect - b.effect) / max(a.hi - a.lo, 0.1) for a, b in pairs])
    words = np.mean([a.verdict == b.verdict for a, b in pairs])
    print(
        f"  {label}: chances apart {np.median(prob):.1e} in the median, {prob.max():.4f} at most; "
        f"effects {effect.max():.4f} of the interval at most; the same word for {words:.2%}"
    )


def elsewhere(made: list[simulate.MadeUp], mine: list[Findings]) -> None:
    """The same on torch, in double and single precision, on the processor and on a GPU where there is one."""
    try:
        torch = importlib.import_module("torch")
    except ImportError:
        print("torch is not installed")
        return
    devices = ["cpu", *(["cuda"] if torch.cuda.is_available() else [])]
    for device in devices:
        for exact in (torch.float64, torch.float32):
            label = f"torch {device} {exact}"
            clock = time.process_time if device == "cpu" else time.perf_counter
            apart("beside NumPy", mine, many(label, made, torch.zeros(1, dtype=exact, device=device), clock))
    if len(devices) == 1:
        print("no GPU is here, so none was timed")


def main() -> None:
    """Print every figure."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 128
    days = int(sys.argv[2]) if len(sys.argv) > 2 else 365
    alone, theirs = one_person(days), correlations(days)
    if theirs:
        print(f"  40 correlations in scipy: {theirs:.1f} ms; one person costs {alone / theirs:.2f} times that")
    made = people(count, days)
    mine = many("NumPy float64", made, None, time.process_time)
    apart("beside one alone", mine, [find(one.table, one.about) for one in made])
    coarse = many("NumPy float32", made, np.zeros(1, dtype=np.float32), time.process_time)
    apart("beside double precision", mine, coarse)
    elsewhere(made, mine)


if __name__ == "__main__":
    main()
