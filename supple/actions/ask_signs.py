# SPDX-License-Identifier: Apache-2.0
"""Which warning signs is this person asked about? The questions of the knowledge files that concern them."""

from datetime import datetime
from typing import Any

from supple.actions.check_safety import lately
from supple.actions.knowledge_at_hand import knowledge
from supple.care.profile import from_timeline
from supple.care.rules import Situation, holds
from supple.care.truth import NO
from supple.knowledge.kinds import QuestionGroup, SignQuestion
from supple.people.models import Person

Asked = tuple[tuple[QuestionGroup, tuple[SignQuestion, ...]], ...]


def sign_questions(person: Person, now: datetime) -> Asked:
    """The questions in their groups; one that may concern the person is asked, one that surely does not is left out."""
    known = knowledge()
    situation = Situation(from_timeline(lately(person, now), now, known), known)
    meant = [q for q in known.questions.values() if q.asked_of is None or holds(q.asked_of, situation) != NO]
    groups = sorted(known.question_groups, key=lambda group: group.order)
    grouped = ((group, tuple(q for q in meant if q.group == group.id)) for group in groups)
    return tuple((group, questions) for group, questions in grouped if questions)


def sign(question: SignQuestion, answer: str) -> dict[str, Any]:
    """The sign that a yes or a not sure stands for; what was not asked stays unsaid."""
    return question.answered(answer)
