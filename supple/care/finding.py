# SPDX-License-Identifier: Apache-2.0
"""What a rule concluded: how urgent, about what, what to do, and why. Structures, not sentences."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import total_ordering

RAISED = "RAISED"
"""The rule id of a grave new sign that no other rule speaks of; it stands beside the red flags."""


@total_ordering
class Urgency(StrEnum):
    """How soon a professional is needed; a more urgent one is greater.

    >>> Urgency.EMERGENCY > Urgency.SAME_DAY > Urgency.NONE
    True
    """

    EMERGENCY = "emergency"
    SAME_DAY = "same_day"
    PROMPT = "prompt"
    ROUTINE = "routine"
    NONE = "none"

    @property
    def rank(self) -> int:
        """4 for an emergency, down to 0 for nothing to act on."""
        return _RANKS[self]

    def __lt__(self, other: str) -> bool:
        return self.rank < Urgency(other).rank

    def __le__(self, other: str) -> bool:
        return self.rank <= Urgency(other).rank

    def __gt__(self, other: str) -> bool:
        return self.rank > Urgency(other).rank

    def __ge__(self, other: str) -> bool:
        return self.rank >= Urgency(other).rank


_RANKS = {urgency: 4 - place for place, urgency in enumerate(Urgency)}


class Verdict(StrEnum):
    """What holds for one thing a person would like to do."""

    CLEAR = "clear"
    CAUTION = "caution"
    STOP = "stop"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: the rule and the ids of what the person said that made it hold."""

    rule: str
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that applies to this person now, with everything the screen needs to say it."""

    rule: str
    urgency: Urgency
    action: str
    about: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()
    title: str = ""
    says: str = ""
    do: str = ""
    contact: str | None = None
    never: tuple[str, ...] = ()
    still: tuple[str, ...] = ()
    call: str = ""
    legs: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
    sources: tuple[str, ...] = ()
    sounds_in: str = ""
    """The words of a note that only sound like this; empty when the rule follows from what was understood."""
    note: str = ""
    """The id of the kept note that holds these words."""
    asked: bool = False
    """Whether it is asked and not told: it follows from words of a note that do not sound like any danger."""

    @property
    def is_red_flag(self) -> bool:
        """Whether this is a sign that needs a professional, not a rule about one plan item."""
        return self.rule == RAISED or self.rule.startswith("RF-")
