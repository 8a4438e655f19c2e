# SPDX-License-Identifier: Apache-2.0
"""How has it gone? One outcome day by day, against the person's own days before, with what fell into them."""

from datetime import date, timedelta
from typing import Any

import numpy as np
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from supple.actions import trend as going
from supple.actions.trend import SPANS, Mark, Trend
from supple.entries.measure import measure
from supple.insight.daybook import PARTS
from supple.insight.plot import MOST_DOTS, hours_svg, outcome_svg
from supple.people.models import Person
from supple.report import moved
from supple.web import words
from supple.web.drawn_twice import drawn_twice
from supple.web.pages.door import day_of, of_person
from supple.web.pages.timeline import EARLIEST, LATEST

FLARES: words.Words = {
    "uti": gettext_lazy("Bladder infection"), "infection": gettext_lazy("Infection"),
    "relapse": gettext_lazy("Relapse"), "steroid_course": gettext_lazy("Steroids"),
}  # fmt: skip


AT_NIGHT = (0, 1, 7)
"""The parts of the day from 21:00 to 6:00."""


@require_safe
@of_person
def trend(request: HttpRequest, person: Person) -> HttpResponse:
    """The last 14, 30, 90 or 365 days, or as many before a day."""
    asked = request.GET.get("days", "")
    days = next((span for span in SPANS if str(span) == asked), 90)
    until = _day(request.GET.get("until", ""))
    now = timezone.now()
    found = going.trend(person, request.GET.get("outcome"), days, now, until)
    context: dict[str, Any] = {"days": days, "spans": SPANS, "found": found}
    return render(request, "trend.html", context | (_told(found) | _moves(found, day_of(person, now)) if found else {}))


def _day(words_said: str) -> date | None:
    try:
        return min(max(date.fromisoformat(words_said), EARLIEST), LATEST)
    except ValueError:
        return None


def _moves(found: Trend, today: date) -> dict[str, Any]:
    """Closer and wider, earlier and later: the picture is moved by buttons."""
    at = SPANS.index(found.days)
    step = timedelta(days=max(7, found.days // 2))
    later = min(found.until + step, today)
    return {
        "closer": SPANS[at - 1] if at else None, "wider": SPANS[at + 1] if at + 1 < len(SPANS) else None,
        "earlier": found.until - step if found.until - step > EARLIEST + step else None,
        "later": later if later > found.until else None,
    }  # fmt: skip


def _told(found: Trend) -> dict[str, Any]:
    known = measure(found.outcome)
    marks = [(str(n), mark, named(mark)) for n, mark in enumerate(found.marks, 1)]
    lines = [(mark.day, number) for number, mark, _name in marks]
    name, by_clock = _(known.label), _("Events from each hour on")
    hours = [str(3 * part) for part in range(PARTS)]
    labels = [f"{3 * part}-{3 * part + 3}" for part in range(PARTS)]
    return {
        "by_week": found.table.days > MOST_DOTS,
        "outcomes": [(name, _(measure(name).label)) for name in found.outcomes],
        "label": name,
        "change": [phrase.text(_) for phrase in moved.change(found.change, known.better)],
        "way": _("Lower is better.") if known.better == "lower" else _("Higher is better."),
        "marks": [(number, mark.day, what) for number, mark, what in marks],
        "around": [[phrase.text(_) for phrase in moved.around(named(mark), one)] for mark, one in found.begun],
        "svg": drawn_twice(lambda frame: outcome_svg(found.table, found.outcome, lines, name, frame), headed=False),
        "weeks": _weeks(found),
        "at_night": sum(found.hours[part] for part in AT_NIGHT),
        "all_hours": sum(found.hours),
        "hours": list(zip(labels, found.hours, strict=True)) if any(found.hours) else [],
        "clock": drawn_twice(lambda frame: hours_svg(found.hours, hours, by_clock, frame)),
    }


def named(mark: Mark) -> str:
    """A treatment, a flare or a trial in words."""
    if mark.kind == "flare":
        return words.named(FLARES, mark.what)
    return f"{_(mark.what)} ({words.named(words.STEPS, mark.step)})"


def _weeks(found: Trend) -> list[dict[str, Any]]:
    """The same as the picture, week by week, the latest first."""
    values, dates = found.table.columns[found.outcome], found.table.dates
    out = []
    for start in range(0, len(values), 7):
        week = values[start : start + 7]
        seen = week[np.isfinite(week)]
        until = dates[min(start + 6, len(dates) - 1)]
        out.append(
            {
                "from": date_format(dates[start], _("j M Y")),
                "mean": float(seen.mean()) if len(seen) else None,
                "low": float(seen.min()) if len(seen) else None,
                "high": float(seen.max()) if len(seen) else None,
                "days": len(seen),
                "of": len(week),
                "marks": [named(mark) for mark in found.marks if dates[start] <= mark.day <= until],
            }
        )
    return out[::-1]
