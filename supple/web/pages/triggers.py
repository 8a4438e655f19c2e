# SPDX-License-Identifier: Apache-2.0
"""What goes with better and worse days in this diary: what was found, what was not, what cannot be told yet."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from supple.actions import plan_trial
from supple.actions.check_safety import unless_broken
from supple.actions.find_triggers import Asked, advice, find
from supple.actions.knowledge_at_hand import knowledge
from supple.care.choosable import way
from supple.care.tryable import Choice
from supple.entries.measure import MEASURES, measure
from supple.insight.plot import effects_svg
from supple.insight.result import NO_DIFFERENCE, Estimate, Findings
from supple.people.choices import Choices
from supple.people.models import Person
from supple.report import found as told
from supple.web import words
from supple.web.drawn_twice import drawn_twice
from supple.web.pages.door import of_person

VERDICTS = {
    "trigger": gettext_lazy("goes with worse days"),
    "helper": gettext_lazy("goes with better days"),
    "too small to matter": gettext_lazy("there, but too small to matter"),
    "no association": gettext_lazy("no association"),
    "cannot tell yet": gettext_lazy("cannot tell yet"),
    "not enough days with it": gettext_lazy("not enough days with it"),
}

AT_ONCE, LONGEST, OWN = 40, 100, "own:"
"""How many factors a page shows beside what was found, and how long a word to find may be."""


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


@dataclass(frozen=True)
class Part:
    """What is shown of the factors that were not found: so many at a time, of all or of those with a word in them."""

    names: list[str]
    nth: int
    of: int
    words: str

    @property
    def first(self) -> int:
        """The place of its first factor."""
        return AT_ONCE * (self.nth - 1) + min(1, len(self.names))

    @property
    def last(self) -> int:
        """The place of its last factor."""
        return AT_ONCE * (self.nth - 1) + len(self.names)

    @property
    def before(self) -> int | None:
        """Which part comes before it."""
        return self.nth - 1 if self.nth > 1 else None

    @property
    def after(self) -> int | None:
        """Which part comes after it."""
        return self.nth + 1 if self.last < self.of else None


@require_http_methods(["GET", "HEAD", "POST"])
@of_person
def triggers(request: HttpRequest, person: Person) -> HttpResponse:
    """One outcome, asked of the whole diary. Words to find come by POST, so that no log or history holds them."""
    said = request.POST if request.method == "POST" else request.GET
    asked = find(person, said.get("outcome"))
    part = _part(asked.findings, said.get("part", ""), request.POST.get("words", "")[:LONGEST].strip())
    context: dict[str, Any] = {
        "asked": asked,
        "part": part,
        "outcomes": [(o, label(o)) for o in _to_choose(asked, part.names)],
        "beside": [label(o) for o in asked.beside],
    }
    if asked.findings:
        context |= _beforehand(asked.findings, person.choices)
        context |= _told(asked, asked.findings, _offered(person, asked.findings, timezone.now()), part)
    return render(request, "triggers.html", context)


def label(name: str) -> str:
    """The word for a measure or an exposure."""
    if name in words.EXPOSURES:
        return words.named(words.EXPOSURES, name)
    if name.startswith(OWN):
        return name.removeprefix(OWN)
    return _(measure(name).label)


def _beforehand(findings: Findings, chosen: Choices) -> dict[str, Any]:
    """For which factors something counted before the diary was read, as was chosen; or that here none did."""
    expected = [label(one.about) for one in findings.said if one.code == "expected"]
    others = [(label(one.about), int(one.value)) for one in findings.said if one.code == "others"]
    people = [count for _name, count in others]
    alone = (chosen.expected or chosen.others) and not (expected or others or findings.not_enough)
    return {
        "expected": expected, "others": others, "alone": alone,
        "fewest": min(people, default=0), "most": max(people, default=0),
    }  # fmt: skip


def _offered(person: Person, findings: Findings, now: datetime) -> Choice | None:
    """What may be tried, asked only when there is something to try it against."""
    if not any(one.claim or one.set for one in findings.factors.values()):
        return None
    offered = unless_broken(lambda: plan_trial.choices(person, now))
    return None if offered is None or offered.stopped_by else offered


def _to_choose(asked: Asked, near: list[str]) -> list[str]:
    """What may be asked about: of many things of one's own the first, those at hand, and the one that was asked."""
    own = [name for name in asked.outcomes if name not in MEASURES]
    shown = {*own[:AT_ONCE], *near, asked.outcome}
    return [name for name in asked.outcomes if name in MEASURES or name in shown]


def _surest(findings: Findings, names: Iterable[str]) -> list[str]:
    return sorted(names, key=lambda n: -findings.factors[n].prob)


def _part(findings: Findings | None, nth: str, words_said: str) -> Part:
    """The factors to show beside what was found: those of which most is known come first."""
    if findings is None:
        return Part([], 1, 0, "")
    found = {*findings.claims, *(n for members in findings.sets for n in members)}
    order = {verdict: place for place, verdict in enumerate(VERDICTS)}
    rest = _surest(findings, (n for n in findings.factors if n not in found))
    rest.sort(key=lambda n: order[findings.factors[n].verdict])
    if words_said:
        rest = [n for n in rest if words_said.casefold() in label(n).casefold()]
    parts = max(1, -(-len(rest) // AT_ONCE))
    asked = min(max(int(nth), 1), parts) if nth.isdecimal() and len(nth) < LONGEST else 1
    return Part(rest[AT_ONCE * (asked - 1) : AT_ONCE * asked], asked, len(rest), words_said)


def _told(asked: Asked, findings: Findings, offered: Choice | None, part: Part) -> dict[str, Any]:
    sets = findings.sets
    shown = _surest(findings, dict.fromkeys([*findings.claims, *(n for s in sets for n in s), *part.names]))
    left, short = frozenset(findings.not_looked_at), findings.not_enough
    lines = {name: _line(name, findings, offered, left) for name in shown}
    alone = [n for n in shown if not any(n in members for members in sets)]
    by_verdict = {verdict: [lines[n] for n in alone if findings.factors[n].verdict == verdict] for verdict in VERDICTS}
    return {
        "outcome": label(findings.outcome),
        "not_enough": findings.not_enough,
        "still": told.lacking(short).text(_) if short and short.of == NO_DIFFERENCE else "",
        "found": [lines[n] for n in findings.claims],
        "sets": [(told.together(findings, one, label).text(_), [lines[n] for n in one]) for one in sets],
        "none": [*by_verdict["too small to matter"], *by_verdict["no association"]],
        "untold": by_verdict["cannot tell yet"],
        "coin": _(told.COIN) if any(told.stuck(findings.factors[n]) for n in shown) else "",
        "left_out": told.left_out(len(left), len(findings.factors)).text(_) if left else "",
        "rare": by_verdict["not enough days with it"],
        "all": list(lines.values()),
        "many": len(findings.factors) > AT_ONCE,
        "svg": "" if findings.not_enough else _drawn(asked, shown),
    }


def _drawn(asked: Asked, names: list[str]) -> SafeString:
    """The picture in the reader's words, of the factors there is something to see of."""
    found = asked.findings
    assert found is not None
    left = frozenset(found.not_looked_at)
    drawn = {name: found.factors[name] for name in names if name not in left}
    seen = {label(name): one for name, one in drawn.items() if one.verdict != "not enough days with it"}
    title = _("What goes with: %(outcome)s") % {"outcome": label(found.outcome)}
    short = words.outcome(found.outcome)
    ends = _("less: %(outcome)s") % {"outcome": short}, _("more: %(outcome)s") % {"outcome": short}
    spoken = "; ".join(f"{name}: {VERDICTS[one.verdict]}" for name, one in seen.items())
    pictured = replace(found, factors=seen)
    return drawn_twice(lambda frame: effects_svg(pictured, title, ends, f"{title}. {spoken}.", frame))


def _line(name: str, findings: Findings, offered: Choice | None, left: frozenset[str]) -> Line:
    one = findings.factors[name]
    known = one.verdict != "not enough days with it" and name not in left
    effect = told.amount(one, findings.kind).text(_) + told.step(one).text(_) if known else ""
    moves = one.verdict == "trigger" or bool(one.set)
    parts = told.when(one), told.basis(one, findings), told.filled(findings.filled(name))
    basis = " ".join(part.text(_) for part in parts).strip()
    return Line(
        label(name), VERDICTS[one.verdict], _says(name, one, findings, left), effect, basis, one.exposed,
        advice(name) if moves else "", name, bool(moves and offered and offered.against(name)),
    )  # fmt: skip


def _says(name: str, one: Estimate, findings: Findings, left: frozenset[str]) -> str:
    if one.verdict in told.CLAIMED:
        return told.claim(label(name), one, findings.kind).text(_)
    if one.verdict in told.RULED_OUT:
        return told.ruled_out(label(name), one, findings.kind).text(_)
    if name in left:
        return told.not_looked_at(label(name)).text(_)
    others = [label(other) for other in one.set or one.alike if other != name]
    return told.unknown(label(name), one, findings.kind, way(name, knowledge()), others).text(_)
