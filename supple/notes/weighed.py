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
ADDED = {"episode": 0.6, "exposure": 0.4, "action": 0.5}
"""From which likelihood on a thing is suggested that the rules did not find; set on one writer who was held out."""
DENIED = 0.9
"""The same where the rules found that it did not happen."""
UNDECIDED = 0.3
"""The likelihood of what is left to the rules alone: neither added nor doubted."""
DOUBTED = {"episode": 0.05, "exposure": 0.2, "action": 0.3}
"""Below which likelihood a thing is not suggested though the rules found it."""


def overheard(told: Sequence[Told], sounds: Sequence[Likeness], reading: Reading) -> list[Mention]:
    """What happened by the sound of the words alone, as if it were named by the word that speaks most for it."""
    there = {t.what for t in told if t.get("present") is not False and t.get("count") != 0}
    named = {m.id for m in reading.mentions} | {t.what for t in told}
    found = []
    for one in sounds:
        line = DENIED if one.id in named else ADDED[_GROUP_OF[one.id]]
        if one.share >= line and one.id not in there:
            place = _word_at(one.span[0], reading)
            found.append(Mention(_GROUPS[_GROUP_OF[one.id]], one.id, {}, (place,), place, place))
    return found


def unsure(told: list[Told], fresh: Sequence[Mention]) -> list[Told]:
    """The same, where what was only overheard says so: it is suggested without a tick."""
    ids = {mention.id for mention in fresh}
    return [replace(t, details={**t.details, "sure": False}) if t.what in ids else t for t in told]


def believed(told: Iterable[Told], sounds: Sequence[Likeness]) -> Iterator[Told]:
    """What the rules found, without what does not sound so at all."""
    shares = {one.id: one.share for one in sounds}
    return (t for t in told if not _doubted(t, shares))


def _doubted(told: Told, shares: Mapping[str, float]) -> bool:
    there = told.get("present") is True or (told.group == "episode" and told.get("count") != 0)
    return there and shares.get(told.what, 0.0) < DOUBTED.get(told.group, 0.0)


def _word_at(start: int, reading: Reading) -> int:
    """The number of the word that stands at a place of the text, or of the last one before it."""
    return max((n for n, word in enumerate(reading.words) if word.start <= start), default=0)
