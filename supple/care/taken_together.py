# SPDX-License-Identifier: Apache-2.0
"""What do the rules say about everything taken now, and what would they say about one medicine more beside it?

Every urgency is told here, also what only is good to know; nothing found is no promise, and a name that no rule knows
is asked about.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from supple.care import interactions, names
from supple.care.finding import Finding
from supple.care.parts import Medicine, id_of
from supple.care.profile import Profile
from supple.care.safety import look
from supple.knowledge.base import KnowledgeBase


@dataclass(frozen=True, slots=True)
class TakenTogether:
    """Findings, the most urgent first; names that no rule knows, as questions; and what else would have to be known."""

    findings: tuple[Finding, ...]
    unknown: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()


def taken_together(profile: Profile, knowledge: KnowledgeBase) -> TakenTogether:
    """About everything that is taken now, with each other, with magnesium, illness and pregnancy."""
    unknown = names.questions(profile, knowledge)
    asked = (q for q in interactions.questions(profile, knowledge) if q not in unknown)
    return TakenTogether(_ordered(interactions.findings(profile, knowledge)), unknown, tuple(asked))


def with_one_more(profile: Profile, name: str, knowledge: KnowledgeBase) -> TakenTogether:
    """What only speaks once this medicine, by the name that rules know or as written, is begun today as well."""
    begun = Medicine(name=id_of(name), started=profile.now.date() if profile.now else None)
    more = profile.model_copy(update={"medicines": (*(profile.medicines or ()), begun)})
    before = {_key(finding) for finding in look(profile, knowledge).findings}
    fresh = (finding for finding in look(more, knowledge).findings if _key(finding) not in before)
    alone = profile.model_copy(update={"medicines": (begun,)})
    return TakenTogether(_ordered(fresh), names.questions(alone, knowledge))


def _key(finding: Finding) -> tuple[str, int, str, tuple[str, ...]]:
    return finding.rule, finding.urgency.rank, finding.action, finding.about


def _ordered(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Each once, the most urgent first."""
    once = {_key(finding): finding for finding in found}
    return tuple(sorted(once.values(), key=lambda f: -f.urgency.rank))
