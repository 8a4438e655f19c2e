# SPDX-License-Identifier: Apache-2.0
"""How far is the search for what changed? The answers of the last round, and which warning signs they call for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from supple.care.finding import Finding
from supple.care.profile import Profile
from supple.care.safety import sign_questions
from supple.care.triage import Asking, Ended, Said, next_step
from supple.entries.suited import Looked
from supple.entries.timeline import Timeline
from supple.knowledge.base import KnowledgeBase
from supple.knowledge.kinds import QuestionGroup, SignQuestion, Trigger

A_DAY = timedelta(days=1)
Groups = tuple[tuple[QuestionGroup, tuple[SignQuestion, ...]], ...]


@dataclass(frozen=True, slots=True)
class Search:
    """One round: its answers so far by trigger, the last one said, and when."""

    round: UUID
    answers: dict[str, Said]
    last: Looked
    unasked: tuple[str, ...] = ()
    """Triggers answered with yes or not sure whose warning signs were not asked yet."""


@dataclass(frozen=True, slots=True)
class Signs:
    """The warning signs that come before the next question, and what else may be told of the trigger."""

    trigger: Trigger
    answer: Said
    groups: Groups
    which: tuple[str, ...] = ()
    """The exposures of a trigger that has several: a yes does not say which it was."""


Step = Asking | Signs | Ended


def last_search(timeline: Timeline) -> Search | None:
    """The round that was answered last; None when nothing was ever looked for."""
    said = list(timeline.of(Looked))
    if not said:
        return None
    mine = {e.trigger: e for e in said if e.round == said[-1].round}
    unasked = tuple(id for id, e in mine.items() if e.answer != "no" and not e.signs_asked)
    return Search(said[-1].round, {id: e.answer for id, e in mine.items()}, said[-1], unasked)


def searches(timeline: Timeline) -> tuple[Search, ...]:
    """Every round of a diary, in the order of their last answers."""
    rounds = dict.fromkeys(e.round for e in timeline.of(Looked))
    parts = (Timeline(tuple(e for e in timeline.of(Looked) if e.round == r), timeline.zone) for r in rounds)
    found = (last_search(part) for part in parts)
    return tuple(sorted((s for s in found if s), key=lambda s: s.last.at))


def step_of(search: Search | None, profile: Profile, findings: Sequence[Finding], knowledge: KnowledgeBase) -> Step:
    """What comes next: an urgent red flag, then the signs of the last answer, then the next question, then the end."""
    answers = search.answers if search else {}
    following = next_step(answers, findings, knowledge)
    if isinstance(following, Ended) and following.is_urgent:
        return following
    for id in search.unasked if search else ():
        if signs := _signs(knowledge.triggers.get(id), answers[id], profile, knowledge):
            return signs
    return following


def is_done(search: Search, knowledge: KnowledgeBase) -> bool:
    """Whether every question of the round was answered."""
    return isinstance(next_step(search.answers, (), knowledge), Ended)


def is_due(search: Search | None, now: datetime, knowledge: KnowledgeBase) -> bool:
    """Whether a search is worth offering: none was made, it is more than a day old, or it was left half way."""
    return search is None or now - search.last.at > A_DAY or not is_done(search, knowledge)


def _signs(trigger: Trigger | None, said: Said, profile: Profile, knowledge: KnowledgeBase) -> Signs | None:
    if trigger is None:
        return None
    about = set(trigger.rules)
    groups = tuple(
        (group, mine)
        for group, asked in sign_questions(profile, knowledge)
        if (mine := tuple(q for q in asked if about & set(q.rules)))
    )
    which = trigger.exposures if len(trigger.exposures) > 1 and said == "yes" else ()
    return Signs(trigger, said, groups, which) if groups or which else None
