# SPDX-License-Identifier: Apache-2.0
"""Which red flags do the notes of the last day mean or sound like, as long as nobody said that it is not so?

A note can fulfil a rule by what none of its entries says ("34 weeks gone, a banging head"). That it did is kept as an
answer of its own, so that the warning stands wherever warnings are looked for.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache

from supple.actions.knowledge_at_hand import knowledge
from supple.care.finding import Finding
from supple.care.heard import heard, meant
from supple.entries.felt import Note
from supple.entries.known import Fact
from supple.entries.timeline import Timeline
from supple.notes.likeness import ear
from supple.notes.said import Sounds

STANDS = timedelta(days=1)
"""How long a warning stands that hangs on the words of a note; what its entries say stands as the rules say."""
MOST = 50
"""Notes of a day that are listened to, the latest; a flood of them must not hold up what is said."""
NOT_SO = "not_so"
"""The topic of an answer to whether a note means a rule; `name` the rule, `word` the note, `no` that it does."""
Pair = tuple[str, str]
"""A rule and a note."""


def heard_lately(diary: Timeline, now: datetime) -> tuple[Finding, ...]:
    """What the notes of the last day mean or sound like and nobody denied, most urgent first."""
    notes = list(diary.of(Note))
    if not notes:
        return ()
    said = answers(diary.of(Fact))
    heard_in = ((f, str(n.id)) for n in notes[-MOST:] if now - STANDS <= n.at <= now for f in sounds_like(n.text))
    told = {f.rule: replace(f, note=id) for f, id in heard_in if not (f.asked or _is_denied(said.get((f.rule, id))))}
    told |= {f.rule: f for f in _meant(said, {str(n.id) for n in notes}, now)}
    return tuple(sorted(told.values(), key=lambda f: -f.urgency.rank))


def _meant(said: Mapping[Pair, Fact], notes: Collection[str], now: datetime) -> Iterator[Finding]:
    """The rules that the notes were understood to fulfil in the last day."""
    rules = knowledge().red_flags
    for (rule, note), fact in said.items():
        if fact.state == "no" and rule in rules and note in notes and now - STANDS <= fact.at <= now:
            yield replace(meant(rules[rule], fact.number), note=note)


@lru_cache(maxsize=512)
def sounds_of(text: str) -> Sounds:
    """What the words of a note in English sound like."""
    return ear().hear(text)


def sounds_like(text: str) -> tuple[Finding, ...]:
    """The red flags that the words of a note in English sound like."""
    return heard(text, sounds_of(text).rules or (), knowledge())


def answers(facts: Iterable[Fact]) -> Mapping[Pair, Fact]:
    """The last answer to whether a note means a rule."""
    return {(fact.name or "", fact.word or ""): fact for fact in facts if fact.topic == NOT_SO}


def _is_denied(said: Fact | None) -> bool:
    return said is not None and said.state == "yes"
