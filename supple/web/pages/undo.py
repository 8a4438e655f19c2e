# SPDX-License-Identifier: Apache-2.0
"""Take something back: an entry, a change of it, or the taking back itself."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from supple.actions.check_safety import check_and_mark
from supple.actions.record import Recorded
from supple.actions.run_trial import take_back
from supple.errors import SuppleError
from supple.people.models import Person
from supple.web import words
from supple.web.pages.door import of_person
from supple.web.pages.keep import back
from supple.web.pages.warnings import leads_to_warning


@require_POST
@of_person
def undo(request: HttpRequest, person: Person, target: UUID) -> HttpResponse:
    """Withdraw the target; the answer's own undo brings it back."""
    now = timezone.now()
    try:
        again = take_back(person, target, now)
    except SuppleError as error:
        messages.error(request, words.why(error))
        return back(request)
    messages.success(request, _("Taken back."), extra_tags=str(again))
    # Taking back a "no", or bringing back a sign, can let a warning stand.
    found = check_and_mark(person, now, shown=True)
    waits = leads_to_warning(request, person, Recorded((), found or (), checked=found is not None))
    # The night page stays dark and shows a line that leads to the warning.
    return redirect("warning") if waits and request.POST.get("next") != "night" else back(request)
