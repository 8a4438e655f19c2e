# SPDX-License-Identifier: Apache-2.0
"""How has it gone? One outcome day by day, against the person's own days before, with what fell into them."""

from typing import Any

import numpy as np
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from supple.actions import trend as going
from supple.actions.trend import SPANS, Mark, Trend
from supple.entries.measure import measure
from supple.insight.plot import hours_svg, outcome_svg
from supple.people.models import Person
from supple.report import moved
from supple.web import words
from supple.web.pages.door import of_person

STEPS: words.Words = {
    "started": gettext_lazy("started"), "changed": gettext_lazy("changed"), "stopped": gettext_lazy("stopped"),
    "injection": gettext_lazy("injection"), "pump_fill": gettext_lazy("pump filled"),
    "infusion": gettext_lazy("infusion"), "programme": gettext_lazy("programme set"), "trial": gettext_lazy("trial"),
}  # fmt: skip
FLARES: words.Words = {
    "uti": gettext_lazy("Bladder infection"), "infection": gettext_lazy("Infection"),
    "relapse": gettext_lazy("Relapse"), "steroid_course": gettext_lazy("Steroids"),
}  # fmt: skip


@require_safe
@of_person
def trend(request: HttpRequest, person: Person) -> HttpResponse:
    """The last 30, 90 or 365 days."""
    asked = request.GET.get("days", "")
    days = next((span for span in SPANS if str(span) == asked), 90)
    found = going.trend(person, request.GET.get("outcome"), days, timezone.now())
    context: dict[str, Any] = {"days": days, "spans": SPANS, "found": found}
    return render(request, "trend.html", context | (_told(found) if found else {}))


def _told(found: Trend) -> dict[str, Any]:
    known = measure(found.outcome)
    marks = [(str(n), mark, named(mark)) for n, mark in enumerate(found.marks, 1)]
    lines = [(mark.day, number) for number, mark, _name in marks]
    labels = [f"{3 * part}-{3 * part + 3}" for part in range(going.PARTS)]
    return {
        "outcomes": [(name, _(measure(name).label)) for name in found.outcomes],
        "label": _(known.label),
        "change": [phrase.text(_) for phrase in moved.change(found.change, known.better)],
        "way": _("Lower is better.") if known.better == "lower" else _("Higher is better."),
        "marks": [(number, mark.day, name) for number, mark, name in marks],
        "around": [[phrase.text(_) for phrase in moved.around(named(mark), one)] for mark, one in found.begun],
        # Drawn by our own code from numbers and escaped words.
        "svg": mark_safe(outcome_svg(found.table, found.outcome, lines, _(known.label))),  # noqa: S308
        "weeks": _weeks(found),
        "hours": list(zip(labels, found.hours, strict=True)) if any(found.hours) else [],
        "clock": mark_safe(hours_svg(found.hours, labels, _("Events by the clock"))),  # noqa: S308
    }


def named(mark: Mark) -> str:
    """A treatment, a flare or a trial in words."""
    if mark.kind == "flare":
        return words.named(FLARES, mark.what)
    return f"{_(mark.what)} ({words.named(STEPS, mark.step)})"


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
                "from": date_format(dates[start], "j M Y"),
                "mean": float(seen.mean()) if len(seen) else None,
                "low": float(seen.min()) if len(seen) else None,
                "high": float(seen.max()) if len(seen) else None,
                "days": len(seen),
                "of": len(week),
                "marks": [named(mark) for mark in found.marks if dates[start] <= mark.day <= until],
            }
        )
    return out[::-1]
