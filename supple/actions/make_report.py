# SPDX-License-Identifier: Apache-2.0
"""What do I show the clinic? One report of a period, without what was marked private."""

from datetime import date, datetime, timedelta

from supple.actions.find_triggers import of_timeline
from supple.actions.knowledge_at_hand import knowledge
from supple.actions.look_back import timeline
from supple.care.finding import RAISED
from supple.care.raised import TITLE
from supple.entries.entry import zone_named
from supple.entries.known import Visit
from supple.entries.timeline import Timeline, diary_day
from supple.people.models import Person
from supple.report.compose import compose
from supple.report.material import Material
from supple.report.sections import Report, Variant

FOUR_WEEKS = 28


def report(person: Person, now: datetime, since: date | None = None, variant: Variant = "neurologist") -> Report:
    """The report from `since` until today; four weeks when nothing is said."""
    diary = timeline(person).until(now).without_private()
    last = diary_day(now, zone_named(person.zone), person.day_starts)
    first = min(since or last - timedelta(days=FOUR_WEEKS - 1), last)
    asked = of_timeline(diary)
    flags = {f.id: f.title for f in knowledge().red_flags.values()} | {RAISED: TITLE}
    flags |= {t.id: t.title for t in knowledge().triggers.values()}
    material = Material(
        timeline=diary,
        table=asked.table,
        first=first,
        last=last,
        variant=variant,
        name=person.name,
        found=asked.findings,
        flag_titles=flags,
        knowledge=knowledge().version,
        made_up=person.made_up,
    )
    return compose(material)


def last_visit(diary: Timeline, today: date) -> date | None:
    """The day of the latest visit that is over."""
    return max((v.on for v in diary.of(Visit) if v.on < today), default=None)


def first_day(diary: Timeline) -> date | None:
    """The day the diary begins."""
    return min((diary.day_of(entry) for entry in diary), default=None)
