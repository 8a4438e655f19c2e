# SPDX-License-Identifier: Apache-2.0
"""A physiotherapist's visit: a Modified Ashworth grade per muscle and side, with who rated it; and the earlier ones."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from uuid_utils.compat import uuid7

from supple.actions import grants, look_back
from supple.actions.record import record
from supple.entries.measured import ScaleAnswer
from supple.knowledge.library import library
from supple.people.grants import Grant, Trace
from supple.web import words
from supple.web.pages.granted import of_granted, shown

RATED = ("calf", "hamstring", "quadriceps", "adductor", "hip_flexor", "gluteal", "shin", "ankle", "toes", "foot", "arm",
         "hand", "trunk")  # fmt: skip
SCALE = "SCL-02"


def grades() -> list[tuple[str, str]]:
    """Each grade with what it means, as the card of the scale says it."""
    return [(one.level, f"{one.level}: {gettext(one.means)}") for one in library().scales[SCALE].levels]


class GradeForm(forms.Form):
    """One muscle, one side, one grade."""

    site = forms.ChoiceField(label=_("Muscle"), choices=[(id, words.SITES[id]) for id in RATED])
    side = forms.ChoiceField(
        label=_("Side (the person's own left and right)"), choices=[(s, words.SIDES[s]) for s in ("left", "right")],
        widget=forms.RadioSelect,
    )  # fmt: skip
    value = forms.ChoiceField(label=_("Modified Ashworth grade"), choices=grades, widget=forms.RadioSelect)


@require_http_methods(["GET", "POST"])
@of_granted(Grant.Scope.RATE, Trace.What.VISIT)
def visit(request: HttpRequest, grant: Grant) -> HttpResponse:
    """The form, and the grades of each muscle over time."""
    now = timezone.now()
    form = GradeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = {"kind": "scale_answer", "scale": "modified_ashworth", "rater": grant.name, **form.cleaned_data}
        entry = {"id": request.POST.get("id") or uuid7(), "at": now, "by": grant.name, **said}
        kept = record(grant.person, [entry], now, source=f"grant:{grant.pk.hex}", blind=grant.name).results[0]
        if kept.status == "kept" and kept.id:
            grants.looked(grant, Trace.What.RATED, now, UUID(kept.id))
            messages.success(request, gettext("Kept. Grade the next muscle, or stop here."))
            return redirect("shared_visit", grant.pk)
    context = {"form": form, "id": uuid7(), "rows": _rows(grant)}
    return shown(request, grant, "shared/visit.html", context)


def _rows(grant: Grant) -> list[dict[str, Any]]:
    """Each muscle and side with its grades, the latest first; only what may be read back to."""
    since = timezone.now() - timedelta(days=grant.back_days) if grant.back_days else None
    found: dict[tuple[str, str], list[ScaleAnswer]] = {}
    for one in look_back.of_kinds(grant.person, "scale_answer").without_private().of(ScaleAnswer):
        if one.scale == "modified_ashworth" and one.site and one.side and (since is None or one.at >= since):
            found.setdefault((one.site, one.side), []).insert(0, one)
    return [{"where": words.place(*key), "grades": told} for key, told in sorted(found.items())]
