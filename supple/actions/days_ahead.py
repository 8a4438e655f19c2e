# SPDX-License-Identifier: Apache-2.0
"""Which days are running or coming? The list that the page shows, and that a calendar feed may show."""

from datetime import datetime

from supple.actions.knowledge_at_hand import knowledge
from supple.care import calendar
from supple.care.calendar import Dated
from supple.entries.entry import zone_named
from supple.entries.timeline import diary_day
from supple.insight.course import courses
from supple.journal import store
from supple.people.models import Person

KINDS = ("treatment", "fact", "supply", "session", "visit", "trial_started", "phase_changed", "trial_ended")


def days_ahead(person: Person, now: datetime, *, shared: bool = False) -> tuple[Dated, ...]:
    """Every day that is running or to come; `shared` leaves out what was marked private."""
    said = store.timeline(person, kinds=KINDS)
    today = diary_day(now, zone_named(person.zone), person.day_starts)
    told = said.without_private() if shared else said
    trials = [(trial.last, trial.started.change) for trial in courses(told, today) if trial.ended is None]
    return calendar.dates(told, today, knowledge(), trials)
