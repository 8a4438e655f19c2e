# SPDX-License-Identifier: Apache-2.0
"""Whom does a note speak of? Others, animals and people in films are told apart from the person, and from a carer's
note, in which somebody else writes about the person throughout."""

from __future__ import annotations

from collections.abc import Sequence

from supple.notes.read import Mention, Reading
from supple.notes.words import COMMA

COMMON = frozenset({"fever", "headache", "nausea", "vomiting", "diarrhoea", "pain", "fall", "drowsiness", "past_clot"})
"""What any relative may have, so that a note of it alone is no carer's note."""
_OWN_FEELINGS = frozenset({"stress", "anxiety"})
"""What a writer feels about somebody else's illness."""
_FIRST_SENTENCES = 1
"""Up to which sentence, counted from naught, a carer names the person."""
_SHORT = 3
"""A longer word that ends like a verb behind somebody is taken for what they do."""
_FIGURE_WITHIN = 3
"""How close behind a night or a mood its figure stands."""
_LEAD = 3
"""How many words such as "and my poor old" may stand before the subject of a part of a sentence."""


def subjects(reading: Reading) -> list[Mention]:
    """The others that something is said of: they begin a part of a sentence, have a verb, or own something."""
    return [cue for cue in reading.cues if cue.id == "other" and _is_subject(cue, reading)]


def _is_subject(cue: Mention, reading: Reading) -> bool:
    words, kinds = reading.words, reading.lexicon.classes
    if reading.text[words[cue.last].start : words[cue.last].end].lower().endswith(("'s", "’s")):
        return True
    if _is_met(cue, reading) or cue.said.get("show") or leads_in(cue, reading):
        return True
    after = words[cue.last + 1].text if cue.last + 1 < len(words) else ""
    before = _before(cue, reading)
    if any(w in kinds["of_whom"] for w in before[-2:]):
        return False
    if cue.said.get("name") and not reading.text[words[cue.first].start].isupper():
        return False
    if after in kinds["verb"] or (len(after) > _SHORT and after.endswith(("s", "ed")) and not words[cue.last + 1].stop):
        return True
    return len(before) <= _LEAD and all(w in kinds["leads_in"] for w in before)


def _is_met(cue: Mention, reading: Reading) -> bool:
    """Whether somebody with a name is only called on: "visited Ron. His spasms are bad"."""
    before = reading.words[cue.first - 1].text if cue.first else ""
    return bool(cue.said.get("name")) and before in reading.lexicon.classes["met_whom"]


def _before(cue: Mention, reading: Reading) -> list[str]:
    """The words of its part of the sentence that stand before it."""
    found: list[str] = []
    place = cue.first
    while place > 0 and reading.words[place].stop < COMMA and len(found) <= _LEAD + 2:
        place -= 1
        found.insert(0, reading.words[place].text)
    return found


def others_of_person(reading: Reading, others: Sequence[Mention]) -> list[Mention]:
    """Who in a carer's note is not the person: "her mother", "our Kevin's wife", animals and things."""
    kinds = reading.lexicon.classes
    return [
        cue
        for cue in others
        if not cue.said.get("family")
        or (cue.first and reading.words[cue.first - 1].text in kinds["theirs"])
        or any(other.last == cue.first - 1 for other in others)
    ]


def is_by_carer_of_him(reading: Reading, others: Sequence[Mention]) -> bool:
    """Whether the writer speaks of themselves and, as of the person, of "she" or "he" without a name."""
    if others or not any(m.group == "symptom" for m in reading.mentions):
        return False
    kinds = reading.lexicon.classes
    starts = [n for n, w in enumerate(reading.words) if n == 0 or w.stop >= COMMA]
    heads = {reading.words[n].text for n in starts}
    return bool(heads & kinds["she_he"])


def selves(reading: Reading, others: Sequence[Mention]) -> list[Mention]:
    """Where the writer speaks of themselves: "my" in "my husband" and "I" in "I can't wake him" are not it."""
    return [cue for cue in reading.cues if cue.id == "self" and not _is_about_other(cue, reading)]


def _is_about_other(cue: Mention, reading: Reading) -> bool:
    words, kinds = reading.words, reading.lexicon.classes
    named = {m.first for m in reading.cues if m.id == "other"}
    if any(place in named for place in range(cue.last + 1, cue.last + 3)):
        return True
    text = words[cue.first].text
    before = words[cue.first - 1].text if cue.first else ""
    if text in ("me", "us", "we", "our"):
        return before in kinds["told_whom"] or text != "me"
    return bool({w.text for w in words[cue.last + 1 : cue.last + 6]} & kinds["third"])


def is_by_carer(reading: Reading, others: Sequence[Mention]) -> bool:
    """Whether a relative writes about the person: the relative is there from the first sentence, the writer nowhere."""
    kin = [cue for cue in others if cue.said.get("family") and not _is_met(cue, reading)]
    if not kin or reading.sentence[kin[0].first] > _FIRST_SENTENCES:
        return False
    if selves(reading, others) and not is_heading(kin[0], reading):
        return False
    if any(m.id in _OWN_FEELINGS for m in reading.mentions):
        return False
    if is_heading(kin[0], reading):
        return True
    ill = any(m.group in ("symptom", "context", "medicine") and m.id not in COMMON for m in reading.mentions)
    return ill or any(_is_measured(m, reading) for m in reading.mentions)


def is_heading(cue: Mention, reading: Reading) -> bool:
    """Whether a note is headed by whom it is about: "Dad: slept well"."""
    return cue.first == 0 and leads_in(cue, reading)


def leads_in(cue: Mention, reading: Reading) -> bool:
    """Whether a colon stands right behind somebody, so that what follows is said of them, and not by them of "her"."""
    words, after = reading.words, cue.last + 1
    if after >= len(words) or words[after].text in reading.lexicon.classes["she_he"]:
        return False
    return ":" in reading.text[words[cue.last].end : words[after].start]


def _is_measured(mention: Mention, reading: Reading) -> bool:
    """Whether a figure follows a night or a mood: nobody but a carer writes down those of somebody else."""
    near = range(mention.last + 1, mention.last + 1 + _FIGURE_WITHIN)
    return mention.group == "told" and any(n.first in near for n in reading.numbers)
