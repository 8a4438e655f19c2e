# SPDX-License-Identifier: Apache-2.0
"""What goes with better and worse days in this diary: what was found, what was not, what cannot be told yet."""

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from supple.actions.find_triggers import Asked, find
from supple.entries.measure import measure
from supple.insight.plot import effects_svg
from supple.insight.result import Estimate, Findings
from supple.people.models import Person
from supple.web import words
from supple.web.pages.door import of_person

FOUND = ("trigger", "helper")
NONE_FOUND = ("no association", "too small to matter")
VERDICTS = {
    "trigger": gettext_lazy("goes with worse days"),
    "helper": gettext_lazy("goes with better days"),
    "too small to matter": gettext_lazy("there, but too small to matter"),
    "no association": gettext_lazy("no association"),
    "cannot tell yet": gettext_lazy("cannot tell yet"),
    "not enough days with it": gettext_lazy("not enough days with it"),
}


@dataclass(frozen=True)
class Line:
    """One factor in words."""

    name: str
    verdict: Any
    effect: str
    why: str
    days: int


@require_safe
@of_person
def triggers(request: HttpRequest, person: Person) -> HttpResponse:
    """One outcome, asked of the whole diary."""
    asked = find(person, request.GET.get("outcome"))
    context: dict[str, Any] = {"asked": asked, "outcomes": [(o, label(o)) for o in asked.outcomes]}
    if asked.findings:
        context |= _told(asked, asked.findings)
    return render(request, "triggers.html", context)


def label(name: str) -> str:
    """The word for a measure or an exposure."""
    if name in words.EXPOSURES:
        return words.named(words.EXPOSURES, name)
    return _(measure(name).label)


def _told(asked: Asked, findings: Findings) -> dict[str, Any]:
    lines = {name: _line(name, one, findings) for name, one in findings.factors.items()}
    by_verdict = [(findings.factors[name].verdict, line) for name, line in lines.items()]
    surest = sorted(findings.factors, key=lambda n: -findings.factors[n].prob)
    return {
        "outcome": label(findings.outcome),
        "not_enough": findings.not_enough,
        "found": [lines[n] for n in findings.claims],
        "none": [line for verdict, line in by_verdict if verdict in NONE_FOUND],
        "untold": [lines[n] for n in surest if findings.factors[n].verdict not in (*FOUND, *NONE_FOUND)],
        "all": [lines[n] for n in surest],
        # Drawn by our own code from numbers and escaped labels.
        "svg": "" if findings.not_enough else mark_safe(_drawn(asked)),  # noqa: S308
    }


def _drawn(asked: Asked) -> str:
    """The picture in the reader's words, of the factors there is something to see of."""
    found = asked.findings
    assert found is not None
    seen = {label(name): one for name, one in found.factors.items() if one.verdict != "not enough days with it"}
    title = _("What goes with: %(outcome)s") % {"outcome": label(found.outcome)}
    short = (
        words.named(words.SHORT_OUTCOMES, found.outcome)
        if found.outcome in words.SHORT_OUTCOMES
        else label(found.outcome).lower()
    )
    return effects_svg(replace(found, outcome=short, factors=seen), title)


def _line(name: str, one: Estimate, findings: Findings) -> Line:
    return Line(label(name), VERDICTS[one.verdict], _effect(name, one), _why(one, findings), one.exposed)


def _effect(name: str, one: Estimate) -> str:
    """How much the outcome differs; for a yes or no, between days with it and days without."""
    if one.verdict == "not enough days with it":
        return ""
    said = {"effect": one.effect, "lo": one.lo, "hi": one.hi, "unit": one.unit}
    if name in words.EXPOSURES or one.unit == 1:
        return _("%(effect)+.1f (likely between %(lo)+.1f and %(hi)+.1f)") % said
    return _("%(effect)+.1f (likely between %(lo)+.1f and %(hi)+.1f) for each %(unit)g of it") % said


def _why(one: Estimate, findings: Findings) -> str:
    """Why there is no answer yet, and how long it may take."""
    if one.set:
        others = ", ".join(label(n) for n in one.set)
        return _("It comes on the same days as: %(others)s. The diary cannot tell them apart.") % {"others": others}
    if one.verdict in FOUND or one.verdict in NONE_FOUND:
        return ""
    if one.days_more is None:
        if one.exposed == 0:
            return _("It was never written down as met, so there is nothing to compare.")
        return _("More days alone will not settle it; it is always there, or too rare, or lost in other changes.")
    return ngettext("About %(n)d more day of diary.", "About %(n)d more days of diary.", one.days_more) % {
        "n": one.days_more
    }
