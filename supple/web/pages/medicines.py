# SPDX-License-Identifier: Apache-2.0
"""What the rules say about the medicines taken now, and about one more that is only asked about."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from supple.actions.check_medicines import check_medicines
from supple.care.finding import Finding, Urgency
from supple.care.taken_together import TakenTogether
from supple.people.models import Person
from supple.web.pages.door import of_person
from supple.web.pages.warning import WHO


class OneMoreForm(forms.Form):
    """A medicine that is only asked about."""

    more = forms.CharField(label=_("Name of the medicine"), max_length=100)


@require_http_methods(["GET", "POST"])
@of_person
def medicines(request: HttpRequest, person: Person) -> HttpResponse:
    """The page; a name comes by POST, so that it stands in no address, and nothing of it is kept."""
    form = OneMoreForm(request.POST or None)
    more = form.cleaned_data["more"] if form.is_bound and form.is_valid() else ""
    checked = check_medicines(person, timezone.now(), more)
    if checked is None:
        return render(request, "unchecked.html")
    context = {
        "form": form, "taken": checked.taken, "now": _shown(checked.now), "name": more,
        "more": _shown(checked.more) if checked.more else None,
    }  # fmt: skip
    return render(request, "medicines.html", context)


def _shown(together: TakenTogether) -> dict[str, Any]:
    return {
        "found": [_told(finding) for finding in together.findings],
        "unknown": together.unknown,
        "questions": together.questions,
    }


def _told(finding: Finding) -> dict[str, Any]:
    urgent = finding.urgency >= Urgency.SAME_DAY
    look = "flag" if urgent else "flag mild" if finding.urgency >= Urgency.PROMPT else "card"
    return {"finding": finding, "look": look, "who": WHO.get(finding.contact or "") if urgent else None}
