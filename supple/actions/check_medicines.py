# SPDX-License-Identifier: Apache-2.0
"""What do the rules say about what a person takes, and about one medicine more? Nothing of the question is kept."""

from dataclasses import dataclass
from datetime import datetime

from supple.actions.check_safety import lately, unless_broken
from supple.actions.knowledge_at_hand import knowledge
from supple.care.card import Taken, card
from supple.care.gather import known_names
from supple.care.profile import from_timeline
from supple.care.taken_together import TakenTogether, taken_together, with_one_more
from supple.people.models import Person


@dataclass(frozen=True, slots=True)
class MedicinesChecked:
    """Everything that the page about medicines shows."""

    taken: tuple[Taken, ...] | None
    """What is taken now, those that must never stop at once first; None while nothing was said of medicines."""
    now: TakenTogether
    more: TakenTogether | None


def check_medicines(person: Person, now: datetime, more: str = "") -> MedicinesChecked | None:
    """The answers of the rules; None when they could not be asked."""

    def look() -> MedicinesChecked:
        known, diary = knowledge(), lately(person, now)
        profile = from_timeline(diary, now, known)
        return MedicinesChecked(
            taken=card(diary, now, known).medicines,
            now=taken_together(profile, known),
            more=with_one_more(profile, known_names(diary, known)(more), known) if more else None,
        )

    return unless_broken(look)
