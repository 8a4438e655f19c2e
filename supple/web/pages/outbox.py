# SPDX-License-Identifier: Apache-2.0
"""What was said on a device is handed in here, once each; before that, the device asks whose diary is open.

The device makes the ids, so that a queue may be sent again. It never decides whose diary it is: what was said under
another sign-in is refused as a whole and stays on the device.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from itertools import chain, groupby
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from supple.actions.read_note import record_and_read
from supple.actions.record import Kept, Recorded
from supple.entries.entry import is_zone
from supple.errors import SuppleError
from supple.people.models import Person
from supple.web import words
from supple.web.mark import diary_mark
from supple.web.pages import check_in, event, later
from supple.web.pages.check_in_steps import STEPS
from supple.web.pages.door import of_person
from supple.web.pages.keep import BACK_TO, tell
from supple.web.pages.warnings import leads_to_warning

PAGE = "page"
"""What a form names as its way onwards: wherever its own page would lead."""
AT_ONCE = 50
"""A phone that was away for a week sends several lists; each is kept or not as one."""


@require_http_methods(["GET", "POST"])
@of_person
def outbox(request: HttpRequest, person: Person) -> HttpResponse:
    """Whose diary is open, what time it is and the secret for sending; or what became of what was sent."""
    if request.method == "GET":
        told = {"token": get_token(request), "now": _clock(), "diary": diary_mark(person)}
        return JsonResponse(told)
    try:
        sent = json.loads(request.body)
        entries, diary = list(sent["entries"]), sent["diary"]
    except (ValueError, TypeError, KeyError):
        return JsonResponse({"detail": _("This could not be read.")}, status=400)
    if diary != diary_mark(person):
        return JsonResponse({"detail": _("Another diary is open now.")}, status=409)
    if not 0 < len(entries) <= AT_ONCE:
        return JsonResponse({"detail": _("Send smaller lists.")}, status=413)
    return _handed_in(request, person, [_in_a_known_zone(one) for one in entries], str(sent.get("next") or ""))


def _handed_in(request: HttpRequest, person: Person, entries: list[object], onwards: str) -> HttpResponse:
    rest = [one for one in entries if not later.is_form(one)]
    try:
        recorded = _recorded(person, rest, timezone.now())
    except SuppleError as error:
        return JsonResponse({"detail": words.why(error)}, status=400)
    forms = {n: later.hand_over(request, one, onwards == PAGE) for n, one in enumerate(entries) if later.is_form(one)}
    others = iter(recorded.results)
    results = [forms[n].kept if n in forms else next(others) for n in range(len(entries))]
    fits = all(kept.status != "refused" for kept in results)
    told = {
        "results": [_told(kept) for kept in results],
        "go": _onwards(request, person, rest, recorded, onwards) if onwards and fits and rest else "",
        "warns": leads_to_warning(request, person, recorded) or any(one.warns for one in forms.values()),
    }
    if onwards == PAGE and fits:
        told["go"] = next((one.go for one in forms.values() if one.go), reverse("today"))
    return JsonResponse(told)


def _recorded(person: Person, entries: list[object], now: datetime) -> Recorded:
    """In the order in which it was said: details may speak of an event that comes just before them."""
    parts: list[Recorded] = []
    for details, some in groupby(entries, key=_is_details):
        if details:
            parts += [event.said_later(person, one, now) for one in some if isinstance(one, Mapping)]
        else:
            parts.append(record_and_read(person, list(some), now))
    found = {finding.rule: finding for part in parts for finding in part.findings}
    results = tuple(chain.from_iterable(part.results for part in parts))
    return Recorded(results, tuple(found.values()), all(part.checked for part in parts))


def _is_details(raw: object) -> bool:
    return isinstance(raw, Mapping) and raw.get("kind") == "details"


def _onwards(request: HttpRequest, person: Person, entries: list[object], recorded: Recorded, onwards: str) -> str:
    first = entries[0]
    if onwards in event.ONWARDS and isinstance(first, Mapping) and _is_details(first):
        return event.goes_on(request, person, str(first["target"]), onwards, recorded)
    return _go(request, person, recorded, onwards)


def _told(kept: Kept) -> dict[str, Any]:
    problems = [{"place": p.place, "sentence": words.spoken(p.sentence)} for p in kept.problems]
    return {"id": kept.id, "status": kept.status, "problems": problems}


def _in_a_known_zone(raw: object) -> object:
    """A phone's name for its zone that nobody here knows must not cost the entry."""
    if isinstance(raw, Mapping) and "zone" in raw and not is_zone(raw["zone"]):
        return {name: value for name, value in raw.items() if name != "zone"}
    return raw


def _go(request: HttpRequest, person: Person, recorded: Recorded, onwards: str) -> str:
    """Where the page goes on, as it would have without a script."""
    first = recorded.results[0].id
    if onwards == "note":
        return reverse("note", args=[first])  # which shows its own warning
    if onwards in STEPS:
        return check_in.goes_on(request, person, onwards, recorded)
    tell(request, first, recorded)
    if leads_to_warning(request, person, recorded):
        return reverse("warning")
    if onwards == "event":
        return reverse("event", args=[first, "where"])
    return reverse(onwards if onwards in BACK_TO else "today")


def _clock() -> int:
    """Milliseconds since 1970, as a browser counts them."""
    return round(timezone.now().timestamp() * 1000)
