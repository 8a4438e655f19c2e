# SPDX-License-Identifier: Apache-2.0
"""Habits as so many of the last 14 days, pauses without guilt, and wins; there is no streak to lose."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from uuid_utils.compat import uuid7

from supple.actions.correct import change, withdraw
from supple.actions.habits import habits as look
from supple.actions.record import record
from supple.care.habits import Habit, Noticed
from supple.entries.measure import measure
from supple.people.models import Person
from supple.web import words
from supple.web.pages.about_me_forms import LATEST
from supple.web.pages.door import day_of, of_person
from supple.web.pages.keep import tell
from supple.web.pages.later import may_wait, said_at
from supple.web.pages.press import Press

WHY: Mapping[str, Any] = {
    "ill": _("I am ill"), "tired": _("I am worn out"), "away": _("I am away"), "other": _("Something else"),
}  # fmt: skip
NOTICED: Mapping[str, Any] = {
    "slept_more": _("More sleep: %(now)s hours a night, %(before)s the week before."),
    "woken_less": _("Awake less often: %(now)s times a night, %(before)s the week before."),
    "walked_more": _("More walking: %(now)s minutes this week, %(before)s the week before."),
    "stretched_more": _("Stretching on %(now)s days this week, %(before)s the week before."),
    "less_stiff": _("Legs quieter: %(now)s of 10, %(before)s the week before."),
}


class PauseForm(forms.Form):
    """Days off."""

    why = forms.ChoiceField(label=_("Why (if you like)"), choices=list(WHY.items()))
    until = forms.DateField(
        label=_("Until (leave it empty for today only)"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the date like 2026-11-21.")},
    )  # fmt: skip

    def clean_until(self) -> date | None:
        """Not over already."""
        until: date | None = self.cleaned_data["until"]
        if until and not timezone.localdate() <= until <= LATEST:
            raise forms.ValidationError(gettext("Give a day that is still to come."))
        return until


@may_wait
@require_http_methods(["GET", "POST"])
@of_person
def habits(request: HttpRequest, person: Person) -> HttpResponse:
    """The page; a pause is kept as said."""
    now = timezone.now()
    if "go_on" in request.POST:
        _end_pause(person, now)
        return redirect("habits")
    form = PauseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = {name: value for name, value in form.cleaned_data.items() if value}
        recorded = record(person, [{"id": uuid7(), "at": said_at(request), "kind": "pause", **said}], now)
        tell(request, recorded.results[0].id, recorded)
        return redirect("habits")
    found = look(person, now)
    context = {
        "found": found, "form": form, "habits": [_shown(habit) for habit in found.habits],
        "noticed": [_told(one) for one in found.noticed],
        "today_off": Press(_("A day off today"), {"kind": "pause", "why": "other"}, next="habits"),
        "until": found.paused.until or day_of(person, found.paused.at) if found.paused else None,
    }  # fmt: skip
    return render(request, "habits.html", context)


def _end_pause(person: Person, now: datetime) -> None:
    """From today on days count again; the days that were rested stay off."""
    paused, today = look(person, now).paused, day_of(person, now)
    if paused is None:
        return
    if day_of(person, paused.at) == today:
        withdraw(person, paused.id, now)
    else:
        change(person, paused.id, {"until": today - timedelta(days=1)}, now)


def _shown(habit: Habit) -> dict[str, Any]:
    told = ngettext("%(n)d of the last %(of)d day", "%(n)d of the last %(of)d days", habit.of)
    name = gettext(measure(habit.what).label)
    return {"habit": habit, "name": name, "told": told % {"n": habit.done, "of": habit.of}}


def _told(one: Noticed) -> str:
    return str(NOTICED[one.what]) % {"now": words.number(one.now), "before": words.number(one.before)}
