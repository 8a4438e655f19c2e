# SPDX-License-Identifier: Apache-2.0
"""What was kept up, what went well, and what does an emergency card say? Read from the diary, nothing else kept."""

from datetime import datetime, timedelta

from supple.actions.knowledge_at_hand import knowledge
from supple.actions.look_back import timeline
from supple.care import card as cards
from supple.care import habits as strengths
from supple.care.card import Card
from supple.care.habits import Habits
from supple.journal import store
from supple.people.models import Person

LOOKED_AT = timedelta(days=2 * strengths.SPAN)
ON_THE_CARD = ("fact", "treatment", "dose", "contact")


def habits(person: Person, now: datetime) -> Habits:
    """Habits, wins and the pause of the last two weeks."""
    return strengths.look(timeline(person, since=now - LOOKED_AT).until(now), now)


def card(person: Person, now: datetime) -> Card:
    """The card that may be shown to others: what was marked private is left out."""
    said = store.timeline(person, kinds=ON_THE_CARD).until(now).without_private()
    return cards.card(said, now, knowledge())
