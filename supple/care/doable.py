# SPDX-License-Identifier: Apache-2.0
"""What does a plan for today consist of? Lines with their reason and source, and what was held back and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from supple.care.finding import Finding
from supple.care.learned import Lesson
from supple.knowledge.source import Grade

Energy = Literal["usual", "low", "five_minutes"]


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One thing to do today; `knowledge` is the id of the item it comes from."""

    knowledge: str
    kind: str
    what: str
    how: tuple[str, ...]
    when: str
    minutes: float | None
    reasons: tuple[str, ...]
    """Sentences that follow each other; each can be translated by itself."""
    sources: tuple[str, ...]
    grade: Grade
    cautions: tuple[str, ...] = ()
    site: str | None = None
    side: str | None = None
    position: str | None = None
    hold_s: int | None = None
    reps: int | None = None
    others: tuple[str, ...] = ()
    """Ids of other ways to do the same, in other positions."""
    at: str | None = None
    """When it stands in the day before the person says another time; our own choice."""
    lesson: Lesson | None = None
    """What the last days changed about it, or the time the person chose."""

    @property
    def reason(self) -> str:
        """Why, in one go."""
        return " ".join(self.reasons)

    @property
    def clock(self) -> str | None:
        """When it stands in the day: as the person said, or as the plan proposes."""
        return (self.lesson.clock if self.lesson else None) or self.at


@dataclass(frozen=True, slots=True)
class Held:
    """Something that would have been in the plan, and why it is not."""

    what: str
    why: str
    rule: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Today's plan. When a red flag stops it, `lines` is empty and `kept` is all there is."""

    energy: Energy
    lines: tuple[PlanLine, ...] = ()
    kept: tuple[PlanLine, ...] = ()
    held: tuple[Held, ...] = ()
    asks: tuple[str, ...] = ()
    stop_when: tuple[str, ...] = ()
    suppressed_by: Finding | None = None

    @property
    def suppressed(self) -> bool:
        """Whether a red flag stopped the plan."""
        return self.suppressed_by is not None

    @property
    def minutes(self) -> float:
        """How long all of it takes, breaks counted once."""
        return sum(line.minutes or 0 for line in self.lines)
