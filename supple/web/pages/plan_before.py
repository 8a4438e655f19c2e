# SPDX-License-Identifier: Apache-2.0
"""How has the plan changed? Today's beside those of the weeks before, with what came, what went, and why."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from supple.actions.check_safety import unless_broken
from supple.actions.plan_before import plans_before
from supple.people.models import Person
from supple.web.pages.door import of_person

SORTS: Mapping[str, Any] = {
    "came": _("New"), "went": _("Left out"), "shorter": _("Shorter"), "longer": _("Longer"), "moved": _("Other time"),
}  # fmt: skip

REASONS = (_("What called for it has passed."),)
"""Reasons that `care.versions` gives, for translators."""


@require_safe
@of_person
def plan_before(request: HttpRequest, person: Person) -> HttpResponse:
    """Every version with its differences."""
    now = timezone.now()
    found = unless_broken(lambda: plans_before(person, now))
    if found is None:
        return render(request, "unchecked.html")
    shown = [{"version": one, "told": [(SORTS[d.sort], d.what, d.why) for d in one.differences]} for one in found]
    return render(request, "plan_before.html", {"versions": shown})
