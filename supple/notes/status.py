# SPDX-License-Identifier: Apache-2.0
"""Did it happen, to this person, in the time the note is about? Or is it denied, wished, asked, long past, others'?"""

from __future__ import annotations

from dataclasses import replace

from supple.notes.read import Mention, Status
from supple.notes.scope import Scope, ends_part

_MAYBE_REACHES = 12
FIRM = frozenset({"self_harm_thoughts"})
"""What is grave as a wish and as a thought already."""
_DATED = frozenset({"botulinum", "within_6_weeks_after", "recent_surgery", "pump_event"})
"""What a date stands beside because of what may come of it later."""
_DONE_TO = frozenset({"massage", "stretching", "positioning", "topical", "massage_gun", "cooling", "warmth"})
_STILL_TELLS = frozenset({"swelling", "head_injury"})
"""What was there a week ago, and explains what is there now."""
_RIGHT_BEHIND, _DOZED_WITHIN = 2, 3
_CARRIED_OVER = frozenset({"stress", "anxiety", "poor_sleep", "fatigue", "exertion"})
"""What other people bring on, so that a word about them does not make it theirs."""
_DIAGNOSED = frozenset({"uti", "infection", "pressure_sore", "new_medicine", "menstruation", "fever", "constipation"})
"""What a person may only guess at: "I think it's a UTI" leaves it open, "I think I slept badly" does not."""


def status_of(mention: Mention, scope: Scope) -> Status:
    """What holds for a thing by the cues around it, before any "no" is looked at."""
    if _in_a_dream(mention, scope) or _somebody_else(mention, scope) or _long_past(mention, scope):
        return "elsewhere"
    if mention.id in FIRM:
        return "present"
    if _wished(mention, scope) or _asked(mention, scope):
        return "elsewhere"
    return "maybe" if _maybe(mention, scope) else "present"


def is_of_person(mention: Mention, scope: Scope) -> bool:
    """Whether what is measured of a thing is this person's and so: its own part of the sentence alone can deny that.

    "Mum had a stroke in March, so mood 4" is the mood of who writes; "my sister's mood is a 4" is not.
    """
    if mention.status != "elsewhere":
        return True
    part = scope.part[mention.first]
    owned = mention.first and scope.reading.words[mention.first - 1].text in scope.reading.lexicon.classes["theirs"]
    words, devices = scope.reading.words, scope.reading.lexicon.classes.get("devices", frozenset())
    others = [cue for cue in scope.others if words[cue.last].text not in devices]  # "phone says 3,000 steps"
    alone = replace(
        scope,
        others=[cue for cue in others if owned or scope.part[cue.first] == part],
        by_kind={kind: [c for c in cues if scope.part[c.first] == part] for kind, cues in scope.by_kind.items()},
        years=[year for year in scope.years if scope.part[year] == part],
    )
    return status_of(mention, alone) != "elsewhere"


def _in_a_dream(mention: Mention, scope: Scope) -> bool:
    return any(
        scope.same_sentence(cue.first, mention.first)
        and not _is_slept_through(cue, scope)
        and (cue.first < mention.last or (cue.said.get("after") and scope.part[cue.first] == scope.part[mention.last]))
        for cue in scope.of("dream")
    )


def _is_slept_through(cue: Mention, scope: Scope) -> bool:
    """Whether somebody dozed at a film, so that nothing of it is told: "nodded off in the film after his tablets"."""
    before = scope.reading.words[max(0, cue.first - _DOZED_WITHIN) : cue.first]
    return any(word.text in scope.reading.lexicon.classes.get("dozes", ()) for word in before)


def _somebody_else(mention: Mention, scope: Scope) -> bool:
    """Whether the one last spoken of before it is somebody else; what they drank or did ends with the part."""
    if scope.of_him and _is_the_writers(mention, scope):
        return True
    others = [cue for cue in scope.others if cue.first <= _own_start(mention) and cue.first not in mention.used]
    last = others[-1] if others else None
    if last is None or (mention.id in FIRM and not last.said.get("kin")):
        return False
    mine = (last.last, mention.last + (3 if mention.group == "action" else 0))  # "my wife rubbed my calves": done to me
    if any(mine[0] < cue.first <= mine[1] for cue in scope.selves) or _done_by(last, mention):
        return False
    if _only_saw_it(last, mention, scope) or (scope.by_carer and _speaks_of_person(last, mention, scope)):
        return False
    if not scope.same_sentence(last.first, mention.first):
        return _goes_on_about(last, mention, scope)
    return _in_its_reach(last, mention, scope)


def _only_saw_it(other: Mention, mention: Mention, scope: Scope) -> bool:
    """Whether the other one helps or tells: a nurse, or a wife who "noticed" it and is not herself meant by "her"."""
    kinds = scope.reading.lexicon.classes
    if scope.reading.words[other.last].text in kinds["helpers"] and mention.group != "action":
        return True
    behind = {w.text for w in scope.reading.words[other.last + 1 : other.last + 4]}
    known = mention.first and scope.reading.words[mention.first - 1].text in kinds["article"]
    if mention.group == "medicine" and known:  # "my son says with the warfarin I should go in"
        return bool(behind & kinds["notices"]) and not kinds["third"] & set(
            scope.reading.between(other.last, mention.first)
        )
    if mention.group not in ("symptom", "context", "told"):
        return False
    between = set(scope.reading.between(other.last, mention.first))
    return (
        bool(behind & kinds["notices"])
        and not between & kinds["theirs"]
        and scope.same_sentence(other.last, mention.first)
    )


def _done_by(other: Mention, mention: Mention) -> bool:
    """Whether a relative does it to the person: "husband massaged with warm oil"."""
    helps = mention.group == "action" and mention.id in _DONE_TO and other.said.get("family")
    return bool(helps) and 0 < mention.first - other.last <= _RIGHT_BEHIND


def _is_the_writers(mention: Mention, scope: Scope) -> bool:
    """Whether a carer says it of themselves: the last subject before it is "I"."""
    words, kinds = scope.reading.words, scope.reading.lexicon.classes
    first = scope.reading.sentence.index(scope.reading.sentence[mention.first])
    before = [w.text for w in words[first : _own_start(mention) + 1]]
    spoken = [w for w in before if w in kinds["she_he"] or w in kinds["me_words"]]
    return mention.group == "exposure" and bool(spoken) and spoken[-1] in kinds["me_words"]


def _speaks_of_person(last: Mention, mention: Mention, scope: Scope) -> bool:
    """Whether the relative who is the person was named again between somebody else and the thing."""
    return any(
        cue.said.get("family") and last.last < cue.first <= mention.first and cue not in scope.others
        for cue in scope.of("other")
    )


def _in_its_reach(other: Mention, mention: Mention, scope: Scope) -> bool:
    """Whether a thing of the same sentence is still said of the other one."""
    if scope.turned(other.last, mention.first) and not other.said.get("kin"):
        return False
    if scope.part[other.first] == scope.part[mention.first] or _heads(other, scope):
        return True
    if _is_when(other, scope):
        return False
    if mention.group in ("exposure", "action") and _is_theirs(other, mention, scope):
        return True
    so = "so" in scope.reading.between(other.last, mention.first)
    ill = mention.id in _DIAGNOSED or mention.group == "medicine"
    return (mention.group in ("symptom", "context", "told") or (ill and not other.said.get("kin"))) and not so


def _heads(other: Mention, scope: Scope) -> bool:
    """Whether a colon stands right behind somebody: "not me but my daughter: on warfarin"."""
    words, after = scope.reading.words, other.last + 1
    return after < len(words) and ":" in scope.reading.text[words[other.last].end : words[after].start]


def _is_when(other: Mention, scope: Scope) -> bool:
    """Whether somebody only says when it was: "since Martha came, up five times"."""
    before = scope.reading.words[other.first - 1].text if other.first else ""
    return before in scope.reading.lexicon.classes["whenever"] | scope.reading.lexicon.classes["since"]


def _is_theirs(other: Mention, mention: Mention, scope: Scope) -> bool:
    """Whether what others met or did is told by "she" or "her": "my sister rang, she has shingles"; a worry is mine."""
    kinds = scope.reading.lexicon.classes
    if mention.id in _CARRIED_OVER | _DONE_TO or not other.said.get("kin"):
        return False
    words = scope.reading.words
    spoken = (n for n in range(other.last + 1, _own_start(mention)) if words[n].text in kinds["third"])
    return any(words[n - 1].text not in kinds["of_whom"] for n in spoken)


def _own_start(mention: Mention) -> int:
    return mention.used[0] if mention.used else mention.first


def _goes_on_about(other: Mention, mention: Mention, scope: Scope) -> bool:
    """Whether a following sentence goes on about the other one: it speaks of him or her before the thing."""
    words, sentence = scope.reading.words, scope.reading.sentence
    here = sentence[mention.first]
    first = sentence.index(here)
    if other.said.get("thing") and here - sentence[other.first] == 1 and mention.group == "symptom":
        return mention.first - first <= 1 and not any(sentence[p.first] == here for p in scope.reading.places)
    if here - sentence[other.first] > 2 or not other.said.get("kin"):
        return False
    before = {w.text for w in words[first : mention.last + 1]}
    if here - sentence[other.first] == 1 and not scope.by_carer and _lacks_subject(first, mention, scope):
        return True
    return bool(before & scope.reading.lexicon.classes["third"])


def _lacks_subject(first: int, mention: Mention, scope: Scope) -> bool:
    """Whether a sentence starts with what befell, as in "My buddy is in hospital. Fell off a ladder." """
    begins = any(m.group == "symptom" and _own_start(m) == first for m in scope.reading.mentions)
    return begins and not any(first <= cue.first <= mention.first for cue in scope.selves)


def _long_past(mention: Mention, scope: Scope) -> bool:
    if mention.group == "context" and mention.said.get("kind") not in ("pregnant", "alarm"):
        long_ago = [*scope.years, *(cue.first for cue in scope.of("past") if _is_years_back(cue, scope))]
        return mention.id == "botulinum" and any(_is_then(year, mention, scope) for year in long_ago)
    recent = mention.group in ("context", "medicine", "told") or mention.id in _STILL_TELLS
    for cue in scope.of("past"):
        if cue.said.get("weeks") and (recent or _goes_on_since(cue, scope)):
            continue
        if _is_then(cue.first, mention, scope, cue.last) or _is_remembered(cue, mention, scope):
            return True
    still = [year for year in scope.years if mention.group == "medicine" and _until_today(year, scope)]
    return any(_is_then(year, mention, scope) for year in scope.years if year not in still)


def _is_remembered(cue: Mention, mention: Mention, scope: Scope) -> bool:
    """Whether the whole rest of a sentence is a memory: "a post popped up: cramps, no sleep, legs like wood"."""
    before = cue.last < mention.first and scope.same_sentence(cue.first, mention.first)
    return bool(cue.said.get("whole")) and before and not scope.turned(cue.last, mention.first)


def _until_today(year: int, scope: Scope) -> bool:
    """Whether a year begins what goes on: "on baclofen since 2019"; not so "from 2019 to 2021"."""
    words, kinds = scope.reading.words, scope.reading.lexicon.classes
    behind = words[year + 1].text if year + 1 < len(words) else ""
    return bool(year) and words[year - 1].text in kinds["until_now"] and behind not in kinds["till"]


def _is_years_back(cue: Mention, scope: Scope) -> bool:
    """Whether a time of the past is counted in years."""
    words = (word.text for word in scope.reading.words[cue.first : cue.last + 1])
    return any(scope.reading.lexicon.units.get(word) == "year" for word in words)


def _goes_on_since(cue: Mention, scope: Scope) -> bool:
    """Whether it is a length of time until now: "since last week", "the last week"."""
    before = scope.reading.words[cue.first - 1].text if cue.first else ""
    return before in scope.reading.lexicon.classes["until_now"]


def _is_then(past: int, mention: Mention, scope: Scope, last: int | None = None) -> bool:
    """Whether a thing is of the time that was named: in its part of the sentence, or going on from it."""
    lead = scope.reading.words[max(0, past - 7) : past]
    if any(w.text in scope.reading.lexicon.classes["since_then"] for w in lead[:-1]):
        return False  # "since I started it last month" goes on until now
    if past < mention.first and _new_start(past if last is None else last, mention.first, scope):
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


def _wished(mention: Mention, scope: Scope) -> bool:
    if mention.group == "context" and mention.said.get("kind") not in ("pregnant", "alarm"):
        return False
    for cue in scope.of("wish"):
        if cue.first > mention.last or not scope.same_sentence(cue.first, mention.first):
            continue
        if cue.said.get("soft") and mention.group in ("symptom", "context", "told"):
            continue
        if (
            cue.first > _own_start(mention)
            or scope.turned(cue.last, mention.first)
            or (_new_start(cue.last, mention.first, scope) and not cue.said.get("whole"))
        ):
            continue
        return True
    return any(_is_ahead(cue, mention, scope) for cue in scope.of("ahead"))


def _is_ahead(cue: Mention, mention: Mention, scope: Scope) -> bool:
    """Whether a time to come is said of a thing: beside it, or before a whole list of what is planned."""
    if not scope.same_sentence(cue.first, mention.first):
        return False
    linked = scope.reading.lexicon.classes["and"] & set(scope.reading.between(cue.last, mention.first))
    if cue.said.get("whole") and cue.first < mention.first and not _comes_back(cue.last, mention.first, scope):
        return mention.group == "action" or not linked
    near = scope.part[cue.first] == scope.part[mention.first] or 0 <= cue.first - mention.last <= _RIGHT_BEHIND
    return near and not (cue.last < mention.first and linked)


def _comes_back(a: int, b: int, scope: Scope) -> bool:
    """Whether a plan ends between two words, as at "now" and "but"; at "then" it goes on."""
    goes_on = scope.reading.lexicon.classes["goes_on"]
    return any(a < turn.first < b and scope.reading.words[turn.first].text not in goes_on for turn in scope.of("turn"))


def _new_start(a: int, b: int, scope: Scope) -> bool:
    """Whether a new statement of the person's own starts between two words: a pause or a link, then "I" or "my"."""
    selves = [cue.first for cue in scope.of("self") if a + 1 < cue.first <= b]
    joining = scope.reading.lexicon.classes["join"]
    words = scope.reading.words
    return any(words[s].stop or words[s - 1].text in joining for s in selves)


def _asked(mention: Mention, scope: Scope) -> bool:
    """Whether it is only asked about; "why is my leg so swollen?" says that it is swollen."""
    if not scope.reading.words[mention.last].asked and not _begins_as_question(mention, scope):
        return False
    here = [n for n, s in enumerate(scope.reading.sentence) if s == scope.reading.sentence[mention.first]]
    part = [n for n in here if scope.part[n] == scope.part[mention.first]]
    if _is_in_general(here, mention, scope):
        return True
    if any(cue.first in here for cue in scope.of("why")):
        return False
    if any(
        cue.first <= mention.first and scope.part[cue.first] == scope.part[mention.first] for cue in scope.of("ask")
    ):
        return True
    if mention.group == "action" and scope.reading.words[here[-1]].asked:
        return not any(cue.first in here for cue in scope.of("self"))
    return False if part[-1] != here[-1] else mention.group in ("exposure", "medicine") and len(here) <= 4


def _is_in_general(here: list[int], mention: Mention, scope: Scope) -> bool:
    """Whether the whole sentence is a question about anybody: "Does massage help with cramp?" """
    words = scope.reading.words
    kinds = scope.reading.lexicon.classes
    opening = here[1:2] if words[here[0]].text in kinds["join"] else here[:1]  # "And is it worth a try?"
    opened = any(words[n].text in kinds["openers"] for n in opening) and words[here[-1]].asked
    return opened and not any(cue.first in here for cue in scope.of("self")) and mention.group != "context"


def _begins_as_question(mention: Mention, scope: Scope) -> bool:
    """Whether its sentence begins like a question though nobody set the mark, as in dictated notes."""
    first = scope.reading.sentence.index(scope.reading.sentence[mention.first])
    return any(cue.first == first and cue.first < mention.first and cue.said.get("opens") for cue in scope.of("ask"))


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
    return bool(0 < cue.first - mention.last <= 3 and cue.said.get("after") and ends_part(cue, scope))


def _of_number(cue: Mention, scope: Scope) -> bool:
    """Whether it is a number or a time that is uncertain: "maybe five minutes", "around three I think"."""
    after = cue.last + 1
    if after >= len(scope.part):
        return False
    word = scope.reading.words[after].text
    return word in scope.reading.lexicon.classes["at"] or any(n.first == after for n in scope.reading.numbers)
