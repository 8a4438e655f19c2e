# SPDX-License-Identifier: Apache-2.0
"""What was understood of a note: what happened, when, where, how much; every part points at its words."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

Span = tuple[int, int]
"""From which sign of the note up to which."""


@dataclass(frozen=True, slots=True)
class Told:
    """One thing a note tells: a group (episode, exposure, action, measure, medicine), its id, details and words."""

    group: str
    what: str
    details: dict[str, Any] = field(default_factory=dict)
    spans: dict[str, Span] = field(default_factory=dict)

    def get(self, detail: str) -> Any:
        """A detail, or None when it was not said."""
        return self.details.get(detail)


@dataclass(frozen=True, slots=True)
class Felt:
    """A sign in words: where, since when, and whether it is new, worse or the usual, as far as that was said."""

    id: str
    present: bool | str = True
    site: str | None = None
    side: str | None = None
    onset: str | None = None
    duration_h: float | None = None
    new: bool | None = None
    worse: bool | None = None
    severity: float | None = None
    prevents: tuple[str, ...] = ()
    span: Span = (0, 0)


@dataclass(frozen=True, slots=True)
class Likeness:
    """A rule or a thing, how likely it is (0 to 1) that a note tells it, and the words that sound most like it."""

    id: str
    share: float
    span: Span


@dataclass(frozen=True, slots=True)
class Sounds:
    """What a note sounds like, the likeliest first: red flags, and what happened; None where nobody listened."""

    rules: tuple[Likeness, ...] | None = None
    told: tuple[Likeness, ...] | None = None


@dataclass(frozen=True, slots=True)
class Understood:
    """A note, and everything that was read in it; `left_over` are the places of words that nothing was made of.

    `told` is what may be suggested, with what the second ear adds and doubts; `by_rule` is what the rules alone found.
    """

    text: str
    now: datetime
    told: tuple[Told, ...]
    by_rule: tuple[Told, ...]
    signs: tuple[Felt, ...]
    context: dict[str, Any]
    left_over: tuple[Span, ...]

    def of(self, group: str) -> tuple[Told, ...]:
        """What is told of one group."""
        return tuple(t for t in self.told if t.group == group)

    def ruled(self, group: str) -> tuple[Told, ...]:
        """What the rules alone found of one group; red flags hang on nothing else."""
        return tuple(t for t in self.by_rule if t.group == group)

    def undoubted(self) -> Understood:
        """The same with everything that the rules found, also what does not sound as if it happened."""
        ids = {t.what for t in self.by_rule}
        return replace(self, told=(*self.by_rule, *(t for t in self.told if t.what not in ids)))

    @property
    def unread(self) -> str:
        """The words that nothing was made of, as they stand in the note."""
        return " … ".join(self.text[start:end] for start, end in self.left_over)
