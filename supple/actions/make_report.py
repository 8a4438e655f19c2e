# SPDX-License-Identifier: Apache-2.0
"""What do I show the clinic? One report of a period, without what was marked private."""

from datetime import date, datetime, timedelta

from supple.actions.find_triggers import of_timeline, of_whole
from supple.actions.knowledge_at_hand import knowledge
from supple.actions.look_back import of_kinds, timeline
from supple.actions.worked_out import once
from supple.care.finding import RAISED
from supple.care.raised import TITLE
from supple.entries.entry import zone_named
from supple.entries.known import Visit
from supple.entries.timeline import diary_day
from supple.journal import store
from supple.people.models import Person
from supple.report.compose import compose
from supple.report.material import Material
from supple.report.sections import Report, Variant

FOUR_WEEKS = 28


def report(person: Person, now: datetime, since: date | None = None, variant: Variant = "neurologist") -> Report:
    """The report from `since` until today; four weeks when nothing is said."""
    last = diary_day(now, zone_named(person.zone), person.day_starts)
    first = min(since or last - timedelta(days=FOUR_WEEKS - 1), last)
    # A phone's clock may run ahead: what it says belongs to the report once its moment has come.
    held = store.held_until(person, now)
    told = ("report", first, last, variant, person.name, person.made_up, held)
    return once(person, told, lambda: _report(person, now, (first, last), variant))


def _report(person: Person, now: datetime, period: tuple[date, date], variant: Variant) -> Report:
    whole = timeline(person)
    diary = whole.until(now).without_private()
    asked = of_whole(person, whole) if len(diary) == len(whole) else of_timeline(diary)
    flags = {f.id: f.title for f in knowledge().red_flags.values()} | {RAISED: TITLE}
    flags |= {t.id: t.title for t in knowledge().triggers.values()}
    material = Material(
        timeline=diary,
        table=asked.table,
        first=period[0],
        last=period[1],
        variant=variant,
        name=person.name,
        found=asked.findings,
        flag_titles=flags,
        knowledge=knowledge().version,
        made_up=person.made_up,
    )
    return compose(material)


def last_visit(person: Person, today: date) -> date | None:
    """The day of the latest visit that is over."""
    return max((v.on for v in of_kinds(person, "visit").of(Visit) if v.on < today), default=None)


def first_day(person: Person) -> date | None:
    """The day the diary begins."""
    return once(person, "first day", lambda: min(timeline(person).days, default=None))
