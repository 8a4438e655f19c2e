# SPDX-License-Identifier: Apache-2.0
"""What goes with better and worse days in this diary: what was found, what was not, what cannot be told yet."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from supple.actions import plan_trial
from supple.actions.check_safety import unless_broken
from supple.actions.find_triggers import Asked, advice, find
from supple.care.tryable import Choice
from supple.entries.measure import measure
from supple.insight.plot import effects_svg
from supple.insight.result import Estimate, Findings
from supple.people.models import Person
from supple.report import found as told
from supple.web import words
from supple.web.pages.door import of_person

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
    """One factor in words; `says` is its sentence, `basis` the days it rests on."""

    name: str
    verdict: Any
    says: str
    effect: str
    basis: str
    days: int
    action: str = ""
    exposure: str = ""
    tryable: bool = False


@require_safe
@of_person
def triggers(request: HttpRequest, person: Person) -> HttpResponse:
    """One outcome, asked of the whole diary."""
    asked = find(person, request.GET.get("outcome"))
    context: dict[str, Any] = {
        "asked": asked,
        "outcomes": [(o, label(o)) for o in asked.outcomes],
        "beside": [label(o) for o in asked.beside],
        "expected": person.choices.expected,
    }
    if asked.findings:
        context |= _told(asked, asked.findings, _offered(person, asked.findings, timezone.now()))
    return render(request, "triggers.html", context)


def label(name: str) -> str:
    """The word for a measure or an exposure."""
    if name in words.EXPOSURES:
        return words.named(words.EXPOSURES, name)
    return _(measure(name).label)


def _offered(person: Person, findings: Findings, now: datetime) -> Choice | None:
    """What may be tried, asked only when there is something to try it against."""
    if not any(one.claim or one.set for one in findings.factors.values()):
        return None
    offered = unless_broken(lambda: plan_trial.choices(person, now))
    return None if offered is None or offered.stopped_by else offered


def _told(asked: Asked, findings: Findings, offered: Choice | None) -> dict[str, Any]:
    lines = {name: _line(name, one, findings, offered) for name, one in findings.factors.items()}
    surest = sorted(findings.factors, key=lambda n: -findings.factors[n].prob)
    sets = list(dict.fromkeys(one.set for one in findings.factors.values() if one.set and not one.claim))
    alone = [n for n in surest if not any(n in members for members in sets)]
    by_verdict = {verdict: [lines[n] for n in alone if findings.factors[n].verdict == verdict] for verdict in VERDICTS}
    return {
        "outcome": label(findings.outcome),
        "not_enough": findings.not_enough,
        "found": [lines[n] for n in findings.claims],
        "sets": list(_sets(sets, lines, findings)),
        "none": [*by_verdict["too small to matter"], *by_verdict["no association"]],
        "untold": by_verdict["cannot tell yet"],
        "rare": by_verdict["not enough days with it"],
        "all": [lines[n] for n in surest],
        # Drawn by our own code from numbers and escaped labels.
        "svg": "" if findings.not_enough else mark_safe(_drawn(asked)),  # noqa: S308
    }


def _sets(sets: list[tuple[str, ...]], lines: dict[str, Line], findings: Findings) -> Iterator[tuple[str, list[Line]]]:
    """Each group that shares one effect, as one sentence and its members."""
    for members in sets:
        effect = sum(findings.factors[n].effect for n in members)
        worse = (effect > 0) == (findings.better == "lower")
        yield told.together([label(n) for n in members], worse).text(_), [lines[n] for n in members]


def _drawn(asked: Asked) -> str:
    """The picture in the reader's words, of the factors there is something to see of."""
    found = asked.findings
    assert found is not None
    seen = {label(name): one for name, one in found.factors.items() if one.verdict != "not enough days with it"}
    title = _("What goes with: %(outcome)s") % {"outcome": label(found.outcome)}
    short = words.outcome(found.outcome)
    ends = _("less: %(outcome)s") % {"outcome": short}, _("more: %(outcome)s") % {"outcome": short}
    spoken = "; ".join(f"{name}: {VERDICTS[one.verdict]}" for name, one in seen.items())
    return effects_svg(replace(found, factors=seen), title, ends, f"{title}. {spoken}.")


def _line(name: str, one: Estimate, findings: Findings, offered: Choice | None) -> Line:
    known = one.verdict != "not enough days with it"
    effect = told.amount(one, findings.kind).text(_) + told.step(one).text(_) if known else ""
    moves = one.verdict == "trigger" or bool(one.set)
    basis = f"{told.when(one).text(_)} {told.basis(one, findings.days).text(_)}".strip()
    return Line(
        label(name), VERDICTS[one.verdict], _says(name, one, findings), effect, basis, one.exposed,
        advice(name) if moves else "", name, bool(moves and offered and offered.against(name)),
    )  # fmt: skip


def _says(name: str, one: Estimate, findings: Findings) -> str:
    if one.verdict in told.CLAIMED:
        return told.claim(label(name), one, findings.kind).text(_)
    if one.verdict in told.RULED_OUT:
        return told.ruled_out(label(name), one, findings.kind).text(_)
    return told.unknown(label(name), one).text(_)
