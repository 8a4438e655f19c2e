# SPDX-License-Identifier: Apache-2.0
"""What suggestions and warnings depend on: age, conditions, walking, medicines. Everything may be left out."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, get_args

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from uuid_utils.compat import uuid7

from supple.actions import look_back
from supple.actions.record import record
from supple.entries.known import WORDS, Fact, Treatment
from supple.entries.timeline import Timeline
from supple.entries.vocabulary import ConditionId
from supple.people.models import Person
from supple.web import words
from supple.web.forms import choose
from supple.web.pages.door import of_person
from supple.web.pages.keep import tell

NONE = "none"
"""Said in place of a name, it tells that the list is empty, which is more than not having been asked."""
ONE_WORD = ("sex", "pregnancy", "jurisdiction", "mobility", "seizure_history", "drink_style")


def _one_of(topic: str, label: Any, help_text: Any = "") -> forms.ChoiceField:
    said = {word: words.named(words.FACTS, word) for word in WORDS[topic]}
    return forms.ChoiceField(label=label, choices=choose(said), required=False, help_text=help_text)


class AboutMeForm(forms.Form):
    """The facts; what is left out stays unknown, and then the careful answer is given."""

    birth_year = forms.IntegerField(
        label=_("Year of birth"), required=False, min_value=1900, max_value=2200,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    sex = _one_of("sex", _("Sex"))
    pregnancy = _one_of("pregnancy", _("Pregnancy"))
    jurisdiction = _one_of("jurisdiction", _("Where you live"))
    mobility = _one_of("mobility", _("Getting about"))
    drink_style = _one_of("drink_style", _("Drinking suits me"))
    seizure_history = _one_of("seizure_history", _("Have you ever had a seizure?"))
    conditions = forms.MultipleChoiceField(
        label=_("Tick what you have"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=lambda: [(id, words.named(words.CONDITIONS, id)) for id in get_args(ConditionId)],
    )  # fmt: skip
    no_condition = forms.BooleanField(label=_("I have none of these"), required=False)

    def clean(self) -> dict[str, Any]:
        """One or the other."""
        if self.cleaned_data.get("no_condition") and self.cleaned_data.get("conditions"):
            self.add_error("no_condition", gettext("Something above is ticked too. Untick one of them."))
        return self.cleaned_data


class MedicineForm(forms.Form):
    """A medicine taken now."""

    name = forms.CharField(label=_("Name of the medicine"), max_length=100)


@require_http_methods(["GET", "POST"])
@of_person
def about_me(request: HttpRequest, person: Person) -> HttpResponse:
    """The form with what is known; each change is kept as its own entry."""
    now = timezone.now()
    facts = look_back.timeline(person, since=now)
    known = _known(facts)
    asked = "name" if "name" in request.POST else "facts"
    form = AboutMeForm(request.POST if request.method == "POST" and asked == "facts" else None, initial=known)
    medicine = MedicineForm(request.POST if request.method == "POST" and asked == "name" else None)
    if form.is_bound and form.is_valid():
        return _kept(request, person, list(_changes(form.cleaned_data, known, now)), now)
    if medicine.is_bound and medicine.is_valid():
        said = {"kind": "treatment", "name": medicine.cleaned_data["name"], "change": "started"}
        return _kept(request, person, [{"id": uuid7(), "at": now, **said}], now)
    shown = {"form": form, "medicine": medicine, "medicines": current_medicines(facts)}
    return render(request, "about_me.html", shown)


def current_medicines(facts: Timeline) -> list[Treatment]:
    """Medicines that were started and not stopped since."""
    latest = {t.name: t for t in facts.of(Treatment) if t.change in ("started", "changed", "stopped")}
    return [t for t in latest.values() if t.change != "stopped" and t.name != NONE]


def _kept(request: HttpRequest, person: Person, raw: list[dict[str, Any]], now: datetime) -> HttpResponse:
    if raw:
        tell(request, None, record(person, raw, now))
    else:
        messages.info(request, _("Nothing was changed."))
    return redirect("about_me")


def _known(facts: Timeline) -> dict[str, Any]:
    said: dict[str, Any] = {"conditions": []}
    conditions: dict[str, str] = {}
    for fact in facts.of(Fact):
        if fact.topic == "condition":
            conditions[fact.name or ""] = fact.state
        elif fact.topic == "birth_year":
            said["birth_year"] = int(fact.number or 0)
        elif fact.topic in ONE_WORD:
            said[fact.topic] = fact.word
    said["conditions"] = [name for name, state in conditions.items() if state != "no"]
    said["no_condition"] = NONE in said["conditions"]
    return said


def _changes(said: dict[str, Any], known: dict[str, Any], now: datetime) -> Iterator[dict[str, Any]]:
    """One fact for each answer that is new; an answer is changed, never emptied."""
    for topic in ONE_WORD:
        if said[topic] and said[topic] != known.get(topic):
            yield _fact(now, topic=topic, word=said[topic])
    if said["birth_year"] and said["birth_year"] != known.get("birth_year"):
        yield _fact(now, topic="birth_year", number=said["birth_year"])
    ticked, before = set(said["conditions"]), set(known["conditions"])
    ticked |= {NONE} if said["no_condition"] else set()
    for name in sorted(ticked - before):
        yield _fact(now, topic="condition", name=name)
    for name in sorted(before - ticked):
        yield _fact(now, topic="condition", name=name, state="no")


def _fact(now: datetime, **said: Any) -> dict[str, Any]:
    return {"id": uuid7(), "kind": "fact", "at": now, **said}
