# SPDX-License-Identifier: Apache-2.0
"""Take something back: an entry, a change of it, or the taking back itself."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from supple.actions.correct import withdraw
from supple.errors import SuppleError
from supple.people.models import Person
from supple.web.pages.door import of_person
from supple.web.pages.keep import back


@require_POST
@of_person
def undo(request: HttpRequest, person: Person, target: UUID) -> HttpResponse:
    """Withdraw the target; the answer's own undo brings it back."""
    try:
        again = withdraw(person, target, timezone.now())
    except SuppleError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Taken back."), extra_tags=str(again))
    return back(request)
