# SPDX-License-Identifier: Apache-2.0
"""Which grave sign was raised that no urgent rule speaks of? Then supple says so itself, and claims nothing more."""

from __future__ import annotations

from collections.abc import Iterable

from supple.care.finding import RAISED, Finding, Reason, Urgency
from supple.care.profile import Profile
from supple.knowledge.base import KnowledgeBase

TITLE = "A new sign that no rule of ours speaks of"
SAYS = "You marked something new that no rule of ours speaks of. That does not mean that it is harmless."
DO = (
    "If it came suddenly, is severe or gets worse, call your emergency number now. "
    "Otherwise speak to a doctor today, or call the urgent care line."
)
NEVER = ("Do not wait alone if it gets worse",)
STILL = (
    "What to do while a spasm lasts",
    "Ways to cool down",
    "Your list of medicines",
    "Keep to your prescribed medicines; never stop a spasm medicine suddenly on your own",
)
CALL = "I have MS, and I have a new sign that worries me. It is in my diary of today. Do I need to be seen today?"


def left_over(signs: Iterable[str], found: Iterable[Finding]) -> frozenset[str]:
    """The signs that none of the findings is about; a finding about another sign must not hide them.

    >>> from supple.care.finding import Urgency
    >>> mild = Finding("RF-03", Urgency.PROMPT, "escalate", about=("weakness",))
    >>> sorted(left_over({"weakness", "chest_pain"}, [mild]))
    ['chest_pain']
    """
    return frozenset(signs) - {id for finding in found for id in finding.about}


def unspoken(profile: Profile, found: Iterable[Finding], knowledge: KnowledgeBase) -> tuple[Finding, ...]:
    """One finding for all grave or unknown new signs of which no emergency or same-day red flag speaks; our design."""
    speaking = [f for f in found if f.is_red_flag and f.urgency >= Urgency.SAME_DAY]
    new = {s.id for s in profile.symptoms or () if s.present and s.is_new_or_worse}
    unknown = new - knowledge.vocabulary.ids("symptom")
    left = tuple(sorted(left_over(new & knowledge.never_alone | unknown, speaking)))
    if not left:
        return ()
    blocks = tuple(wish.id for wish in profile.plan_request or ())
    return (
        Finding(
            rule=RAISED, urgency=Urgency.SAME_DAY, action="escalate", about=left, blocks=blocks,
            title=TITLE, says=SAYS, do=DO, contact="urgent_line", never=NEVER, still=STILL, call=CALL,
            reasons=(Reason(RAISED, left),), sources=("OWN-DESIGN",),
        ),
    )  # fmt: skip
