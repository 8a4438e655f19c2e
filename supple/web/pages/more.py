# SPDX-License-Identifier: Apache-2.0
"""Everything that is not daily: time zone, buttons for others, taking the diary in and out, signing out."""

from datetime import time
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from supple.actions import tokens
from supple.actions.arrange import arrange
from supple.people.models import Person
from supple.web.pages.door import of_person
from supple.web.pages.start import zone_choices


class ArrangeForm(forms.Form):
    """Where home is and when a day begins."""

    zone = forms.ChoiceField(label=_("Your home time zone"), choices=zone_choices)
    day_starts = forms.TimeField(
        label=_("A new diary day begins at"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("What happens before this hour belongs to the night before. 6 in the morning suits most people."),
        error_messages={"invalid": _("Write the time like 06:00.")},
    )

    def clean_day_starts(self) -> time:
        """A day that began in the afternoon would split every night in two."""
        starts: time = self.cleaned_data["day_starts"]
        if starts > time(12, 0):
            raise forms.ValidationError(_("Choose a time between midnight and noon."))
        return starts


@require_http_methods(["GET", "POST"])
@of_person
def more(request: HttpRequest, person: Person) -> HttpResponse:
    """The settings and the doors to everything else."""
    initial: dict[str, Any] = {"zone": person.zone, "day_starts": person.day_starts}
    form = ArrangeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        arrange(person, **form.cleaned_data)
        messages.success(request, _("Changed."))
        return redirect("more")
    context = {"form": form, "tokens": tokens.of(person), "now": timezone.now()}
    return render(request, "more.html", context)
