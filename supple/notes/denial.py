# SPDX-License-Identifier: Apache-2.0
"""Which things does a "no" take back? Those right behind it and what is listed with them, or those that it follows."""

from __future__ import annotations

from collections.abc import Sequence

from supple.notes.read import Mention, Reading
from supple.notes.scope import Scope, ends_part
from supple.notes.words import COMMA, SENTENCE

_NOT_REACHES = 7
"""How many words after a "no" the thing that it denies may stand."""
_AFTER_REACHES = 5


def deny(scope: Scope) -> None:
    """Turn what a "no" reaches into what did not happen."""
    mentions = sorted(scope.reading.mentions, key=lambda m: (m.first, m.last))
    for cue in scope.of("not"):
        reached = _reached(cue, mentions, scope)
        if _is_an_answer(cue, scope) or (not reached and _answers(cue, scope)):
            _deny_asked(cue, mentions, scope)
        for mention in reached:
            if mention.status in ("present", "maybe"):
                mention.status = "absent"
        if not reached and (cue.said.get("either") or _comes_last(cue, scope)):
            _deny_before(cue, mentions, scope)
    for cue in (*scope.of("gone"), *(c for c in scope.of("not") if _ends_with_none(c, scope))):
        _deny_asked(cue, mentions, scope)
        _deny_before(cue, mentions, scope)


def _is_an_answer(cue: Mention, scope: Scope) -> bool:
    """Whether a "no" is a sentence of its own."""
    return scope.reading.sentence.count(scope.reading.sentence[cue.first]) == cue.last - cue.first + 1


def _answers(cue: Mention, scope: Scope) -> bool:
    """Whether a bare "no" begins a sentence, whatever follows: "No, no and no, she was happy"."""
    return cue.first == cue.last and scope.reading.words[cue.first].text in scope.reading.lexicon.classes["answers"]


def _deny_before(cue: Mention, mentions: Sequence[Mention], scope: Scope) -> None:
    """Deny what stands right before a "none" or "never came"."""
    before = [m for m in mentions if m.last < cue.first and scope.same_sentence(m.first, cue.first)]
    before = [m for m in before if _is_meant(cue, m, scope)]
    near = [m for m in before if cue.first - m.last <= _AFTER_REACHES and not scope.turned(m.last, cue.first)]
    if not near or (near[-1].framed and cue.id == "not"):
        return  # "I can't tell when I need to go, nothing" says it once more
    if near[-1].status in ("present", "maybe") and not _crosses(near[-1].last, cue.first, scope):
        for mention in near:
            if not set(mention.used).isdisjoint(near[-1].used):
                mention.status = "absent"


def _is_meant(cue: Mention, mention: Mention, scope: Scope) -> bool:
    """Whether a cue can be about a thing: some only say so of certain groups or ids, some only right behind it."""
    if cue.said.get("fronted") or _comes_last(cue, scope):  # "wine I did not touch"; not so "a cramp, I did not"
        return ends_part(cue, scope) and scope.part[mention.first] == scope.part[cue.last]
    only = cue.said.get("only")
    return only is None or not {mention.group, mention.id}.isdisjoint(str(only).split("+"))


def _comes_last(cue: Mention, scope: Scope) -> bool:
    """Whether a "did not" ends its part, so that it is about what stands before it: "stretches I did not"."""
    last = scope.reading.words[cue.last].text
    return cue.id == "not" and last in scope.reading.lexicon.classes["negates"] and ends_part(cue, scope)


def _ends_with_none(cue: Mention, scope: Scope) -> bool:
    """Whether a "none" ends its part, "Spasms: none", or a "no" is all of it, "a relapse (no)"."""
    answers = scope.reading.words[cue.first].text in scope.reading.lexicon.classes["answers"]
    follows = answers and cue.first == cue.last and cue.first and scope.same_sentence(cue.first - 1, cue.first)
    if follows and ends_part(cue, scope) and any(m.last == cue.first - 1 for m in scope.reading.mentions):
        return True  # "numb down below no, accidents no"
    if follows and scope.part[cue.first] not in (scope.part[cue.first - 1], _part_behind(cue, scope)):
        return True
    return scope.reading.words[cue.last].text in scope.reading.lexicon.classes["nones"] and ends_part(cue, scope)


def _part_behind(cue: Mention, scope: Scope) -> int:
    return scope.part[cue.last + 1] if cue.last + 1 < len(scope.part) else -1


def _deny_asked(cue: Mention, mentions: Sequence[Mention], scope: Scope) -> None:
    """Read "Pain? None." and "They asked about pain. No." as one: the answer is a sentence of its own."""
    words, sentence = scope.reading.words, scope.reading.sentence
    here = sentence[cue.first]
    asks = scope.reading.lexicon.classes["asks"]
    asked = here and (
        words[cue.first - 1].asked or any(w.text in asks for w, n in zip(words, sentence, strict=True) if n == here - 1)
    )
    if asked and sentence.index(here) == cue.first:
        first = here - 1
        while first and words[sentence.index(first) - 1].asked:
            first -= 1  # "Swollen calf? Short of breath? No." answers both
        for mention in mentions:
            if first <= sentence[mention.first] < here and mention.status in ("present", "maybe"):
                mention.status = "absent"


def _crosses(a: int, b: int, scope: Scope) -> bool:
    return any(scope.reading.words[n].text in scope.reading.lexicon.classes["join"] for n in range(a + 1, b))


def _reached(cue: Mention, mentions: Sequence[Mention], scope: Scope) -> list[Mention]:
    """The first thing after a "no" and what is listed with it; a "no" inside a phrase denies that phrase."""
    if around := [m for m in mentions if cue.first < m.first and m.last <= cue.last]:
        return around  # "left the wine alone"
    inside = [m for m in mentions if m.first < cue.first < m.last]
    if inside:
        end = max(m.last for m in inside)
        return [*inside, *(m for m in mentions if cue.last < _head(m, cue) and m.last < end)]
    after = [m for m in mentions if m.last > cue.last and _head(m, cue) > cue.first]
    if not after or not _reaches(cue.last, after[0], scope):
        return []
    first = set(after[0].used)
    reached = [m for m in after if m.first == after[0].first or not first.isdisjoint(m.used)]
    listed = after[len(reached) :]
    for n, mention in enumerate(listed):
        if not _is_listed(reached[-1], mention, listed[n + 1 :], scope):
            break
        reached.append(mention)
    return reached


def _head(mention: Mention, cue: Mention) -> int:
    """The first word of its own that a mention uses."""
    return mention.used[0] if mention.used else mention.first


def _reaches(cue: int, mention: Mention, scope: Scope) -> bool:
    """Whether nothing between a "no" and a thing ends what it denies: a pause, a turn, a new subject."""
    reading = scope.reading
    head = mention.used[0] if mention.used else mention.first
    if head - cue > _NOT_REACHES or reading.stops(cue, head) >= COMMA or scope.turned(cue, head):
        return False
    between = reading.words[cue + 2 : head]  # a verb right behind, as in "didn't have", belongs to the "no"
    return not any(word.text in reading.lexicon.classes["ends_not"] for word in between)


def _is_listed(before: Mention, mention: Mention, rest: Sequence[Mention], scope: Scope) -> bool:
    """Whether a further thing is denied too: "no spasms, cramps or pain"."""
    reading, kinds = scope.reading, scope.reading.lexicon.classes
    if mention.first <= before.last or (mention.first == before.last + 1 and not reading.words[mention.first].stop):
        return _goes_on(before, mention, reading)
    if reading.stops(before.last, mention.first) >= SENTENCE:
        return False
    between = reading.between(before.last, mention.first)
    chained = all(w in kinds["or"] or w in kinds["and"] or w in kinds["listed"] for w in between)
    if not chained or len(between) > 4:
        return False
    if any(w in kinds["or"] for w in between):
        return True
    if any(w in kinds["and"] for w in between):
        return mention.group == before.group and mention.first - before.last <= 2 and _is_noun(mention, reading)
    return _is_chained_to(mention, rest, reading)


def _goes_on(before: Mention, mention: Mention, reading: Reading) -> bool:
    """Whether two phrases without a pause are one thing: "no numb saddle area"."""
    whole = reading.stops(before.first, mention.last) < COMMA
    same = mention.id == before.id if mention.first <= before.last else mention.group == before.group
    return whole and same


def _is_chained_to(mention: Mention, rest: Sequence[Mention], reading: Reading) -> bool:
    """Whether an "or" leads on to the next thing, so that a comma before this one stands for an "or" as well."""
    return (
        bool(rest)
        and any(w in reading.lexicon.classes["or"] for w in reading.between(mention.last, rest[0].first))
        and reading.stops(mention.last, rest[0].first) < SENTENCE
    )


def _is_noun(mention: Mention, reading: Reading) -> bool:
    return not any(reading.words[n].text in reading.lexicon.classes["state"] for n in mention.used)
