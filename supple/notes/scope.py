# SPDX-License-Identifier: Apache-2.0
"""Did it happen, to this person, in the time the note is about? Or is it denied, wished, asked, long past, others'?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from supple.notes.read import Mention, Reading, Status
from supple.notes.whose import is_by_carer, selves, subjects
from supple.notes.words import COMMA, SENTENCE

_NOT_REACHES = 7
"""How many words after a "no" the thing that it denies may stand."""
_AFTER_REACHES = 5
_THIS_CENTURY_SO_FAR = 2025
_MAYBE_REACHES = 12
FIRM = frozenset({"self_harm_thoughts"})
"""What is grave as a wish and as a thought already."""
_DATED = frozenset({"botulinum", "within_6_weeks_after", "recent_surgery", "pump_event"})
"""What a date stands beside because of what may come of it later."""
_DIAGNOSED = frozenset({"uti", "infection", "pressure_sore", "new_medicine", "menstruation", "fever", "constipation"})
"""What a person may only guess at: "I think it's a UTI" leaves it open, "I think I slept badly" does not."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The cues of a note by kind, and the parts that its sentences fall into."""

    reading: Reading
    by_kind: dict[str, list[Mention]]
    part: list[int]
    others: list[Mention]
    selves: list[Mention]
    by_carer: bool
    years: list[int]
    """Words that are a year of long ago."""
    placed: list[int]
    """Words that name a place; they put nothing between other words."""

    def of(self, kind: str) -> list[Mention]:
        """The cues of one kind."""
        return self.by_kind.get(kind, [])

    def same_sentence(self, a: int, b: int) -> bool:
        """Whether two words stand in one sentence."""
        return self.reading.sentence[a] == self.reading.sentence[b]

    def turned(self, a: int, b: int) -> bool:
        """Whether the sentence takes a turn such as "but" between two words."""
        return any(a < turn.first < b for turn in self.of("turn"))

    def contrasted(self, a: int, b: int) -> bool:
        """Whether a word such as "but" sets two words against each other; a new time of day does not."""
        words, kinds = self.reading.words, self.reading.lexicon.classes
        return any(a < turn.first < b and words[turn.first].text in kinds["but_words"] for turn in self.of("turn"))


def judge(reading: Reading) -> Scope:
    """Give every mention its status, and tell where each part of a sentence begins."""
    by_kind: dict[str, list[Mention]] = {}
    for cue in reading.cues:
        by_kind.setdefault(cue.id, []).append(cue)
    others = subjects(reading)
    placed = sorted({n for p in reading.places for n in range(p.first, p.last + 1)})
    parts = _parts(reading, by_kind.get("turn", []))
    scope = Scope(
        reading, by_kind, parts, others, selves(reading, others), is_by_carer(reading, others), _years(reading), placed
    )
    for mention in reading.mentions:
        mention.status = status_of(mention, scope)
    _deny(scope)
    return scope


def _parts(reading: Reading, turns: Iterable[Mention]) -> list[int]:
    starts = {turn.first for turn in turns}
    number, parts = 0, []
    for place, word in enumerate(reading.words):
        number += word.stop >= COMMA or place in starts
        parts.append(number)
    return parts


def status_of(mention: Mention, scope: Scope) -> Status:
    """What holds for a thing by the cues around it, before any "no" is looked at."""
    if _in_a_dream(mention, scope) or _somebody_else(mention, scope) or _long_past(mention, scope):
        return "elsewhere"
    if mention.id in FIRM:
        return "present"
    if _wished(mention, scope) or _asked(mention, scope):
        return "elsewhere"
    return "maybe" if _maybe(mention, scope) else "present"


def _in_a_dream(mention: Mention, scope: Scope) -> bool:
    return any(scope.same_sentence(cue.first, mention.first) and cue.first < mention.last for cue in scope.of("dream"))


def _somebody_else(mention: Mention, scope: Scope) -> bool:
    """Whether the one last spoken of before it is somebody else; what they drank or did ends with the part."""
    others = [cue for cue in scope.others if cue.first <= _own_start(mention)]
    last = others[-1] if others and not scope.by_carer else None
    if last is None or (mention.id in FIRM and not last.said.get("kin")):
        return False
    mine = (
        last.last,
        mention.last + (3 if mention.group == "action" else 0),
    )  # "my wife rubbed my calves" was done to me
    if any(mine[0] < cue.first <= mine[1] for cue in scope.selves):
        return False
    if not scope.same_sentence(last.first, mention.first):
        return _goes_on_about(last, mention, scope)
    return _in_its_reach(last, mention, scope)


def _in_its_reach(other: Mention, mention: Mention, scope: Scope) -> bool:
    """Whether a thing of the same sentence is still said of the other one."""
    if scope.turned(other.last, mention.first) and not other.said.get("kin"):
        return False
    if scope.part[other.first] == scope.part[mention.first]:
        return True
    so = "so" in scope.reading.between(other.last, mention.first)
    return mention.group in ("symptom", "context", "told") and not so


def _own_start(mention: Mention) -> int:
    return mention.used[0] if mention.used else mention.first


def _goes_on_about(other: Mention, mention: Mention, scope: Scope) -> bool:
    """Whether a following sentence goes on about the other one: it speaks of him or her before the thing."""
    words, sentence = scope.reading.words, scope.reading.sentence
    here = sentence[mention.first]
    if here - sentence[other.first] > 2 or not other.said.get("kin"):
        return False
    first = sentence.index(here)
    before = {w.text for w in words[first : mention.last + 1]}
    return bool(before & scope.reading.lexicon.classes["third"])


def _long_past(mention: Mention, scope: Scope) -> bool:
    if mention.group == "context" and mention.said.get("kind") != "pregnant":
        return mention.id == "botulinum" and any(_is_then(year, mention, scope) for year in scope.years)
    recent = mention.group in ("context", "medicine", "told")
    for cue in scope.of("past"):
        if cue.said.get("weeks") and (recent or _goes_on_since(cue, scope)):
            continue
        if _is_then(cue.first, mention, scope):
            return True
    return any(_is_then(year, mention, scope) for year in scope.years)


def _goes_on_since(cue: Mention, scope: Scope) -> bool:
    """Whether it is a length of time until now: "since last week", "the last week"."""
    before = scope.reading.words[cue.first - 1].text if cue.first else ""
    return before in scope.reading.lexicon.classes["until_now"]


def _is_then(past: int, mention: Mention, scope: Scope) -> bool:
    """Whether a thing is of the time that was named: in its part of the sentence, or going on from it."""
    lead = scope.reading.words[max(0, past - 7) : past]
    if any(w.text in scope.reading.lexicon.classes["since_then"] for w in lead[:-1]):
        return False  # "since I started it last month" goes on until now
    if past < mention.first and _new_start(past, mention.first, scope):
        return False
    if past < mention.first and _dates_another(past, mention, scope):
        return False
    if scope.part[past] == scope.part[mention.first]:
        return True
    goes_on = past < mention.first and scope.same_sentence(past, mention.first)
    return goes_on and scope.part[mention.first] - scope.part[past] <= 2 and not scope.turned(past, mention.first)


def _dates_another(past: int, mention: Mention, scope: Scope) -> bool:
    """Whether "two weeks ago" says when an injection was, and a pause or an "and" parts it from what came of it."""
    before = [m for m in scope.reading.mentions if m.id in _DATED and m.first <= past]
    dated = any(scope.part[m.first] == scope.part[past] for m in before)
    joins = scope.reading.lexicon.classes["and"] | scope.reading.lexicon.classes["join"]
    linked = not joins.isdisjoint(scope.reading.between(past, mention.first))
    return dated and mention.group == "symptom" and (linked or scope.part[past] != scope.part[mention.first])


def _years(reading: Reading) -> list[int]:
    """Years of long ago, led in by a word such as "in" or "since"."""
    return [
        n.first
        for n in reading.numbers
        if 1940 <= n.value < _THIS_CENTURY_SO_FAR and n.written.isdigit() and n.first
        and reading.words[n.first - 1].text in reading.lexicon.classes["in_year"]
    ]  # fmt: skip


def _wished(mention: Mention, scope: Scope) -> bool:
    if mention.group == "context" and mention.said.get("kind") != "pregnant":
        return False
    for cue in scope.of("wish"):
        if cue.first > mention.last or not scope.same_sentence(cue.first, mention.first):
            continue
        if cue.said.get("soft") and mention.group in ("symptom", "context", "told"):
            continue
        if (
            cue.first > _own_start(mention)
            or scope.turned(cue.last, mention.first)
            or _new_start(cue.last, mention.first, scope)
        ):
            continue
        return True
    return any(
        scope.part[cue.first] == scope.part[mention.first] or 0 <= cue.first - mention.last <= 2
        for cue in scope.of("ahead")
        if scope.same_sentence(cue.first, mention.first)
    )


def _new_start(a: int, b: int, scope: Scope) -> bool:
    """Whether a new statement of the person's own starts between two words: a pause or a link, then "I" or "my"."""
    selves = [cue.first for cue in scope.of("self") if a + 1 < cue.first <= b]
    joining = scope.reading.lexicon.classes["join"]
    words = scope.reading.words
    return any(words[s].stop or words[s - 1].text in joining for s in selves)


def _asked(mention: Mention, scope: Scope) -> bool:
    """Whether it is only asked about; "why is my leg so swollen?" says that it is swollen."""
    if not scope.reading.words[mention.last].asked:
        return False
    here = [n for n, s in enumerate(scope.reading.sentence) if s == scope.reading.sentence[mention.first]]
    part = [n for n in here if scope.part[n] == scope.part[mention.first]]
    if any(cue.first in here for cue in scope.of("why")):
        return False
    if any(
        cue.first <= mention.first and scope.part[cue.first] == scope.part[mention.first] for cue in scope.of("ask")
    ):
        return True
    return False if part[-1] != here[-1] else mention.group in ("exposure", "medicine") and len(here) <= 4


def _maybe(mention: Mention, scope: Scope) -> bool:
    return any(
        _leaves_open(cue, mention, scope)
        for cue in scope.of("maybe")
        if scope.same_sentence(cue.first, mention.first)
        and (not cue.said.get("soft") or (mention.group == "exposure" and mention.id in _DIAGNOSED))
    )


def _leaves_open(cue: Mention, mention: Mention, scope: Scope) -> bool:
    """Whether a "maybe" is about this: before it with nothing to end its reach, or right behind it."""
    if mention.first <= cue.first <= mention.last:
        return cue.first not in mention.used and not _of_number(cue, scope)
    ahead = mention.first - cue.last
    if 0 < ahead <= _MAYBE_REACHES and not _of_number(cue, scope):
        free = not scope.turned(cue.last, mention.first) and not _new_start(cue.last, mention.first, scope)
        return free and not scope.reading.stops(cue.last, mention.first)
    return bool(0 < cue.first - mention.last <= 3 and cue.said.get("after") and _ends_part(cue, scope))


def _of_number(cue: Mention, scope: Scope) -> bool:
    """Whether it is a number or a time that is uncertain: "maybe five minutes", "around three I think"."""
    after = cue.last + 1
    if after >= len(scope.part):
        return False
    word = scope.reading.words[after].text
    return word in scope.reading.lexicon.classes["at"] or any(n.first == after for n in scope.reading.numbers)


def _ends_part(cue: Mention, scope: Scope) -> bool:
    after = cue.last + 1
    return after >= len(scope.part) or scope.part[after] != scope.part[cue.last]


def _deny(scope: Scope) -> None:
    """Turn what a "no" reaches into what did not happen."""
    mentions = sorted(scope.reading.mentions, key=lambda m: (m.first, m.last))
    for cue in scope.of("not"):
        for mention in _reached(cue, mentions, scope):
            if mention.status in ("present", "maybe"):
                mention.status = "absent"
    for cue in (*scope.of("gone"), *(c for c in scope.of("not") if _ends_with_none(c, scope))):
        _deny_asked(cue, mentions, scope)
        before = [m for m in mentions if m.last < cue.first and scope.same_sentence(m.first, cue.first)]
        before = [m for m in before if cue.said.get("only") in (None, m.group)]
        near = [m for m in before if cue.first - m.last <= _AFTER_REACHES and not scope.turned(m.last, cue.first)]
        if near and near[-1].status in ("present", "maybe") and not _crosses(near[-1].last, cue.first, scope):
            for mention in near:
                if not set(mention.used).isdisjoint(near[-1].used):
                    mention.status = "absent"


def _ends_with_none(cue: Mention, scope: Scope) -> bool:
    """Whether a "none" stands at the end of its part: "Spasms: none"."""
    return scope.reading.words[cue.last].text in scope.reading.lexicon.classes["nones"] and _ends_part(cue, scope)


def _deny_asked(cue: Mention, mentions: Sequence[Mention], scope: Scope) -> None:
    """Read "Pain? None." and "They asked about pain. No." as one: the answer is a sentence of its own."""
    words, sentence = scope.reading.words, scope.reading.sentence
    here = sentence[cue.first]
    asks = scope.reading.lexicon.classes["asks"]
    asked = here and (
        words[cue.first - 1].asked or any(w.text in asks for w, n in zip(words, sentence, strict=True) if n == here - 1)
    )
    if asked and sentence.index(here) == cue.first:
        for mention in mentions:
            if sentence[mention.first] == here - 1 and mention.status in ("present", "maybe"):
                mention.status = "absent"


def _crosses(a: int, b: int, scope: Scope) -> bool:
    return any(scope.reading.words[n].text in scope.reading.lexicon.classes["join"] for n in range(a + 1, b))


def _reached(cue: Mention, mentions: Sequence[Mention], scope: Scope) -> list[Mention]:
    """The first thing after a "no" and what is listed with it; a "no" inside a phrase denies that phrase."""
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
    if reading.stops(before.last, mention.first) >= SENTENCE or mention.first <= before.last:
        return False
    between = reading.between(before.last, mention.first)
    chained = all(w in kinds["or"] or w in kinds["and"] or w in kinds["listed"] for w in between)
    if not chained or len(between) > 4:
        return False
    if any(w in kinds["or"] for w in between):
        return True
    if any(w in kinds["and"] for w in between):
        return mention.group == before.group and mention.first - before.last <= 2 and _is_noun(mention, reading)
    return (
        bool(rest)
        and any(w in kinds["or"] for w in reading.between(mention.last, rest[0].first))
        and reading.stops(mention.last, rest[0].first) < SENTENCE
    )


def _is_noun(mention: Mention, reading: Reading) -> bool:
    return not any(reading.words[n].text in reading.lexicon.classes["state"] for n in mention.used)
