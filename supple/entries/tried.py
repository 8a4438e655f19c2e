# SPDX-License-Identifier: Apache-2.0
"""One change at a time: the steps of a trial as they are said."""

from typing import Annotated, Literal

from pydantic import Field

from supple.entries.entry import Day, Entry, Line, Name, Said


class PhasePlan(Said):
    """One phase of the schedule: A is life as usual, B the change, W washout that is not counted."""

    condition: Literal["A", "B", "W"]
    starts: Day
    days: Annotated[int, Field(ge=1, le=365)]


class TrialStarted(Entry):
    """What is tried, on which outcome, in which order; the seed that drew the order is kept with it."""

    kind: Literal["trial_started"] = "trial_started"
    change: Name
    outcome: Name
    phases: Annotated[tuple[PhasePlan, ...], Field(min_length=2, max_length=40)]
    seed: int | None = None
    order: Literal["random", "fixed", "counterbalanced"] | None = None
    item: Annotated[Line, Field(min_length=1)] | None = None
    """The id of the remedy or the trigger that the change comes from."""
    knowledge: Line | None = None
    """The version of the knowledge that it was taken from."""


class PhaseChanged(Entry):
    """A phase began, was paused or went on; `why` names the reason of a pause, or what was no reason for one.

    `trial` is the id of the entry that started it.
    """

    kind: Literal["phase_changed"] = "phase_changed"
    trial: Name
    condition: Literal["A", "B", "W", "paused"]
    why: Line | None = None


class TrialDay(Entry):
    """Whether the change was done on a day of a trial, whatever was planned for that day; the last word holds."""

    kind: Literal["trial_day"] = "trial_day"
    trial: Name
    done: bool


class TrialEnded(Entry):
    """The trial is over, finished or given up."""

    kind: Literal["trial_ended"] = "trial_ended"
    trial: Name
    finished: bool = True
    why: Line | None = None
