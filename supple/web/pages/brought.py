# SPDX-License-Identifier: Apache-2.0
"""Which files were brought in? Each can be taken out again, with everything it brought."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from supple.actions import bring_together
from supple.errors import SuppleError
from supple.people.models import Person
from supple.web import words
from supple.web.pages.door import of_person

FORMS = {
    "csv": _("A table"), "table": _("A table"), "health": _("A phone's health export"), "fhir": _("A FHIR file"),
    "archive": _("A whole diary"),
}  # fmt: skip


@require_http_methods(["GET", "POST"])
@of_person
def brought(request: HttpRequest, person: Person) -> HttpResponse:
    """The list; taking one out is asked for once more by the button's words alone."""
    if request.method == "POST":
        try:
            done = bring_together.undo(person, request.POST.get("key", ""), timezone.now())
        except SuppleError as error:
            messages.error(request, words.why(error))
        else:
            told = ngettext("%(n)s entry is out again.", "%(n)s entries are out again.", done.left) % {"n": done.left}
            stay = gettext("What you corrected since stays.") if done.stay else ""
            messages.success(request, f"{told} {stay}".strip())
        return redirect("brought")
    listed = [(batch, FORMS.get(batch.form, batch.form)) for batch in bring_together.brought(person)]
    return render(request, "brought.html", {"listed": listed})
