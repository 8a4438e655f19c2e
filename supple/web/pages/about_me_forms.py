# SPDX-License-Identifier: Apache-2.0
"""What is asked on the page about the person: the facts, a medicine, the baclofen pump."""

from datetime import date
from typing import Any, get_args

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from supple.entries.known import WORDS
from supple.entries.vocabulary import ConditionId
from supple.web import words
from supple.web.forms import choose

EARLIEST = date(1900, 1, 2)
LATEST = date(2199, 12, 31)
NO_ALARM = "none"


def _one_of(topic: str, label: Any, help_text: Any = "") -> forms.ChoiceField:
    said = {word: words.FACTS[word] for word in WORDS[topic]}  # still lazy: the page has a language, the code none
    return forms.ChoiceField(label=label, choices=choose(said), required=False, help_text=help_text)


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the date like 2026-11-21.")},
    )  # fmt: skip


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
    since = _day(_("Taking it since (leave it empty if you do not know)"))

    def clean_since(self) -> date | None:
        """A day that has been."""
        since: date | None = self.cleaned_data["since"]
        if since and not EARLIEST <= since <= timezone.localdate():
            raise forms.ValidationError(gettext("Give a day that has been already."))
        return since


class NameForm(forms.Form):
    """What stands on the pack of a medicine whose name supple does not know."""

    target = forms.UUIDField(widget=forms.HiddenInput)
    substance = forms.CharField(label=_("Active substance, as the pack names it"), max_length=60)


class PumpForm(forms.Form):
    """The pump under the skin that gives baclofen, and when it needs somebody."""

    has_pump = forms.ChoiceField(
        label=_("Do you have a baclofen pump?"), required=False,
        choices=lambda: choose({"yes": words.FACTS["yes"], "no": words.FACTS["no"]}),
    )  # fmt: skip
    due = _day(_("Next refill on"))
    replacement_due = _day(_("The pump is to be replaced on"))
    alarm = forms.ChoiceField(
        label=_("Does it give an alarm?"), required=False,
        choices=[
            (NO_ALARM, _("no alarm")), ("single_beep", _("one beep again and again")),
            ("two_tone", _("two tones in turn")),
        ],
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Dates and alarms are a pump's, and a diary's years are few."""
        for name in ("due", "replacement_due"):
            day = self.cleaned_data.get(name)
            if day and not EARLIEST <= day <= LATEST:
                self.add_error(name, gettext("Check the year of this date."))
        return self.cleaned_data
