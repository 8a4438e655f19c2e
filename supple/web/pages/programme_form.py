# SPDX-License-Identifier: Apache-2.0
"""The form in which a physiotherapist sets exercises: a known one or own words, how long, how often, which side."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError

from supple.actions.knowledge_at_hand import knowledge
from supple.care.prescribed import KINDS
from supple.entries.prescribed import Exercise
from supple.web.pages.muscles import PLACES
from supple.web.words import SIDES

ROWS = 6


def known_exercises() -> list[tuple[str, Any]]:
    """Every exercise that supple knows, under "own words" first."""
    known = [(r.id, _(r.title)) for r in knowledge().remedies.values() if r.kind in KINDS and r.id.isascii()]
    return [("", _("own words, below")), *known]


class ExerciseForm(forms.Form):
    """One row; an empty one is no exercise."""

    exercise: Exercise | None = None

    item = forms.ChoiceField(label=_("Exercise"), choices=known_exercises, required=False)
    words = forms.CharField(label=_("In your own words"), max_length=200, required=False)
    side = forms.ChoiceField(
        label=_("Side"), choices=[("", _("not said")), *SIDES.items()], required=False
    )  # fmt: skip
    position = forms.ChoiceField(
        label=_("Position"), choices=[("", _("not said")), *PLACES.items()], required=False,
        help_text=_("An exercise in own words counts as standing when nothing is said."),
    )  # fmt: skip
    hold_s = forms.IntegerField(label=_("Hold, in seconds"), min_value=1, max_value=600, required=False)
    reps = forms.IntegerField(label=_("How many times in a row"), min_value=1, max_value=100, required=False)
    times_a_day = forms.IntegerField(label=_("How often a day"), min_value=1, max_value=12, required=False)

    def clean(self) -> dict[str, Any]:
        """As the exercise itself judges it."""
        said = {name: value for name, value in (super().clean() or {}).items() if value not in ("", None)}
        if said and not self.errors:
            try:
                self.exercise = Exercise.model_validate(said)
            except ValidationError:
                raise forms.ValidationError(gettext("Name an exercise, or say it in your own words.")) from None
        return said


class SetByForm(forms.Form):
    """Who sets it."""

    set_by = forms.CharField(label=_("Your name, as the person knows you"), max_length=100)


Rows = forms.formset_factory(ExerciseForm, extra=ROWS, max_num=20, absolute_max=20)


def chosen(rows: Any) -> tuple[Exercise, ...]:
    """The exercises of a form that holds."""
    return tuple(row.exercise for row in rows if row.exercise)


def today() -> Any:
    """The day on which it is set."""
    return timezone.localdate()
