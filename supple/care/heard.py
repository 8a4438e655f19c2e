# SPDX-License-Identifier: Apache-2.0
"""Which red flags do the words of a note sound like, beside those that follow from what was understood of them?

The learned ear knows whole notes, not signs. So it asks no rule; it names one, and the warning says that it is only
what the words sound like. What the rules understood stands; where it sounds like nothing at all, it is asked first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from supple.care.finding import Finding, Reason, Urgency
from supple.care.spoken import SAID_BY
from supple.knowledge.base import KnowledgeBase
from supple.knowledge.kinds import RedFlag
from supple.notes.said import Likeness

LINES = {Urgency.EMERGENCY: 0.2, Urgency.SAME_DAY: 0.3, Urgency.PROMPT: 0.6, Urgency.ROUTINE: 0.6}
"""From which likelihood a rule of an urgency is named; sooner where it is worse to miss it."""
DOUBTS = {Urgency.EMERGENCY: 0.02, Urgency.SAME_DAY: 0.1}
"""Below which likelihood of every rule together an alarm of the rules alone is asked instead of told (ADR 0026)."""
HEARS = "en"
"""The language that the ear has learned."""


def heard(text: str, likely: Sequence[Likeness], knowledge: KnowledgeBase) -> tuple[Finding, ...]:
    """The rules that a note in English sounds like, the likeliest first; each says in which words."""
    found = ((_finding(knowledge.red_flags[one.id], one, text), one.share) for one in likely)
    return tuple(finding for finding, share in found if share >= LINES[finding.urgency])


def doubted(found: Sequence[Finding], likely: Sequence[Likeness] | None) -> tuple[Finding, ...]:
    """What was understood of a note, each alarm marked to be asked where its words sound like no danger at all.

    Where nobody listened, or the rule is none that the ear has learned, nothing is doubted.
    """
    if likely is None:
        return tuple(found)
    most = max((one.share for one in likely), default=0.0)
    return tuple(replace(f, asked=f.rule.startswith("RF-") and most < DOUBTS.get(f.urgency, 0.0)) for f in found)


def beside(found: Sequence[Finding], sounds: Sequence[Finding]) -> tuple[Finding, ...]:
    """What was understood of a note, and the further rules that its words sound like, most urgent first."""
    rules = {f.rule for f in found}
    further = []
    for one in sounds:  # a graver rule says a weaker one along with it where it is likelier, and so comes first
        if one.rule not in rules and rules.isdisjoint(SAID_BY.get(one.rule, ())):
            further.append(one)
            rules.add(one.rule)
    return tuple(sorted((*found, *further), key=lambda f: -f.urgency.rank))


def _finding(rule: RedFlag, likely: Likeness, text: str) -> Finding:
    level = rule.levels[0]
    return Finding(
        rule=rule.id, urgency=Urgency(level.urgency), action="escalate", title=rule.title, says=level.says or rule.says,
        do=level.do or rule.do, contact=level.contact or rule.contact, never=rule.never, still=rule.still,
        call=level.call or rule.call, reasons=(Reason(rule.id),), sources=rule.sources,
        sounds_in=text[slice(*likely.span)],
    )  # fmt: skip
