# SPDX-License-Identifier: Apache-2.0
"""Which things do other words of the note settle? What was only read of, is planned, over, or turned out otherwise."""

from __future__ import annotations

from supple.notes.read import Mention, Status
from supple.notes.scope import Scope, ends_part
from supple.notes.status import FIRM

_PLANNED = frozenset({"botulinum", "pump_event", "refill_passed", "injection_day", "physio", "new_medicine"})
"""What is done to a person on a day, so that a day to come has changed nothing yet."""
_OF_JOURNEYS = frozenset({"travel", "long_sitting"})
"""What a plan for a journey tells of in sentences of its own."""
_TOO_REACHES, _FOR_REACHES = 3, 3
_HEARD = frozenset({"snap_or_deformity"})
"""What is only heard, as an alarm is, and may be of a thing."""
_LIKE_THINGS = frozenset({"floppiness", "confusion"})
"""What is also said of hats and lettuce, right before their names."""
_OF_USE = (
    "small_words", "of_body", "since", "every", "in", "really", "bad", "join", "at", "verb", "closes", "me", "the",
)  # fmt: skip
"""Classes of words that name no thing."""
_OF_SOMEBODY = frozenset({"collapse", "fall", "seizure", "vomiting", "breathlessness"})
_NEAR, _OWNED = 5, 4
_SOUND_REACHES = 8
_LESSON_REACHES = 3
_SHARED_REACHES = 9


def settle(scope: Scope) -> None:
    """Take back what other words of the note settle, as far as it still stands."""
    for mention in scope.reading.mentions:
        if mention.status not in ("present", "maybe"):
            continue
        fresh = _settled(mention, scope)
        if fresh:
            mention.status = fresh


def _settled(mention: Mention, scope: Scope) -> Status | None:
    match mention.group:
        case "context":
            return _of_context(mention, scope)
        case "medicine":
            return "elsewhere" if _is_for_another(mention, scope) else None
        case "symptom":
            return _of_symptom(mention, scope)
        case "exposure":
            planned = _is_to_come(mention, scope) or _is_of_a_plan(mention, scope)
            return "elsewhere" if planned or _is_a_jab(mention, scope) else None
        case "action":
            return _of_action(mention, scope)
    return None


def _of_context(mention: Mention, scope: Scope) -> Status | None:
    alarm = mention.said.get("kind") == "alarm" and (_is_of_a_thing(mention, scope) or _is_quiet(scope))
    if alarm or _never_had(mention, scope) or _is_done(mention, scope):
        return "absent"
    return "elsewhere" if _is_to_come(mention, scope) else None


def _of_symptom(mention: Mention, scope: Scope) -> Status | None:
    if (
        _is_only_learned(mention, scope)
        or _is_only_very(mention, scope)
        or (mention.id in _HEARD and _is_of_a_thing(mention, scope))
    ):
        return "absent"
    if mention.id in FIRM:
        return None
    if mention.id == "fall" and _stayed_up(mention, scope):
        return "absent"
    past = _is_over(mention, scope) or _is_shared(mention, scope) or _is_of_another(mention, scope)
    return "elsewhere" if past else None


def _of_action(mention: Mention, scope: Scope) -> Status | None:
    if _is_to_come(mention, scope):
        return "elsewhere"
    return "absent" if _was_too_much(mention, scope) or _was_left_out(mention, scope) else None


def _was_too_much(mention: Mention, scope: Scope) -> bool:
    """Whether something was too much for it: "too tired to walk", "too wet for the pool"."""
    words, kinds = scope.reading.words, scope.reading.lexicon.classes
    start = mention.used[0] if mention.used else mention.first
    leads = [n for n in range(max(0, start - _FOR_REACHES), start) if words[n].text in kinds["to_do"]]
    too = range(max(0, leads[-1] - _TOO_REACHES), leads[-1]) if leads else range(0)
    return any(words[n].text in kinds["too"] and not scope.reading.stops(n, start) for n in too)


def _was_left_out(mention: Mention, scope: Scope) -> bool:
    """Whether the same words say that a dose was missed: "left my tablets at home"."""
    missed = (m for m in scope.reading.mentions if m.id == "missed_dose" and m.status == "present")
    return mention.id == "medicine_taken" and any(not set(m.used).isdisjoint(mention.used) for m in missed)


def _stayed_up(fall: Mention, scope: Scope) -> bool:
    """Whether it is said that the person stayed up after all: "gave way but I caught the rail", "tripped. Stayed up".

    With neither a "but" nor a sentence of its own it happened: "fell twice, the third time I caught myself".
    """
    reading, turns = scope.reading, scope.reading.lexicon.classes["but_words"]
    behind = [c for c in scope.of("upright") if fall.first < c.first]
    near = [c for c in behind if reading.sentence[c.first] - reading.sentence[fall.first] <= 1]
    turned = any(w.text in turns for cue in near for w in reading.words[fall.last + 1 : cue.first + 1])
    return turned or any(reading.sentence.count(reading.sentence[c.first]) == c.last - c.first + 1 for c in near)


def _is_only_very(mention: Mention, scope: Scope) -> bool:
    """Whether "dead" only says how stiff or tired something is: "legs are dead stiff"."""
    words, kinds = scope.reading.words, scope.reading.lexicon.classes
    after = mention.used[-1] + 1 if mention.used else mention.last + 1
    if mention.id != "numbness" or after >= len(words) or words[after].stop:
        return False
    return words[after - 1].text in kinds.get("intensifies", ()) and words[after].text in kinds["state"]


def _is_a_jab(mention: Mention, scope: Scope) -> bool:
    """Whether an illness only names what was injected against it: "flu jab"."""
    words = scope.reading.words[mention.first + 1 : mention.last + 2]
    jabs = scope.reading.lexicon.classes.get("jabs", frozenset())
    return mention.id == "infection" and any(word.text in jabs and not word.stop for word in words)


def _never_had(mention: Mention, scope: Scope) -> bool:
    """Whether it is something that the person never had: "never had a pump"."""
    fitted = mention.said.get("kind") == "device" or mention.id == "botulinum"
    return fitted and any(
        0 < mention.first - cue.last <= _OWNED and scope.same_sentence(cue.last, mention.first)
        for cue in scope.of("never_had")
    )


def _is_to_come(mention: Mention, scope: Scope) -> bool:
    """Whether it is not due yet: "my injections aren't till March"."""
    return mention.id in _PLANNED and any(
        0 < cue.first - mention.last <= _NEAR and scope.same_sentence(cue.first, mention.first)
        for cue in scope.of("not_yet")
    )


def _is_of_a_plan(mention: Mention, scope: Scope) -> bool:
    """Whether a journey stands between what was booked and a "will": "Trip booked. Six hours. Will need a plan"."""
    if mention.id not in _OF_JOURNEYS:
        return False
    sentence, kinds = scope.reading.sentence, scope.reading.lexicon.classes
    here = sentence[mention.first]
    cues = [*scope.of("wish"), *scope.of("ahead")]
    before = any(here - 1 <= sentence[c.first] <= here and c.last < mention.first for c in cues)
    wills = [c.first for c in cues if scope.reading.words[c.first].text in kinds["will"]]
    return before and any(w > mention.last and here <= sentence[w] <= here + 1 for w in wills)


def _is_of_a_thing(mention: Mention, scope: Scope) -> bool:
    """Whether a sound turned out to be that of a thing: "the two tones were the dishwasher's"."""
    reading, kinds = scope.reading, scope.reading.lexicon.classes
    words = reading.words
    for cue in scope.of("meant"):
        away = reading.sentence[cue.first] - reading.sentence[mention.first]
        begins = away == 1 and cue.first - reading.sentence.index(reading.sentence[cue.first]) <= 1
        if not (begins or (away == 0 and 0 < cue.first - mention.first <= _SOUND_REACHES)):
            continue
        guessed = any(word.text in kinds.get("guesses", ()) for word in words[max(0, cue.first - 2) : cue.first])
        behind = _its_part(cue.last + 1, scope)
        if behind and not guessed and not any(words[n].text in kinds["pump"] or n in scope.placed for n in behind):
            return True
    return False


def _its_part(place: int, scope: Scope) -> list[int]:
    """The words from a place on, up to a pause."""
    found: list[int] = []
    for n in range(place, min(place + _NEAR, len(scope.reading.words))):
        if found and scope.reading.words[n].stop:
            break
        found.append(n)
    return found


def _is_quiet(scope: Scope) -> bool:
    """Whether the pump itself is said to be silent, and not only by now."""
    turns = {turn.first for turn in scope.of("turn")}
    return any(turns.isdisjoint(range(cue.first - 1, cue.last + 2)) for cue in scope.of("quiet"))


def _is_done(mention: Mention, scope: Scope) -> bool:
    """Whether a refill is told of as done, and nothing says that it was owed."""
    reading, kinds = scope.reading, scope.reading.lexicon.classes
    if mention.id != "refill_passed":
        return False
    here = reading.sentence[mention.first]
    said = {word.text for word, n in zip(reading.words, reading.sentence, strict=True) if n == here}
    return bool(said & kinds.get("refilled", frozenset())) and not said & kinds.get("owed", frozenset())


def _is_for_another(mention: Mention, scope: Scope) -> bool:
    """Whether a medicine is said to be somebody else's: "cipro eye drops for the cat"."""
    if scope.by_carer:
        return False
    words, kinds = scope.reading.words, scope.reading.lexicon.classes
    for cue in scope.of("other"):
        near = 0 < cue.first - mention.last <= _NEAR and scope.part[cue.first] == scope.part[mention.last]
        led = words[max(mention.last + 1, cue.first - 2) : cue.first]
        if near and cue.said.get("kin") and not cue.said.get("family"):
            return any(word.text in kinds.get("for_whom", ()) for word in led)
    return False


def _is_only_learned(mention: Mention, scope: Scope) -> bool:
    """Whether it was only read, asked or taught about, and then said that none of it is there."""
    here = scope.reading.sentence[mention.first]
    sentence = scope.reading.sentence
    taught = [cue for cue in (*scope.of("lesson"), *scope.of("dream"), *_told_of(scope)) if cue.first < mention.first]
    near = any(0 <= here - sentence[cue.first] <= _LESSON_REACHES for cue in taught)
    return near and any(
        cue.first > mention.last and sentence[cue.first] - here <= _LESSON_REACHES
        for cue in (*scope.of("settles"), *_nones(scope))
    )


def _nones(scope: Scope) -> list[Mention]:
    """Where a "none" stands that answers whatever was listed before it."""
    words, none = scope.reading.words, scope.reading.lexicon.classes["nones"]
    found = [c for c in (*scope.of("not"), *scope.of("gone")) if words[c.first].text in none]
    return [c for c in found if words[c.first].stop or ends_part(c, scope)]


def _told_of(scope: Scope) -> list[Mention]:
    return [cue for cue in scope.of("wish") if cue.said.get("x")]


def _is_over(mention: Mention, scope: Scope) -> bool:
    """Whether a time of the past stands beside it, and that it has not come again: "once in March. Not since"."""
    sentence = scope.reading.sentence
    here = sentence[mention.first]
    dated = [cue.first for cue in (*scope.of("season"), *scope.of("past"))] + scope.years
    if any(sentence[c.first] == here + 1 and sentence.count(here + 1) <= len(c.used) for c in scope.of("past")):
        return True  # "I'd a fit. Sixty years ago."
    if not any(sentence[place] == here for place in dated):
        return False
    return any(
        cue.first > mention.last and 0 <= sentence[cue.first] - here <= 1 and ends_part(cue, scope)
        for cue in scope.of("over")
    )


def _is_shared(mention: Mention, scope: Scope) -> bool:
    """Whether everybody is said to have it: "sleepy after the goose, like everyone"."""
    words = scope.reading.words
    return any(
        0 < cue.first - mention.last <= _SHARED_REACHES
        and scope.same_sentence(cue.first, mention.first)
        and (words[cue.first].stop or scope.part[cue.first] == scope.part[mention.first])
        for cue in scope.of("shared")
    )


def _is_of_another(mention: Mention, scope: Scope) -> bool:
    """Whether it is said of a thing or of somebody in passing: "floppy hat", "a rower collapsed"."""
    words, known = scope.reading.words, scope.reading.lexicon.known
    first, behind = mention.used[0] if mention.used else mention.first, mention.last + 1
    if mention.id in _LIKE_THINGS and mention.first == mention.last and behind < len(words):
        word = words[behind]
        return not word.stop and word.text.isalpha() and _names_a_thing(behind, scope)
    if mention.id not in _OF_SOMEBODY or first < 2 or scope.part[first - 2] != scope.part[first]:
        return False
    begins = first == 2 or scope.part[first - 3] != scope.part[first]
    article, noun = words[first - 2].text, words[first - 1].text
    articles = scope.reading.lexicon.classes["one"] | scope.reading.lexicon.classes["article"]
    return begins and article in articles and noun.isalpha() and noun not in known


def _names_a_thing(place: int, scope: Scope) -> bool:
    """Whether a word is nothing that the lexicon gives a use of its own, so that it may be a hat or a sparrow."""
    reading, kinds = scope.reading, scope.reading.lexicon.classes
    word = reading.words[place].text
    if place in scope.placed or any(word in kinds.get(name, ()) for name in _OF_USE):
        return False
    if any(cue.first == place and not cue.said.get("family") for cue in scope.of("other")):
        return True
    used = (*reading.mentions, *reading.hows, *reading.cues)
    return not any(place in m.used for m in used) and all(d.first != place for d in reading.days)
