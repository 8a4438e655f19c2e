# SPDX-License-Identifier: Apache-2.0
"""The leg map: where it was in the last 14 days, and several places at once with the strength of each."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from uuid_utils.compat import uuid7

from supple.actions import look_back
from supple.actions.correct import change
from supple.entries.felt import Episode
from supple.people.models import Person
from supple.web import leg_map, words
from supple.web.pages.door import of_person
from supple.web.pages.keep import keep_once, tell
from supple.web.pages.later import may_wait, said_at
from supple.web.pages.warnings import leads_to_warning

DAYS = timedelta(days=14)
KINDS = ("stiffness", "spasm", "cramp", "clonus", "pain", "weakness", "numbness", "tingling")
PLACES = frozenset(f"{side} {site}" for side in leg_map.LEGS for site in words.SITES)
MOST = 12


@may_wait
@require_http_methods(["GET", "POST"])
@of_person
def legs(request: HttpRequest, person: Person) -> HttpResponse:
    """The picture of two weeks and the map to tick; then how strong in each place."""
    now = timezone.now()
    event = _event(person, request.POST.get("event", "") or request.GET.get("event", ""))
    places = [p for p in dict.fromkeys(request.POST.getlist("at")) if p in PLACES][:MOST]
    if request.method == "POST" and places and "keep" in request.POST:
        return _keep(request, person, event, places, now)
    if request.method == "POST" and not places:
        messages.error(request, _("Tick at least one place on the map or in the list."))
    what = request.POST.get("what") or (event.what or "" if event else "stiffness")
    context: dict[str, Any] = {"event": event, "what": what}
    if places:
        shown = [(place, words.place(*_parts(place)), f"strength-{n}") for n, place in enumerate(places)]
        return render(request, "legs_strength.html", {**context, "places": shown, "scores": range(11), "id": uuid7()})
    lately = look_back.timeline(person, since=now - DAYS)
    felt = leg_map.felt_in(e for e in lately.of(Episode) if e.at >= now - DAYS and e.what != "fall")
    seen = {"picture": leg_map.views(felt=felt), "table": _table(felt)}
    return render(request, "legs.html", {**context, **to_tick(), **seen})


def to_tick() -> dict[str, Any]:
    """What the page needs for ticking, whoever looks at it."""
    return {
        "kinds": [(kind, words.EVENTS[kind]) for kind in KINDS], "map": leg_map.views(), "scores": range(11),
        "rest": leg_map.beside(site for site in words.SITES if site not in ON_MAP),
    }  # fmt: skip


ON_MAP = frozenset(site for _name, parts in leg_map.VIEWS for sites, _shape in parts for site in sites)


def _parts(place: str) -> tuple[str, str]:
    side, _space, site = place.partition(" ")
    return site, side


def _table(felt: dict[str, leg_map.Felt]) -> list[tuple[str, leg_map.Felt]]:
    """The same as the picture, the places felt most often first."""
    rows = [(words.place(*_parts(place)), one) for place, one in felt.items()]
    return sorted(rows, key=lambda row: (-row[1].times, row[0]))


def _event(person: Person, asked: str) -> Episode | None:
    try:
        found = look_back.one(person, UUID(asked))
    except ValueError:
        return None
    return found if isinstance(found, Episode) else None


def _keep(
    request: HttpRequest, person: Person, event: Episode | None, places: list[str], now: datetime
) -> HttpResponse:
    """One entry a place; only the first counts as something that happened, for it was one event in several places."""
    what = next((kind for kind in KINDS if kind == request.POST.get("what")), "" if event else "stiffness")
    said = [_said(request, n, place, what) for n, place in enumerate(places)]
    kept = []
    if event:
        fields = {name: value for name, value in said[0].items() if name in ("what", "site", "side", "severity")}
        changed = change(person, event.id, fields, now)
        kept.append((changed.results[0].id, changed))
    base, at = event.id if event else _id(request), said_at(request)
    for nth, one in enumerate(said):
        if nth or not event:
            more = {"at": event.at, "count": 0} if event else {"count": 0} if nth else {}
            kept.append(keep_once(person, {"at": at, **one, **more, "id": uuid5(base, places[nth])}, now))
    for id, recorded in kept:
        tell(request, id, recorded)
    return redirect(
        "warning" if any([leads_to_warning(request, person, recorded) for _, recorded in kept]) else "today"
    )


def _id(request: HttpRequest) -> UUID:
    """The id that the page was made with, so that a second press keeps nothing twice."""
    try:
        return UUID(request.POST.get("id", ""))
    except ValueError:
        return uuid7()


def _said(request: HttpRequest, nth: int, place: str, what: str) -> dict[str, Any]:
    strength = request.POST.get(f"strength-{nth}", "")
    site, side = _parts(place)
    said: dict[str, Any] = {"kind": "episode", "site": site, "side": side, **({"what": what} if what else {})}
    return {**said, "severity": int(strength)} if strength.isdigit() and int(strength) <= 10 else said
