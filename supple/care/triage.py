# SPDX-License-Identifier: Apache-2.0
"""What changed? The known triggers that were met today, each with what to do about it."""

from __future__ import annotations

from supple.care.profile import Profile
from supple.knowledge.base import KnowledgeBase
from supple.knowledge.kinds import Trigger


def met_today(profile: Profile, knowledge: KnowledgeBase) -> tuple[Trigger, ...]:
    """Triggers of the MS set that today's exposures and signs point at, in the order of the list."""
    met = set(profile.exposures or ())
    felt = {s.id for s in profile.symptoms or () if s.present and s.is_new_or_worse}
    return tuple(
        t
        for t in knowledge.triggers.values()
        if met & set(t.exposures) or felt & set(t.signs) or profile.pregnant in t.pregnant
    )
