# SPDX-License-Identifier: Apache-2.0
"""Would more days like these tell of a factor, and if not, why? A planned trial may, where waiting does not."""

from math import ceil

from supple.insight.columns import FEWEST, Column
from supple.insight.result import Verdict, Why

LONG = 365  # days of waiting beyond which a number only discourages
SELDOM = 0.1  # share of days from which a factor is met, or not met, often enough to be compared; our own choice


def days_for_exposure(column: Column, recorded: int) -> int | None:
    """Days until both kinds of day are there five times, at the pace so far; None when one never came."""
    kinds = (column.exposed, column.usual) if column.met else (column.exposed,)
    rarest = min(kinds)
    return ceil((FEWEST - rarest) * recorded / rarest) if 0 < rarest < FEWEST else None


def why_not(
    column: Column, verdict: Verdict, more: int | None, *, alike: bool = False, still: bool = False
) -> Why | None:
    """Why there is no number of days to wait, or none within a year; None when there is one, or an answer.

    `alike` says that it cannot be told apart from another, `still` that the outcome never differs.
    """
    if column.same:
        return "same-as-outcome"
    if verdict not in ("cannot tell yet", "not enough days with it") or (more and more <= LONG):
        return None
    if verdict == "not enough days with it":
        return _too_seldom(column) if more else _never(column)
    if still:
        return "outcome-never-differs"
    return "not-told-apart" if alike else _too_seldom(column) or "too-many-days"


def _never(column: Column) -> Why:
    """A factor of which there is one kind of day only."""
    if not column.met:
        return "never-differs" if column.used else "never-met"
    return "always-met" if column.exposed else "never-met"


def _too_seldom(column: Column) -> Why | None:
    """A factor of which one kind of day is there, and hardly ever."""
    few = SELDOM * column.used
    if not column.met:
        return "hardly-differs" if column.exposed < few else None
    if column.exposed < few:
        return "seldom-met"
    return "nearly-always-met" if column.usual < few else None
