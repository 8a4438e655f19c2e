# SPDX-License-Identifier: Apache-2.0
"""What do I show the clinic? One report of a period, without what was marked private."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from supple.actions.find_triggers import of_days
from supple.actions.knowledge_at_hand import knowledge
from supple.actions.look_back import of_kinds
from supple.actions.worked_out import daybook, once
from supple.care.finding import RAISED
from supple.care.raised import TITLE
from supple.entries.entry import zone_named
from supple.entries.known import Visit
from supple.entries.timeline import diary_day
from supple.insight.course import Course, courses
from supple.insight.daybook import Daybook
from supple.journal import store
from supple.people.models import Person
from supple.report.compose import compose
from supple.report.material import Material
from supple.report.sections import Report, Variant

FOUR_WEEKS = 28
_ONE_DAY = timedelta(days=1)


def report(person: Person, now: datetime, since: date | None = None, variant: Variant = "neurologist") -> Report:
    """The report from `since` until today; four weeks when nothing is said."""
    last = diary_day(now, zone_named(person.zone), person.day_starts)
    first = min(since or last - timedelta(days=FOUR_WEEKS - 1), last)
    # A phone's clock may run ahead: what it says belongs to the report once its moment has come.
    held = store.held_until(person, now)
    told = ("report", first, last, variant, person.name, person.made_up, held)
    return once(person, told, lambda: _report(person, now, (first, last), variant))


def _report(person: Person, now: datetime, period: tuple[date, date], variant: Variant) -> Report:
    book = daybook(person)
    standing = book.standing().until(now).without_private()
    asked = of_days(person, book.shown_until(now).table, standing)
    # Only what the sections print is read again in its own words.
    said = store.for_report(person, _since(book, courses(standing, period[1] + _ONE_DAY), period))
    diary = said.until(now).without_private()
    known = knowledge()
    flags = {RAISED: TITLE} | {one.id: one.title for one in known.red_flags.values()}
    flags |= {one.id: one.title for one in known.cautions.values()}
    flags |= {one.id: one.title for one in known.triggers.values()}
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


def _since(book: Daybook, trials: Iterable[Course], period: tuple[date, date]) -> datetime:
    """When the first word was said that speaks for the period or for a trial in it."""
    first, last = period
    begun = min([first, *(one.days[0].day for one in trials if one.days and one.last >= first)])
    said = min((tally.at for tally in book.within(begun, last)), default=0.0)
    return datetime.fromtimestamp(said, UTC) - timedelta(seconds=1)  # a moment as a number is not quite exact


def last_visit(person: Person, today: date) -> date | None:
    """The day of the latest visit that is over."""
    return max((v.on for v in of_kinds(person, "visit").of(Visit) if v.on < today), default=None)


def first_day(person: Person) -> date | None:
    """The day the diary begins."""
    return min(daybook(person).days, default=None)
