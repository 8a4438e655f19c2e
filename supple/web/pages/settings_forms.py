# SPDX-License-Identifier: Apache-2.0
"""What can be chosen on the settings page: how pages look, when nothing sounds, what is asked, what is one's own."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from supple.actions.what_others_taught import taught
from supple.entries.known import WORDS
from supple.entries.measure import measure
from supple.people.choices import ASKABLE, MOST_ASKED, MOST_OWN
from supple.web import words
from supple.web.countries import to_choose
from supple.web.forms import choose

LOOKS: dict[str, tuple[Any, dict[str, Any]]] = {
    "text": (_("Size of the text"), {"usual": _("usual"), "large": _("large"), "largest": _("very large")}),
    "contrast": (_("Contrast"), {"usual": _("usual"), "more": _("strong lines and text")}),
    "night": (
        _("Red on black, gentle to eyes in the dark"),
        {"never": _("night page only"), "quiet_hours": _("in my quiet hours"), "always": _("always")},
    ),
    "hand": (
        _("I press with"),
        {"either": _("either hand"), "left": _("my left thumb"), "right": _("my right thumb")},
    ),
    "units": (_("Drinks in"), {"metric": _("millilitres"), "us": _("fluid ounces (US)")}),
}
EVERY = {1: _("every day"), 2: _("every second day"), 3: _("every third day")}


def _pick(said: tuple[Any, dict[str, Any]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=said[0], choices=list(said[1].items()))


class LookForm(forms.Form):
    """How pages look and sound."""

    text, contrast, night, hand, units = (_pick(LOOKS[name]) for name in LOOKS)
    quiet_from = forms.TimeField(
        label=_("Quiet from"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("In your quiet hours nothing of supple sounds, speaks or buzzes."),
        error_messages={"invalid": _("Write the time like 22:00.")},
    )  # fmt: skip
    quiet_to = forms.TimeField(
        label=_("Quiet until"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Write the time like 07:00.")},
    )  # fmt: skip

    def chosen(self) -> dict[str, Any]:
        """The choices as they are kept."""
        clock = {name: self.cleaned_data[name].strftime("%H:%M") for name in ("quiet_from", "quiet_to")}
        return {**self.cleaned_data, **clock}


class AskForm(forms.Form):
    """What is asked and how often; what a trial needs is asked as well."""

    ask = forms.MultipleChoiceField(
        label=_("Ask me about (three at most)"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=lambda: [(name, gettext(measure(name).label)) for name in ASKABLE],
    )  # fmt: skip
    every_days = forms.TypedChoiceField(label=_("How often"), coerce=int, choices=list(EVERY.items()))
    expected = forms.BooleanField(
        label=_("Let what is known of triggers count a little before my diary speaks"), required=False
    )
    others = forms.BooleanField(label=_("Let what many people's diaries taught count a little"), required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        """What others taught can be chosen where there is something, and else what was chosen stays."""
        super().__init__(*args, **more)
        if not taught():
            del self.fields["others"]

    def clean_ask(self) -> list[str]:
        """Few enough to be answered for long."""
        asked: list[str] = self.cleaned_data["ask"]
        if len(asked) > MOST_ASKED:
            raise forms.ValidationError(gettext("Choose three at most. What a trial needs is asked as well."))
        return asked


class OwnForm(forms.Form):
    """Something of one's own that may matter, such as a place, a food or the weather."""

    own = forms.CharField(label=_("Something of your own that may matter"), max_length=60)

    def clean_own(self) -> str:
        """One line, and not the name of something the list has already."""
        own = re.sub(r"\s+", " ", self.cleaned_data["own"]).strip()
        if own.lower() in {str(known).lower() for known in words.EXPOSURES.values()}:
            raise forms.ValidationError(gettext("That is on the list already."))
        return own


class PlaceForm(forms.Form):
    """Whose rules hold: caps and names of medicines differ."""

    jurisdiction = forms.ChoiceField(
        label=_("Where you live"), required=False,
        choices=lambda: choose({word: words.named(words.FACTS, word) for word in WORDS["jurisdiction"]}),
    )  # fmt: skip


class CountryForm(forms.Form):
    """Whose ambulance comes."""

    country = forms.ChoiceField(
        label=_("Country"), required=False, choices=to_choose,
        help_text=_("Its number for an ambulance becomes a button on every emergency warning."),
    )  # fmt: skip


class NumberForm(forms.Form):
    """The number to call in an emergency, as the person knows it."""

    emergency = forms.CharField(
        label=_("Emergency number where you live"), max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
        help_text=_("It is shown as a button on every emergency warning."),
    )  # fmt: skip

    def clean_emergency(self) -> str:
        """Something a telephone can dial."""
        number: str = self.cleaned_data["emergency"].strip()
        if not re.fullmatch(r"[+]?[0-9][0-9 ()/.-]{1,28}", number):
            raise forms.ValidationError(gettext("Write the number with digits only."))
        return number


FULL = _("That is as many as fit: %(n)d. Take one out first.")


def own_full(own: tuple[str, ...]) -> str:
    """Why no further one fits; empty when one does."""
    return str(FULL) % {"n": MOST_OWN} if len(own) >= MOST_OWN else ""
