# SPDX-License-Identifier: Apache-2.0
"""What woke the person, and how often?"""

from __future__ import annotations

from collections.abc import Sequence

from supple.entries.vocabulary import CORE
from supple.notes.episodes import Draft, whole
from supple.notes.nearest import host_of, last_before
from supple.notes.read import Mention
from supple.notes.scope import Scope
from supple.notes.words import COMMA

WAKING = frozenset({"spasm", "cramp", "clonus", "pain"})
"""What wakes a person when they "wake with" it; one who wakes up stiff was not woken by it."""
_LETS_SLEEP = frozenset({"fall", "weakness"})
"""What nobody is woken by: "got me up" is something else then."""


def with_waking(found: Sequence[Draft], scope: Scope, hosts: Sequence[Mention]) -> None:
    """Whether it woke the person: "woke me" goes to the nearest symptom, "woke with" to the next."""
    mine = [d.mention for d in found if d.mention.id not in _LETS_SLEEP]
    for how in scope.reading.hows:
        kind = how.said.get("woke")
        if not kind:
            continue
        if (kind == "bare" and not _stands_alone(how, scope)) or _denied(how, scope):
            continue
        waking = CORE if scope.reading.words[how.last].text in scope.reading.lexicon.classes["caused_by"] else WAKING
        near = [m for m in mine if kind != "with" or (m.id in waking and m.first >= how.first)]
        same = "with" in kind and _of_the_same(how, scope)
        host = host_of(how.first, how.last, near, scope, 24) or last_before(how.first, mine if same else near, scope)
        for draft in (d for d in found if d.mention is host):
            draft.put("woke", True, scope.reading.span(how.first, how.last))


def _denied(how: Mention, scope: Scope) -> bool:
    """Whether a "not" stands right before it: "not woken"."""
    part = scope.clauses.around(how.first)
    before = scope.reading.words[max(part.start, how.first - 2) : how.first]
    kinds = scope.reading.lexicon.classes
    return any(w.text in kinds["denies"] | kinds["nones"] for w in before)


def _of_the_same(how: Mention, scope: Scope) -> bool:
    """Whether it was what was named before: "woke at 3 with the same"."""
    reading = scope.reading
    behind = range(how.last + 1, min(how.last + 3, scope.clauses.around(how.last).stop))
    return any(reading.words[n].text in reading.lexicon.classes["same_again"] for n in behind)


def _stands_alone(how: Mention, scope: Scope) -> bool:
    """Whether "woke" is one of a row of details: "right calf cramp, woke, 3 min"."""
    words, after = scope.reading.words, how.last + 1
    return how.first > 0 and words[how.first].stop >= COMMA and (after == len(words) or words[after].stop > 0)


def with_woken_times(found: Sequence[Draft], scope: Scope) -> None:
    """Read "woke three times with his legs jumping": what woke the person, and how often."""
    reading = scope.reading
    for awake in (m for m in reading.mentions if m.id == "awake" and m.status == "present"):
        ahead = [d for d in found if 0 < d.mention.first - awake.last <= 4 and d.mention.id in WAKING]
        link = reading.words[awake.last + 1].text if awake.last + 1 < len(reading.words) else ""
        for draft in ahead if link in reading.lexicon.classes["with_by"] else ():
            span = reading.span(awake.first, awake.last)
            draft.put("woke", True, span)
            inside = [n.value for n in reading.numbers if awake.first <= n.first <= awake.last]
            draft.put("count", whole(inside[0]) if inside else awake.said.get("n"), span)
