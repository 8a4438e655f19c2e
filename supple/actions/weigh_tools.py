# SPDX-License-Identifier: Apache-2.0
"""What do the rules say about each relief tool for this person now?"""

from datetime import datetime

from supple.actions.check_safety import lately, unless_broken
from supple.actions.knowledge_at_hand import knowledge
from supple.care.profile import from_timeline
from supple.care.tools import Judged, judged
from supple.people.models import Person


def weigh_tools(person: Person, now: datetime, site: str | None, side: str | None) -> tuple[Judged, ...] | None:
    """Every tool with its verdict; None when the rules could not be asked."""
    known = knowledge()
    return unless_broken(lambda: judged(from_timeline(lately(person, now), now, known), known, site, side))
