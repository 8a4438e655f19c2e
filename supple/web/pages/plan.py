# SPDX-License-Identifier: Apache-2.0
"""Today's plan: what, how, why and how sure; in three sizes; or the warning that comes before any plan."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from supple.actions import plan_day
from supple.care.doable import Energy
from supple.people.models import Person
from supple.web.pages.door import of_person
from supple.web.pages.plan_lines import said_today, shown_held, shown_line

SIZES: Mapping[Energy, Any] = {
    "usual": _("Usual day"), "low": _("Low-energy day"), "five_minutes": _("Five minutes"),
}  # fmt: skip


@require_safe
@of_person
def plan(request: HttpRequest, person: Person) -> HttpResponse:
    """The plan in the size the day allows."""
    now = timezone.now()
    asked = request.GET.get("size")
    energy: Energy = next((size for size in SIZES if size == asked), "usual")
    made = plan_day.plan_if_checked(person, now, energy)
    if made is None:
        return render(request, "unchecked.html")
    said = said_today(person)
    context = {
        "plan": made,
        "sizes": SIZES.items(),
        "lines": [shown_line(line, said) for line in made.lines],
        "kept": [shown_line(line, said) for line in made.kept],
        "held": [shown_held(held) for held in made.held],
    }
    return render(request, "plan.html", context)
