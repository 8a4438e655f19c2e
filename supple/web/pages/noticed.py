# SPDX-License-Identifier: Apache-2.0
"""What was noticed since a medicine began or changed: write it down, and take the list to the next talk."""

from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from uuid_utils.compat import uuid7

from supple.actions import look_back
from supple.actions.knowledge_at_hand import knowledge
from supple.actions.read_note import overhear, record_and_read
from supple.actions.record import Recorded
from supple.care.side_effects import side_effects
from supple.people.models import Person
from supple.web.pages.about_me import current_medicines
from supple.web.pages.door import of_person
from supple.web.pages.keep import tell
from supple.web.pages.later import may_wait, said_at
from supple.web.pages.warnings import leads_to_warning


class NoticedForm(forms.Form):
    """One thing that was noticed, and of what."""

    medicine = forms.CharField(
        label=_("Of which medicine?"), max_length=100, widget=forms.TextInput(attrs={"list": "taken"})
    )
    words = forms.CharField(
        label=_("What did you notice, and since when?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


@may_wait
@require_http_methods(["GET", "POST"])
@of_person
def noticed(request: HttpRequest, person: Person) -> HttpResponse:
    """The list, and a form that adds to it; words that call for help lead to their warning first."""
    now = timezone.now()
    form = NoticedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        recorded = _kept(person, form.cleaned_data, now, said_at(request))
        tell(request, recorded.results[0].id, recorded)
        return redirect("warning" if leads_to_warning(request, person, recorded) else "noticed")
    diary = look_back.timeline(person)
    shown: dict[str, Any] = {"form": form, "taken": current_medicines(diary), "found": side_effects(diary, knowledge())}
    return render(request, "noticed.html", shown)


def _kept(person: Person, said: dict[str, Any], now: datetime, at: datetime) -> Recorded:
    """Keep it; as a note too when its words need help today, so that the warning stands wherever it is looked for."""
    told = {"kind": "treatment", "change": "side_effect", "name": said["medicine"], "detail": said["words"]}
    raw = [{"id": uuid7(), "at": at, **told}]
    heard = overhear(person, said["words"], uuid7(), now)
    if heard is None or heard.is_urgent:
        raw.append({"id": uuid7(), "at": at, "kind": "note", "text": said["words"]})
    return record_and_read(person, raw, now)
