# SPDX-License-Identifier: Apache-2.0
"""Sharing: choose, look at exactly what leaves, then save it or make a link that ends; and all that was ever shared."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from supple.actions import share as sharing
from supple.actions.share import Wish
from supple.errors import SuppleError
from supple.interop.fhir.bundle import Attached
from supple.people.models import Person
from supple.people.sharing import Shared
from supple.report import html
from supple.web import words
from supple.web.pages.door import day_of, of_person
from supple.web.scannable import scannable

WHAT = (
    ("report", _("the report for the neurologist")), ("physio", _("the report for the physiotherapist")),
    ("diary", _("the diary of these days, line by line")),
)  # fmt: skip
FARTHEST, A_YEAR = timedelta(days=20 * 366), timedelta(days=366)
LASTS = ((1, _("one day")), (7, _("one week")), (28, _("4 weeks")), (84, _("12 weeks")))


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the date like 2026-11-21.")},
    )  # fmt: skip


class ShareForm(forms.Form):
    """What, of which days, for whom."""

    what = forms.ChoiceField(label=_("What?"), choices=WHAT, widget=forms.RadioSelect)
    first = _day(_("From"))
    last = _day(_("Until (the report always ends today)"))
    to = forms.CharField(label=_("For whom? Only for your own list."), max_length=100, required=False)

    def clean(self) -> dict[str, Any]:
        """A stretch of days in its order."""
        said = super().clean() or {}
        first, last, today = said.get("first"), said.get("last"), timezone.localdate()
        if first and last and first > last:
            self.add_error("last", gettext("This day lies before the first one."))
        if first and last and said.get("what") == "diary" and last - first > A_YEAR:
            self.add_error("first", gettext("Choose a year at most; for all of it, save your own diary under More."))
        if first and not today - FARTHEST <= first <= today:
            self.add_error("first", gettext("Check the year of this date."))
        return said

    @property
    def wish(self) -> Wish:
        """As it was asked for."""
        said = self.cleaned_data
        return Wish(said["what"], said["first"], said["last"], said["to"])


class LinkForm(forms.Form):
    """For how long, and whether a passcode goes with it."""

    days = forms.TypedChoiceField(label=_("The link opens for"), choices=LASTS, coerce=int, initial=7)
    passcode = forms.CharField(
        label=_("A passcode (may be left out)"), max_length=64, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("At least 6 signs. Tell it to them another way than the link."),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@of_person
def share(request: HttpRequest, person: Person) -> HttpResponse:
    """First the choice and the list; then what leaves; only then it does."""
    today = day_of(person, timezone.now())
    form = ShareForm(
        request.POST or None, initial={"what": "report", "first": today - timedelta(days=27), "last": today}
    )
    if request.method != "POST" or not form.is_valid():
        listed = [(one, _state(one)) for one in sharing.of(person, timezone.now())]
        return render(request, "share.html", {"form": form, "listed": listed})
    do = request.POST.get("do", "")
    if do == "file":
        return _saved(person, form.wish)
    link_form, context = LinkForm(request.POST if do == "link" else None), {}
    if do == "link" and link_form.is_valid():
        try:
            return _linked(request, person, form.wish, link_form.cleaned_data)
        except SuppleError as error:
            link_form.add_error("passcode", words.why(error))
    context = {"asked": form, "form": link_form, "wish": form.wish, **_preview(person, form.wish, today)}
    return render(request, "share_preview.html", context)


def _preview(person: Person, wish: Wish, today: date) -> dict[str, Any]:
    """Exactly what leaves."""
    if wish.what == "diary":
        _entries, private = sharing.made_diary(person, wish)
        return {"lines": _lines(person, wish), "private": private, "until": wish.last}
    made = sharing.made_report(person, wish, timezone.now())
    # The report escapes every word it prints.
    return {"body": mark_safe(html.body(made, gettext)), "until": today}  # noqa: S308


def _lines(person: Person, wish: Wish) -> list[str]:
    entries, _private = sharing.made_diary(person, wish)
    told = []
    for entry in entries:
        by = f" ({entry.by})" if entry.by else ""
        told.append(f"{date_format(timezone.localtime(entry.at), 'Y-m-d H:i')} {words.one_line(entry)}{by}")
    return told


def _document(person: Person, wish: Wish) -> Attached:
    if wish.what == "diary":
        text = "\n".join([gettext("Diary of %(name)s") % {"name": person.name}, *_lines(person, wish)]) + "\n"
        return Attached("Diary", text.encode(), "text/plain")
    return Attached("Report", sharing.as_pdf(person, wish, timezone.now()), "application/pdf")


def _saved(person: Person, wish: Wish) -> HttpResponse:
    document = _document(person, wish)
    sharing.note_file(person, wish, timezone.now())
    plain = wish.what == "diary"
    answer = HttpResponse(document.content, content_type="text/plain; charset=utf-8" if plain else "application/pdf")
    name = "supple-diary.txt" if plain else "supple-report.pdf"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _linked(request: HttpRequest, person: Person, wish: Wish, said: dict[str, Any]) -> HttpResponse:
    def address(secret: str) -> str:
        return request.build_absolute_uri(reverse("sealed_file", args=[secret]))

    ends = (timedelta(days=said["days"]), said["passcode"], address)
    kept, made = sharing.as_link(person, wish, _document(person, wish), timezone.now(), ends)
    shown = f"{request.build_absolute_uri(reverse('sealed'))}#{made}"
    context = {"kept": kept, "link": shown, "picture": scannable(shown), "passcode": bool(said["passcode"])}
    return render(request, "share_made.html", context)


def _state(one: Shared) -> str:
    if one.way == "file":
        return gettext("saved as a file; what was handed over cannot be called back")
    if one.revoked:
        return gettext("link taken back")
    if not one.is_open(timezone.now()):
        return gettext("link ended")
    return gettext("link open until %(day)s, opened %(n)d times") % {
        "day": date_format(timezone.localtime(one.expires), gettext("j M, H:i")), "n": one.opened,
    }  # fmt: skip


@require_POST
@of_person
def take_back(request: HttpRequest, person: Person, shared_id: UUID) -> HttpResponse:
    """End a link at once."""
    if sharing.revoke(person, shared_id, timezone.now()):
        messages.success(request, gettext("Taken back. The link opens nothing any more."))
    return redirect("share")
