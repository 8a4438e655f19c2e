# SPDX-License-Identifier: Apache-2.0
"""Which red flags do the words of a note sound like, beside those that follow from what was understood of them?

The learned ear knows whole notes, not signs. So it asks no rule; it names one, and the warning says that it is only
what the words sound like. What the rules understood stands; where it does not sound so at all, it is asked first.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from supple.care.finding import Finding, Reason, Urgency
from supple.care.spoken import SAID_BY
from supple.knowledge.base import KnowledgeBase
from supple.knowledge.kinds import Level, RedFlag
from supple.notes.said import Likeness

LINES = {Urgency.EMERGENCY: 0.3, Urgency.SAME_DAY: 0.5, Urgency.PROMPT: 0.6, Urgency.ROUTINE: 0.6}
"""From which likelihood a rule of an urgency is told; sooner where it is worse to miss it."""
FAINT = {**LINES, Urgency.EMERGENCY: 0.15, Urgency.SAME_DAY: 0.4}
"""From which likelihood it is asked at least (ADR 0026)."""
DOUBTS = {Urgency.EMERGENCY: 0.02, Urgency.SAME_DAY: 0.1}
"""Below which likelihood of every rule together an alarm of the rules alone is asked instead of told (ADR 0026)."""
_NUMBER = len("RF-00")
"""What the rules of one danger share: RF-18 and RF-18b."""
HEARS = "en"
"""The language that the ear has learned."""


def heard(text: str, likely: Sequence[Likeness], knowledge: KnowledgeBase) -> tuple[Finding, ...]:
    """The rules that a note in English sounds like, the likeliest first; each says in which words.

    What it sounds like only faintly is marked to be asked.
    """
    rules = ((knowledge.red_flags[one.id], one) for one in likely)
    found = ((_finding(rule, rule.levels[0], text[slice(*one.span)]), one.share) for rule, one in rules)
    return tuple(
        replace(finding, asked=share < LINES[finding.urgency])
        for finding, share in found
        if share >= FAINT[finding.urgency]
    )


def meant(rule: RedFlag, rank: float | None) -> Finding:
    """A rule that a note was understood to fulfil, as urgent as it was told then."""
    level = next((one for one in rule.levels if Urgency(one.urgency).rank == rank), rule.levels[0])
    return _finding(rule, level)


def doubted(
    found: Sequence[Finding], likely: Sequence[Likeness] | None, alone: Collection[Finding]
) -> tuple[Finding, ...]:
    """What was understood of a note, each alarm marked to be asked where its words do not sound like that danger.

    Beside one at least as grave that the words do sound like, it is told as well: dangers come together.

    Only what is `alone` fulfilled by its words is doubted: that somebody with a pump is sleepy sounds like no danger to
    an ear that knows of no pump. Where nobody listened, or it is no red flag, nothing is doubted.
    """
    if likely is None:
        return tuple(found)
    most = max((one.share for one in likely), default=0.0)
    named = {one.id[:_NUMBER] for one in likely}
    flags = [f for f in alone if f.urgency in DOUBTS and f.rule.startswith("RF-")]
    sure = max((f.urgency.rank for f in flags if f.rule[:_NUMBER] in named), default=-1)
    by_words = {(f.rule, f.urgency) for f in flags if most < DOUBTS[f.urgency] or sure < f.urgency.rank}
    return tuple(replace(f, asked=(f.rule, f.urgency) in by_words) for f in found)


def beside(found: Sequence[Finding], sounds: Sequence[Finding]) -> tuple[Finding, ...]:
    """What was understood of a note, and the further rules that its words sound like, most urgent first."""
    rules = {f.rule for f in found}
    further = []
    for one in sounds:  # a graver rule says a weaker one along with it where it is likelier, and so comes first
        if one.rule not in rules and rules.isdisjoint(SAID_BY.get(one.rule, ())):
            further.append(one)
            rules.add(one.rule)
    return tuple(sorted((*found, *further), key=lambda f: -f.urgency.rank))


def _finding(rule: RedFlag, level: Level, sounds_in: str = "") -> Finding:
    return Finding(
        rule=rule.id, urgency=Urgency(level.urgency), action="escalate", title=rule.title, says=level.says or rule.says,
        do=level.do or rule.do, contact=level.contact or rule.contact, never=rule.never, still=rule.still,
        call=level.call or rule.call, reasons=(Reason(rule.id),), sources=rule.sources, sounds_in=sounds_in,
    )  # fmt: skip
