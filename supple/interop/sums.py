# SPDX-License-Identifier: Apache-2.0
"""How do the sums that many people's devices made go from hand to hand? As JSON, to be added up anywhere.

Sums over few people are still theirs: only what is learned from enough of them may be shown around.
"""

import math
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from supple.errors import SuppleError
from supple.insight.cohort import OFTEN, WORSE, Sums

VERSION = 1


def laid_out(sums: Sums) -> dict[str, Any]:
    """The sums as `parse` reads them.

    >>> laid_out(Sums())
    {'version': 1, 'sums': []}
    """
    rows = [
        {"outcome": outcome, "factor": name, "people": sums.people[outcome, name], "fit": fit.tolist()}
        for (outcome, name), fit in sorted(sums.fit.items())
    ]
    return {"version": VERSION, "sums": rows}


def parse(raw: Mapping[str, Any]) -> Sums:
    """Read one file of sums, or refuse it whole."""
    if raw.get("version") != VERSION:
        raise SuppleError("sums-unreadable", "The file does not hold sums of version 1.", "Run the cohort again.")
    try:
        rows = [(str(row["outcome"]), str(row["factor"]), row["people"], row["fit"]) for row in raw["sums"]]
        people = {(outcome, name): _count(count) for outcome, name, count, _ in rows}
        return Sums({(outcome, name): _grid(fit) for outcome, name, _, fit in rows}, people)
    except (KeyError, TypeError, ValueError) as wrong:
        raise SuppleError("sums-unreadable", "A part of the sums cannot be read.", "Run the cohort again.") from wrong


def _count(raw: Any) -> int:
    count = int(raw)
    if count != raw or count < 0:
        raise ValueError
    return count


def _grid(raw: Any) -> np.ndarray[Any, np.dtype[np.float64]]:
    fit = np.asarray(raw, dtype=np.float64)
    if fit.shape != (len(OFTEN), len(WORSE)) or not math.isfinite(float(fit.sum())):
        raise ValueError
    return fit


def added(several: Iterable[Sums]) -> Sums:
    """The sums of several groups of people as those of one group."""
    fit: dict[tuple[str, str], Any] = {}
    people: dict[tuple[str, str], int] = {}
    for one in several:
        for about, numbers in one.fit.items():
            fit[about] = fit.get(about, 0.0) + numbers
            people[about] = people.get(about, 0) + one.people[about]
    return Sums(fit, people)
