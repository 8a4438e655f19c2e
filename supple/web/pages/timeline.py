# SPDX-License-Identifier: Apache-2.0
"""The diary day by day, the newest first, two weeks to a page."""

from datetime import date, datetime, time, timedelta
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from supple.actions import look_back
from supple.entries.beside import beside
from supple.entries.did import Exposure
from supple.entries.entry import Entry
from supple.entries.events import seen_by
from supple.entries.known import WarningShown
from supple.people.models import Person
from supple.web.pages.door import day_of, of_person, zone

DAYS = 14
EARLIEST, LATEST = date(1900, 1, 1), date(2200, 1, 1)
"""No entry can be older or newer."""


@require_safe
@of_person
def timeline(request: HttpRequest, person: Person) -> HttpResponse:
    """Two weeks of diary; `until` names the newest day of an older page."""
    today = day_of(person, timezone.now())
    newest = min(_asked_for(request.GET.get("until", ""), today), today)
    first = newest - timedelta(days=DAYS - 1)
    begins = datetime.combine(first, time.min, zone(person))
    diary = look_back.timeline(person, since=begins - timedelta(days=1))
    shown = [(diary.day_of(e), e) for e in diary if not isinstance(e, WarningShown)]
    shown = sorted((pair for pair in shown if first <= pair[0] <= newest), key=lambda p: (p[0], p[1].at), reverse=True)
    differ = {day: list(those) for day, those in groupby(beside(diary), key=lambda one: one.day)}
    grouped = groupby(shown, key=lambda pair: pair[0])
    days = [(day, *_parted([e for _day, e in group]), differ.get(day, [])) for day, group in grouped]
    before = look_back.last_before(person, datetime.combine(first, person.day_starts, zone(person)))
    older = day_of(person, before) if before else None
    seen = {id: [who or gettext("you") for who in those] for id, those in seen_by(diary).items()}
    context = {"days": days, "seen": seen, "first": first, "newest": newest, "older": older, "latest": newest == today}
    return render(request, "timeline.html", context)


def _parted(entries: list[Entry]) -> tuple[list[Entry], list[Entry]]:
    """What was there, and what was said not to be; the second would bury the first."""
    absent: list[Entry] = [e for e in entries if isinstance(e, Exposure) and not e.present]
    return [e for e in entries if e not in absent], absent


def _asked_for(words: str, otherwise: date) -> date:
    try:
        return min(max(date.fromisoformat(words), EARLIEST), LATEST)
    except ValueError:
        return otherwise
