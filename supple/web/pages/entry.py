# SPDX-License-Identifier: Apache-2.0
"""One entry: say it again rightly, move it in time, keep it private, or take it out."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Field
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from supple.actions import look_back
from supple.actions.correct import change
from supple.actions.read_note import keep_urgent
from supple.entries.entry import Entry
from supple.entries.felt import Note
from supple.people.models import Person
from supple.web.forms import EntryForm, form_for
from supple.web.pages.door import of_person, zone
from supple.web.pages.keep import tell
from supple.web.pages.later import may_wait, said_at
from supple.web.pages.warnings import leads_to_warning

CHIPS = (
    ("10min", gettext_lazy("10 min ago")), ("1h", gettext_lazy("1 hour ago")), ("night", gettext_lazy("Last night")),
)  # fmt: skip
NIGHT = time(3, 0)


@may_wait
@require_http_methods(["GET", "POST"])
@of_person
def entry(request: HttpRequest, person: Person, target: UUID) -> HttpResponse:
    """The form of this entry's kind, and what else can be done with it."""
    found = look_back.one(person, target)
    if found is None:
        raise Http404
    if request.method == "POST" and "do" in request.POST:
        return _quick(request, person, found)
    form = _form(request, person, found)
    if request.method == "POST" and form.is_valid():
        if _overtaken(form):
            messages.info(
                request, _("It was changed meanwhile, perhaps on another page or device. Your change stands.")
            )
        return _again(request, person, found, _changed(form))
    return render(request, "entry.html", {"entry": found, "form": form, "chips": CHIPS})


def _form(request: HttpRequest, person: Person, found: Entry) -> EntryForm:
    raw = found.model_dump()
    # To the minute, as it is shown: an untouched time is no change.
    initial = {**raw, "when": found.at.astimezone(zone(person)).replace(second=0, microsecond=0)}
    initial = {name: _written(value) for name, value in initial.items()}
    form = form_for(found)(request.POST or None, initial=initial, raw=raw, zone=zone(person))
    for name, field in form.fields.items():
        # The page remembers what it showed, so that only changes count.
        field.show_hidden_initial = not form.is_bound or f"initial-{name}" in form.data
    return form


def _changed(form: EntryForm) -> dict[str, Any]:
    """What was changed on the page; what another device said while it lay open stays."""
    names = {"at" if name == "when" else name for name in form.changed_data}
    return {name: getattr(form.entry, name) for name in names}


def _overtaken(form: EntryForm) -> bool:
    """Whether a field that was changed here, other than the time, does not stand as this page had shown it."""
    names = [name for name in form.changed_data if name != "when" and f"initial-{name}" in form.data]
    stand = {name: form.get_initial_for_field(form.fields[name], name) for name in names}
    return any(form.data[f"initial-{name}"] != _shown(form.fields[name], stand[name]) for name in names)


def _shown(field: Field, value: Any) -> str:
    """What a page had put into the field for this value."""
    return "" if value is None else str(field.prepare_value(value))


def _written(value: Any) -> Any:
    """A number the way it is typed: 6, not 6.0."""
    return f"{value:g}" if isinstance(value, float) else value


def _quick(request: HttpRequest, person: Person, found: Entry) -> HttpResponse:
    """The buttons beside the form."""
    asked = request.POST["do"]
    if asked == "private":
        return _again(request, person, found, {"private": not found.private})
    if (moment := moved(asked, said_at(request), person)) is None:
        raise Http404
    return _again(request, person, found, {"at": moment})


def moved(chip: str, now: datetime, person: Person) -> datetime | None:
    """The moment a chip means."""
    if chip == "night":
        local = now.astimezone(zone(person))
        three = datetime.combine(local.date(), NIGHT, local.tzinfo)
        return three if three <= now else three - timedelta(days=1)
    ago = {"10min": timedelta(minutes=10), "1h": timedelta(hours=1)}.get(chip)
    return now - ago if ago else None


def _again(request: HttpRequest, person: Person, found: Entry, fields: dict[str, Any]) -> HttpResponse:
    if all(getattr(found, name) == value for name, value in fields.items()):
        messages.info(request, _("Nothing was changed."))
        return redirect("entry", found.id)
    recorded = change(person, found.id, fields, timezone.now())
    if isinstance(found, Note) and (urgent := keep_urgent(person, found.id, timezone.now())):
        recorded = replace(recorded, findings=urgent.findings, checked=urgent.checked)
    tell(request, recorded.results[0].id, recorded)
    if leads_to_warning(request, person, recorded):
        return redirect("warning")
    return redirect("entry", found.id)
