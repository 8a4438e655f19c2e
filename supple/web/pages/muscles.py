# SPDX-License-Identifier: Apache-2.0
"""The muscle finder: what is tight, or what it looks like; then what may loosen it, in every position, and how much."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from supple.actions import loosen as loosening
from supple.care.doable import Energy
from supple.care.finder import POSITIONS, Loosening
from supple.care.fitting import BUDGET_MIN
from supple.care.stretching import Way
from supple.people.models import Person
from supple.web import words
from supple.web.pages.door import of_person
from supple.web.pages.plan import SIZES
from supple.web.pages.plan_lines import Said, said_today, shown_held, shown_line

PLACES: dict[str, Any] = {
    "standing": _("Standing"), "chair": _("In a chair"), "lying": _("Lying"), "helper": _("With a helper"),
}  # fmt: skip


@require_safe
@of_person
def muscles(request: HttpRequest, person: Person) -> HttpResponse:
    """The list of muscles, or every way to loosen the one that was chosen."""
    known = {muscle.id: muscle for muscle in loosening.muscles()}
    which = request.GET.get("which")
    if which is None:
        return render(request, "muscles.html", {"muscles": known.values()})
    if which not in known:
        raise Http404
    side = next((id for id in words.SIDES if id == request.GET.get("side")), "both")
    energy: Energy = next((size for size in SIZES if size == request.GET.get("size")), "usual")
    found = loosening.loosen(person, timezone.now(), which, side, energy)
    if found is None:
        return render(request, "unchecked.html")
    context = {
        "found": found, "side": side, "energy": energy, "sizes": SIZES.items(), "sides": words.SIDE_BUTTONS.items(),
        "positions": _positions(found, said_today(person)), "budget": BUDGET_MIN[energy],
    }  # fmt: skip
    return render(request, "muscle.html", context)


def _positions(found: Loosening, said: Said) -> list[dict[str, Any]]:
    """The ways by position, positions without one left out; the first that may be done today is open."""
    shown = (
        {"name": PLACES[place], "ways": [_way(way, said) for way in found.at(place)], "helper": place == "helper"}
        for place in POSITIONS
    )
    kept = [one for one in shown if one["ways"]]
    first = next((one for one in kept if any("line" in way for way in one["ways"])), None)
    return [{**one, "open": one is first} for one in kept]


def _way(way: Way, said: Said) -> dict[str, Any]:
    if way.held:
        return shown_held(way.held)
    return {"line": shown_line(way.line, said, back_to="muscles") if way.line else None}
