# SPDX-License-Identifier: Apache-2.0
"""The night button: black, dim, one press keeps the moment, details wait until the morning."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods
from uuid_utils.compat import uuid7

from supple.people.models import Person
from supple.web.pages.door import of_person
from supple.web.pages.keep import keep_once, tell
from supple.web.pages.warnings import standing_if_checked, tell_unchecked


@require_http_methods(["GET", "POST"])
@of_person
def night(request: HttpRequest, person: Person) -> HttpResponse:
    """One press, one event; the page comes back the same, with one line when a warning waits."""
    now = timezone.now()
    if request.method == "POST":
        said = {"kind": "episode", "id": request.POST.get("id", str(uuid7()))}
        entry_id, recorded = keep_once(person, said, now)
        tell(request, entry_id, recorded)
        if not recorded.checked:
            tell_unchecked(request)
        return redirect("night")
    found = standing_if_checked(person, now)
    waits = found is None or bool(found)  # what could not be checked may be a warning
    return render(request, "night.html", {"id": uuid7(), "now": now, "waits": waits})
