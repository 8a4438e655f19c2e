# SPDX-License-Identifier: Apache-2.0
"""Which red flags do the words of a note sound like, beside those that follow from what was understood of them?

The learned ear knows whole notes, not signs. So it asks no rule; it names one, and the warning says that it is only
what the words sound like. It is never used to take a warning away.
"""

from __future__ import annotations

from collections.abc import Sequence

from supple.care.finding import Finding, Reason, Urgency
from supple.care.spoken import SAID_BY
from supple.knowledge.base import KnowledgeBase
from supple.knowledge.kinds import RedFlag
from supple.notes.said import Likeness

LINES = {Urgency.EMERGENCY: 0.4, Urgency.SAME_DAY: 0.6, Urgency.PROMPT: 0.6}
"""From which likelihood a rule of an urgency is named: an emergency sooner, since to miss it is worse."""
LEAST = min(LINES.values())
HEARS = "en"
"""The language that the ear has learned."""


def heard(text: str, likely: Sequence[Likeness], knowledge: KnowledgeBase) -> tuple[Finding, ...]:
    """The rules that a note in English sounds like, the likeliest first; each says in which words."""
    found = ((_finding(knowledge.red_flags[one.rule], one, text), one.share) for one in likely)
    return tuple(finding for finding, share in found if share >= LINES[finding.urgency])


def beside(found: Sequence[Finding], sounds: Sequence[Finding]) -> tuple[Finding, ...]:
    """What was understood of a note, and the further rules that its words sound like, most urgent first."""
    understood = {f.rule for f in found}
    rules = understood | {f.rule for f in sounds}
    further = [f for f in sounds if f.rule not in understood and rules.isdisjoint(SAID_BY.get(f.rule, ()))]
    return tuple(sorted((*found, *further), key=lambda f: -f.urgency.rank))


def _finding(rule: RedFlag, likely: Likeness, text: str) -> Finding:
    level = rule.levels[0]
    return Finding(
        rule=rule.id, urgency=Urgency(level.urgency), action="escalate", title=rule.title, says=level.says or rule.says,
        do=level.do or rule.do, contact=level.contact or rule.contact, never=rule.never, still=rule.still,
        call=level.call or rule.call, reasons=(Reason(rule.id),), sources=rule.sources,
        sounds_in=text[slice(*likely.span)],
    )  # fmt: skip
