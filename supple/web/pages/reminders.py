# SPDX-License-Identifier: Apache-2.0
"""What to be reminded of, and when: on Today and in one's own calendar; all of it pauses with one press."""

from datetime import time
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from supple.actions import push
from supple.actions import reminders as asking
from supple.actions.reminders import Wanted
from supple.care.remind import WEEKDAYS, Due
from supple.entries.known import Flare
from supple.errors import SuppleError
from supple.people.models import Person
from supple.people.reminding import Reminder
from supple.web import words
from supple.web.pages.door import of_person
from supple.web.pages.later import may_wait
from supple.web.sealed import Sealed

OPENS = {
    "check_in": "check_in", "plan": "plan", "exercises": "programme", "medicine": "today", "drink": "today",
    "move": "plan", "rest": "plan", "own": "today",
}  # fmt: skip
ENDS = {"medicine": "#h-dose", "drink": "#h-drink", "own": "#h-note", "rest": "?size=low"}
WINDOWS = (
    (15, _("15 minutes")),
    (30, _("half an hour")),
    (60, _("one hour")),
    (120, _("2 hours")),
    (240, _("4 hours")),
)
DAYS = ((d, label) for d, label in zip(WEEKDAYS, (
    _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"),
), strict=True))  # fmt: skip
DAY_WORDS: dict[str, Any] = dict(DAYS)


def _clock(label: Any, required: bool = False) -> forms.TimeField:
    return forms.TimeField(
        label=label, required=required, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Write the time like 20:00.")},
    )  # fmt: skip


class ReminderForm(forms.Form):
    """One reminder."""

    what = forms.ChoiceField(label=_("Of what?"), choices=Reminder.What.choices)
    words = forms.CharField(label=_("In your own words (if you like)"), max_length=100, required=False)
    first = _clock(_("At"), required=True)
    second = _clock(_("And at (may be left out)"))
    third = _clock(_("And at (may be left out)"))
    days = forms.MultipleChoiceField(
        label=_("On which days? None means every day."), choices=list(DAY_WORDS.items()), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    window_min = forms.TypedChoiceField(label=_("It stays for"), choices=WINDOWS, coerce=int, initial=60)
    quiet_from = _clock(_("Never between"))
    quiet_to = _clock(_("and"))

    def wanted(self) -> Wanted:
        """As it is asked for."""
        said = self.cleaned_data
        clocks: list[time] = [said[name] for name in ("first", "second", "third") if said[name]]
        quiet = [f"{said[name]:%H:%M}" if said[name] else "" for name in ("quiet_from", "quiet_to")]
        return Wanted(
            said["what"], tuple(clocks), said["words"], tuple(said["days"]), said["window_min"], (quiet[0], quiet[1])
        )


@require_http_methods(["GET", "POST"])
@of_person
def reminders(request: HttpRequest, person: Person) -> HttpResponse:
    """The list, the pause and the form."""
    now, choices = timezone.now(), person.choices
    initial = {"quiet_from": choices.quiet_from, "quiet_to": choices.quiet_to, "window_min": 60}
    form = ReminderForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            asking.add(person, form.wanted(), now)
        except SuppleError as error:
            form.add_error("first", words.why(error))
        else:
            messages.success(request, gettext("Kept."))
            return redirect("reminders")
    listed = [_told(one) for one in asking.of(person)]
    rests = asking.resting(person, now) if listed else None
    context = {
        "form": form, "listed": listed, "paused": any(one["kept"].paused for one in listed),
        "flare": isinstance(rests, Flare), "rests": rests is not None, "devices": push.devices(person),
    }  # fmt: skip
    return render(request, "reminders.html", context)


def _told(kept: Reminder) -> dict[str, Any]:
    days = ", ".join(str(DAY_WORDS[day]) for day in kept.days) or gettext("every day")
    title = kept.words or Reminder.What(kept.what).label
    return {"kept": kept, "title": title, "when": f"{', '.join(kept.clocks)}, {days}", "id": Sealed().to_url(kept.pk)}


@may_wait
@require_POST
@of_person
def pause(request: HttpRequest, person: Person) -> HttpResponse:
    """All rest, or all come again, or one goes for good."""
    do = request.POST.get("do", "")
    if do in ("pause", "go_on"):
        asking.pause_all(person, do == "pause")
        messages.success(request, gettext("All reminders rest.") if do == "pause" else gettext("They come again."))
    elif do == "no_messages":
        push.stop(person)
        messages.success(request, gettext("No device gets a message any more."))
    elif do:
        try:
            asking.remove(person, Sealed().to_python(do))
        except ValueError:
            return redirect("reminders")
        messages.success(request, gettext("Taken away."))
    return redirect("today" if request.POST.get("next") == "today" else "reminders")


def shown_due(found: tuple[Due, ...]) -> list[dict[str, Any]]:
    """What is due, with the page that it opens: the entry itself."""
    return [{"title": one.reminder.title, "at": one.since, "href": _href(one.reminder.what)} for one in found]


def _href(what: str) -> str:
    return reverse(OPENS[what]) + ENDS.get(what, "")
