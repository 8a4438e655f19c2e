# SPDX-License-Identifier: Apache-2.0
"""What woke the person, and how often?"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from supple.entries.vocabulary import CORE
from supple.notes.episodes import Draft, whole
from supple.notes.nearest import host_of, last_before
from supple.notes.read import Mention
from supple.notes.scope import Scope
from supple.notes.words import COMMA

WAKING = frozenset({"spasm", "cramp", "clonus", "pain"})
"""What wakes a person when they "wake with" it; one who wakes up stiff was not woken by it."""
_EACH_REACHES = 4
_LETS_SLEEP = frozenset({"fall", "weakness"})
"""What nobody is woken by: "got me up" is something else then."""


def with_waking(found: Sequence[Draft], scope: Scope, hosts: Sequence[Mention]) -> None:
    """Whether it woke the person: "woke me" goes to the nearest symptom, "woke with" to the next."""
    mine = [d.mention for d in found if d.mention.id not in _LETS_SLEEP]
    for how in scope.reading.hows:
        kind = how.said.get("woke")
        if not kind:
            continue
        if (kind == "bare" and not _stands_alone(how, scope)) or _denied(how, scope) or _by_else(how, hosts, scope):
            continue
        waking = CORE if scope.reading.words[how.last].text in scope.reading.lexicon.classes["caused_by"] else WAKING
        near = [m for m in mine if kind != "with" or (m.id in waking and m.first >= how.first)]
        same = "with" in kind and _of_the_same(how, scope)
        host = host_of(how.first, how.last, near, scope, 24) or last_before(how.first, mine if same else near, scope)
        each = _is_of_each(how, scope)
        for draft in found:
            one_of_them = each and draft.mention.id in WAKING and draft.mention.first < how.first
            if host in draft.said_by or one_of_them:
                draft.put("woke", True, scope.reading.span(how.first, how.last))


def _denied(how: Mention, scope: Scope) -> bool:
    """Whether a "not" stands right before it, "not woken", or a "no" as its answer: "woke me: no"."""
    words, kinds = scope.reading.words, scope.reading.lexicon.classes
    before = words[max(scope.clauses.around(how.first).start, how.first - 2) : how.first]
    answer = words[how.last + 1 : how.last + 2] if how.last + 2 >= len(words) or words[how.last + 2].stop else []
    return any(w.text in kinds["denies"] | kinds["nones"] for w in before) or any(
        w.text in kinds["answers"] for w in answer
    )


def _is_of_each(how: Mention, scope: Scope) -> bool:
    """Whether it is said of everything before it: "woke both times", "each of them woke me"."""
    reading, part = scope.reading, scope.clauses.around(how.first)
    near = range(max(part.start, how.first - _EACH_REACHES), min(part.stop, how.last + _EACH_REACHES))
    kinds, units = reading.lexicon.classes, reading.lexicon.units
    counted = kinds["consists_of"] | kinds["the_one"] | kinds["woken"]
    return any(
        one in kinds["all_of"] and (two in counted or units.get(two) == "times")
        for one, two in pairwise(reading.words[n].text for n in near)
    )


def _by_else(how: Mention, hosts: Sequence[Mention], scope: Scope) -> bool:
    """Whether something else woke the person: "the alarm woke me, calf cramped when I stretched"."""
    before, part = how.first - 1, scope.clauses.around(how.first)
    manner = tuple(scope.reading.lexicon.classes["manner_ends"])
    named = before in part and scope.clauses.speaks([before]) and not scope.reading.words[before].text.endswith(manner)
    return bool(named) and not any(h.group == "symptom" and h.first in part for h in hosts)


def _of_the_same(how: Mention, scope: Scope) -> bool:
    """Whether it was what was named before: "woke at 3 with the same"."""
    reading = scope.reading
    behind = range(how.last + 1, min(how.last + 3, scope.clauses.around(how.last).stop))
    return any(reading.words[n].text in reading.lexicon.classes["same_again"] for n in behind)


def _stands_alone(how: Mention, scope: Scope) -> bool:
    """Whether "woke" is one of a row of details: "right calf cramp, woke, 3 min"."""
    words, kinds, after = scope.reading.words, scope.reading.lexicon.classes, how.last + 1
    after += after < len(words) and not words[after].stop and words[after].text in kinds["same_again"]
    told = {n.last for n in scope.reading.numbers} | {a.last for a in scope.reading.amounts}
    apart = how.first > 0 and (words[how.first].stop >= COMMA or how.first - 1 in told)
    return apart and (after == len(words) or words[after].stop > 0)


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
