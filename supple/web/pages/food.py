# SPDX-License-Identifier: Apache-2.0
"""Magnesium from food first: portions, the sum of a recipe, the number named for this person; products come last."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from supple.actions.look_at_food import Looked, look_at_food
from supple.actions.read_label import read_label, salts
from supple.care.clock import shown
from supple.knowledge.reading import Food
from supple.people.models import Person
from supple.web.forms import Parted, choose
from supple.web.pages.door import of_person

LONGEST = 2000
GROUPS: dict[str, Any] = {
    "seeds": _("Seeds"), "nuts": _("Nuts"), "legumes": _("Beans, lentils, soy"), "grains": _("Grains"),
    "vegetables": _("Vegetables"), "fruit": _("Fruit"), "fish": _("Fish"), "meat_eggs": _("Meat and eggs"),
    "dairy": _("Milk and yoghurt"), "drinks": _("Drinks"), "other": _("Cocoa, chocolate, molasses"),
}  # fmt: skip


def _salts() -> list[tuple[str, Any]]:
    named = sorted(((id, gettext(title)) for id, title in salts().items()), key=lambda one: one[1].casefold())
    return choose(dict(named))


class LabelForm(forms.Form):
    """What one tablet, sachet or spoon holds, as its label names it."""

    salt = forms.ChoiceField(label=_("What the label calls it"), choices=_salts)
    weight = Parted(label=_("How much of it, in milligrams"), min_value=0.1, max_value=100_000)


@require_http_methods(["GET", "POST"])
@of_person
def food(request: HttpRequest, person: Person) -> HttpResponse:
    """The page; a recipe or a label comes by POST, so that it stands in no address, and nothing of it is kept."""
    label = LabelForm(request.POST if "salt" in request.POST else None)
    text = request.POST.get("recipe", "")[:LONGEST]
    looked = look_at_food(person, timezone.now(), text)
    if looked is None:
        return render(request, "unchecked.html")
    context = {
        "looked": looked, "text": text, "label": label, "held": _held(person, label), "groups": _groups(looked),
        "slots": [shown(slot) for slot in looked.product.slots],
        "speaking": [f for f in looked.product.findings if f.says],
    }  # fmt: skip
    return render(request, "food.html", context)


def _held(person: Person, label: LabelForm) -> Any:
    if not (label.is_bound and label.is_valid()):
        return None
    said = label.cleaned_data
    return read_label(person, timezone.now(), said["salt"], said["weight"])


def _groups(looked: Looked) -> Iterable[dict[str, Any]]:
    for group, label in GROUPS.items():
        mine = sorted((f for f in looked.foods if f.group == group), key=lambda f: -f.magnesium_mg)
        if mine:
            yield {"label": label, "foods": [_food(f, looked) for f in mine]}


def _food(one: Food, looked: Looked) -> dict[str, Any]:
    return {"food": one, "mind": [looked.cautions[word] for word in one.cautions if word in looked.cautions]}
