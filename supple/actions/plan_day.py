# SPDX-License-Identifier: Apache-2.0
"""What is doable today? The plan, after the warning signs were looked at."""

from dataclasses import dataclass
from datetime import datetime

from supple.actions.check_safety import TOLD, lately, standing, unless_broken
from supple.actions.glance import Glance
from supple.actions.knowledge_at_hand import knowledge
from supple.care import plan as planning
from supple.care.doable import Energy, Plan
from supple.care.finding import Finding
from supple.care.profile import Profile, from_timeline
from supple.care.recent import recent
from supple.entries.timeline import Timeline
from supple.people.models import Person


def plan(person: Person, now: datetime, energy: Energy = "usual") -> Plan:
    """Today's plan in the size that the day allows; none while a red flag stands."""
    said, profile, found = _look(lately(person, now), now)
    return planning.today(profile, found, knowledge(), energy, recent(said, now))


@dataclass(frozen=True, slots=True)
class DayAhead:
    """What one look at the diary says of today; None for what could not be looked up."""

    told: tuple[Finding, ...] | None
    planned: Plan | None
    profile: Profile | None


def day_ahead(look: Glance) -> DayAhead:
    """What is told at once and today's plan, from one look at the diary."""
    now, looked = look.now, unless_broken(lambda: _look(look.for_rules, look.now))
    if looked is None:
        return DayAhead(None, None, None)
    said, profile, found = looked
    planned = unless_broken(lambda: planning.today(profile, found, knowledge(), "usual", recent(said, now)))
    return DayAhead(tuple(f for f in found if f.urgency in TOLD), planned, profile)


def _look(said: Timeline, now: datetime) -> tuple[Timeline, Profile, tuple[Finding, ...]]:
    profile = from_timeline(said, now, knowledge())
    return said, profile, standing(said, profile, now)


def plan_if_checked(person: Person, now: datetime, energy: Energy = "usual") -> Plan | None:
    """Today's plan; None when the warning signs could not be checked, for then nothing is planned."""
    return unless_broken(lambda: plan(person, now, energy))
