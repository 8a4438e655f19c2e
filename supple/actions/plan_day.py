# SPDX-License-Identifier: Apache-2.0
"""What is doable today? The plan, after the warning signs were looked at."""

from datetime import datetime

from supple.actions.check_safety import lately, unless_broken
from supple.actions.knowledge_at_hand import knowledge
from supple.care import plan as planning
from supple.care import safety
from supple.care.doable import Energy, Plan
from supple.care.profile import from_timeline
from supple.care.recent import recent
from supple.people.models import Person


def plan(person: Person, now: datetime, energy: Energy = "usual") -> Plan:
    """Today's plan in the size that the day allows; none while a red flag stands."""
    said, known = lately(person, now), knowledge()
    profile = from_timeline(said, now, known)
    return planning.today(profile, safety.check(profile, known), known, energy, recent(said, now))


def plan_if_checked(person: Person, now: datetime, energy: Energy = "usual") -> Plan | None:
    """Today's plan; None when the warning signs could not be checked, for then nothing is planned."""
    return unless_broken(lambda: plan(person, now, energy))
