# SPDX-License-Identifier: Apache-2.0
"""Which muscle is it, and what may loosen it today? After the warning signs were looked at."""

from datetime import datetime

from supple.actions.check_safety import lately, standing, unless_broken
from supple.actions.days_ahead import days_ahead
from supple.actions.knowledge_at_hand import knowledge
from supple.care.doable import Energy
from supple.care.finder import Loosening, loosening, running_on
from supple.care.fitting import Fitting
from supple.care.profile import from_timeline
from supple.care.recent import recent
from supple.entries.entry import zone_named
from supple.entries.timeline import diary_day
from supple.knowledge.kinds import Muscle
from supple.people.models import Person


def muscles() -> tuple[Muscle, ...]:
    """The muscles one can look for, by what tightness looks like."""
    return tuple(knowledge().muscles.values())


def loosen(person: Person, now: datetime, muscle: str, side: str, energy: Energy) -> Loosening | None:
    """Every way to loosen one muscle today; None when the warning signs could not be checked."""
    return unless_broken(lambda: _loosen(person, now, muscle, side, energy))


def _loosen(person: Person, now: datetime, muscle: str, side: str, energy: Energy) -> Loosening:
    said, known = lately(person, now), knowledge()
    profile = from_timeline(said, now, known)
    fitting = Fitting(profile, known, recent(said, now), energy)
    today = diary_day(now, zone_named(person.zone), person.day_starts)
    running = running_on(days_ahead(person, now), today)
    return loosening(fitting, known.muscles[muscle], side, standing(said, profile, now), running)
