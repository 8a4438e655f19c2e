# SPDX-License-Identifier: Apache-2.0
"""The diary's times in one's own calendar: a private address, made here, shown once, taken back here."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from supple.actions import feed as action
from supple.actions import tokens
from supple.people.models import Person
from supple.web import deeds
from supple.web.models import Deed
from supple.web.pages.door import of_person
from supple.web.policy import declared
from supple.web.sealed import Sealed


class FeedForm(forms.Form):
    """Whose calendar it is for, and how much may be read in it."""

    label = forms.CharField(label=_("For which calendar"), max_length=100, help_text=_("Such as: my phone."))
    in_words = forms.BooleanField(
        label=_("Name things in it. Otherwise it only says “supple: 20:00”."), required=False,
    )  # fmt: skip
    alarms = forms.BooleanField(label=_("Let the calendar ring"), required=False)
    links = forms.BooleanField(
        label=_("Let each event open supple. The address of this supple then stands in the calendar."), required=False,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@of_person
def feeds(request: HttpRequest, person: Person) -> HttpResponse:
    """Make an address, see it once, take one back."""
    if "revoke" in request.POST:
        return _revoked(request, person)
    form, address = FeedForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        said, now = form.cleaned_data, timezone.now()
        shows = action.Shows(said["in_words"], said["alarms"], said["links"])
        secret = action.make(person, now, said["label"], shows)
        deeds.note(person.account, Deed.What.TOKEN_MADE, now, said["label"])
        address = request.build_absolute_uri(reverse("feed", args=[secret]))
        form = FeedForm()
    made = [(token, Sealed().to_url(token.pk)) for token in action.feeds(person)]
    return render(request, "feeds.html", {"form": form, "address": address, "made": made})


def _revoked(request: HttpRequest, person: Person) -> HttpResponse:
    try:
        gone = tokens.revoke(person, Sealed().to_python(request.POST["revoke"]), timezone.now())
    except ValueError:
        gone = False
    if gone:
        deeds.note(person.account, Deed.What.TOKEN_REVOKED, timezone.now(), deeds.browser_of(request))
        messages.success(request, _("The address is taken back. The calendar gets nothing new any more."))
    return redirect("feeds")


@require_safe
def _feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar, for whoever holds its address; any other address is not there."""
    found = action.found(secret, timezone.now(), request.build_absolute_uri("/"))
    if found is None:
        raise Http404
    answer = HttpResponse(found, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="supple.ics"'
    answer["X-Robots-Tag"] = "noindex"
    return answer


feed = declared(_feed, "token")
