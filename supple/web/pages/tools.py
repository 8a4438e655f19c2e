# SPDX-License-Identifier: Apache-2.0
"""Rubs, heat, massage and the like: what speaks against each for this person today, and within which limits."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from supple.actions.weigh_tools import weigh_tools
from supple.care.finding import Verdict
from supple.care.tools import Judged
from supple.people.models import Person
from supple.web import words
from supple.web.pages.door import of_person

NAMES: Mapping[str, Any] = {
    "heat_pack": _("Warm pack"), "massage_gun": _("Massage gun"), "foam_roller": _("Roller or ball"),
    "menthol": _("Rub with menthol"), "capsaicin": _("Rub with capsaicin (chilli)"),
    "salicylate": _("Rub with salicylate"), "sauna": _("Sauna or hot bath"), "cold_plunge": _("Cold plunge"),
    "electrolyte_drink": _("Electrolyte drink"), "cranberry": _("Cranberry"), "salt_substitute": _("Salt substitute"),
    "epsom_salt": _("Epsom salt to drink"), "ashwagandha": _("Ashwagandha"), "valerian": _("Valerian"),
}  # fmt: skip
SAID: Mapping[Verdict, Any] = {
    Verdict.STOP: _("Not for you now"), Verdict.UNKNOWN: _("Something has to be known first"),
    Verdict.CAUTION: _("With care"), Verdict.CLEAR: _("No rule here speaks against it"),
}  # fmt: skip


@require_http_methods(["GET", "POST"])
@of_person
def tools(request: HttpRequest, person: Person) -> HttpResponse:
    """The list; a place comes by POST, so that it stands in no address, and nothing of it is kept."""
    site = next((id for id in words.SITES if id == request.POST.get("site")), None)
    side = next((id for id in words.SIDES if id == request.POST.get("side")), None)
    found = weigh_tools(person, timezone.now(), site, side)
    if found is None:
        return render(request, "unchecked.html")
    context = {
        "tools": [_shown(one) for one in found], "site": site, "side": side, "sites": words.SITES.items(),
        "sides": words.SIDES.items(),
    }  # fmt: skip
    return render(request, "tools.html", context)


def _shown(one: Judged) -> dict[str, Any]:
    return {
        "name": NAMES[one.tool],
        "said": SAID[one.verdict],
        "findings": one.findings,
        "grave": one.verdict == "stop",
    }
