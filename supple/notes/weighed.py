# SPDX-License-Identifier: Apache-2.0
"""What of a note stands when the second ear is asked too? For suggestions only; red flags never pass through here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import get_args

from supple.entries.vocabulary import CORE, ActionId, ExposureId
from supple.notes.read import Mention, Reading
from supple.notes.said import Likeness, Told

_GROUPS = {"episode": "symptom", "exposure": "exposure", "action": "action"}
_GROUP_OF = {
    **dict.fromkeys(get_args(ActionId), "action"),
    **dict.fromkeys(get_args(ExposureId), "exposure"),
    **dict.fromkeys(CORE, "episode"),
}
ADDED = 0.7
"""From which likelihood on a thing is suggested that the rules did not find. The lines here were set on two writers of
whom the ear knew nothing (`fourth.jsonl`, `tenth.jsonl`)."""
DENIED = 0.9
"""The same where the rules found that it did not happen."""
DOUBTED = 0.3
"""Below which likelihood a thing is not suggested though the rules found it: half as much is recorded in vain as with
a line of .05, and no less is found."""
UNDECIDED = 0.5
"""The likelihood of what is left to the rules alone: neither added nor doubted."""
_CONTRARY = {"good_sleep": "poor_sleep"}
"""What says that the other did not happen."""


def overheard(told: Sequence[Told], sounds: Sequence[Likeness], reading: Reading) -> list[Mention]:
    """What happened by the sound of the words alone, as if it were named by the word that speaks most for it."""
    there = {t.what for t in told if t.get("present") is not False and t.get("count") != 0}
    named = {m.id for m in reading.mentions} | {t.what for t in told}
    named |= {_CONTRARY[m.id] for m in reading.mentions if m.id in _CONTRARY}
    kept_up = any(cue.id == "upright" for cue in reading.cues)
    found = []
    for one in sounds:
        line = DENIED if one.id in named else ADDED
        if one.share >= line and one.id not in there and not (kept_up and one.id == "fall"):
            place = _word_at(one.span[0], reading)
            found.append(Mention(_GROUPS[_GROUP_OF[one.id]], one.id, {}, (place,), place, place))
    return found


def unsure(told: list[Told], fresh: Sequence[Mention]) -> list[Told]:
    """The same, where what was only overheard says so: it is suggested without a tick."""
    ids = {mention.id for mention in fresh}
    return [replace(t, details={**t.details, "sure": False}) if t.what in ids else t for t in told]


def weighty(mentions: Iterable[Mention], sounds: Sequence[Likeness] = ()) -> list[Mention]:
    """The things in order that a detail may belong to.

    What was felt or done and does not sound so at all takes none, nor does what is denied where the same is told.
    """
    named = list(mentions)
    if sounds:
        named = _by_sound(named, {one.id: one.share for one in sounds})
    told = {(m.key, place) for m in named if m.status == "present" for place in range(m.first, m.last + 1)}
    mine = (
        m for m in named if m.status == "present" or not any((m.key, p) in told for p in range(m.first, m.last + 1))
    )
    return sorted(mine, key=lambda m: (m.first, m.last))


def _by_sound(mentions: Sequence[Mention], shares: Mapping[str, float]) -> list[Mention]:
    """The same without what does not sound so; of two symptoms that the same words may name the likelier one."""
    sure = [m for m in mentions if m.group == "symptom" and shares.get(m.id, 0.0) >= ADDED]
    kept = [m for m in mentions if m.id not in _GROUP_OF or m.group == "exposure" or shares.get(m.id, 0.0) >= DOUBTED]
    return [m for m in kept if shares.get(m.id, 0.0) >= DOUBTED or not _sounds_like_another(m, sure)]


def _sounds_like_another(mention: Mention, sure: Sequence[Mention]) -> bool:
    core = mention.group == "symptom" and mention.id in CORE
    return core and any(m.id != mention.id and m.first <= mention.last and mention.first <= m.last for m in sure)


def believed(told: Iterable[Told], sounds: Sequence[Likeness]) -> Iterator[Told]:
    """What the rules found, without what does not sound so."""
    shares = {one.id: one.share for one in sounds}
    return (t for t in told if not _happened(t) or shares.get(t.what, 0.0) >= DOUBTED)


def _happened(told: Told) -> bool:
    """Whether it is something that the ear listens for, and is told to have happened."""
    there = told.get("present") is True or (told.group == "episode" and told.get("count") != 0)
    return there and told.what in _GROUP_OF


def _word_at(start: int, reading: Reading) -> int:
    """The number of the word that stands at a place of the text, or of the last one before it."""
    return max((n for n, word in enumerate(reading.words) if word.start <= start), default=0)
