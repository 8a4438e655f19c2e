# SPDX-License-Identifier: Apache-2.0
"""Which medicine is meant by a name? Other generic spellings are read; a slip of the pen is asked about."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from supple.care.parts import Medicine, id_of
from supple.care.profile import Profile
from supple.entries.composed import Composed
from supple.knowledge.base import KnowledgeBase

_FEWEST_LETTERS = 6
_MARKS = ".:!?'\"*-+"
_UNIT = r"(mg|milligrams?|mcg|µg|ug|micrograms?|g|grams?|ml|iu|units?|%)"
_STRENGTH = re.compile(rf"(\d+[x×])?[\d.,]*\d{_UNIT}?|{_UNIT}|[x×]?\d*[x×]?")
_RUN_INTO_STRENGTH = re.compile(rf"(?<=[a-z])\d[\d.,]*{_UNIT}?$")
_SALTS = frozenset(
    {"hydrochloride", "hcl", "dihydrochloride", "hydrobromide", "sodium", "potassium", "calcium", "fumarate",
     "maleate", "tartrate", "succinate", "besilate", "besylate", "mesilate", "phosphate", "sulfate", "sulphate",
     "acetate", "citrate", "hydrogen", "monohydrate", "dihydrate", "hemihydrate", "anhydrous"}
)  # fmt: skip
_BRACKETS = re.compile(r"([^()]+)\(([^()]+)\)")
NOTHING_TOLD: Mapping[str, str] = MappingProxyType({})
_FORMS = frozenset(
    {"one", "two", "three", "four", "half", "a", "an", "once", "twice", "times", "day", "night", "nightly", "morning",
     "evening", "bedtime", "at", "in", "the", "every", "per", "x", "and", "with", "food", "as", "needed", "prn",
     "tablet", "tablets", "tab", "tabs", "pill", "pills", "capsule", "capsules", "cap", "caps", "coated",
     "film-coated", "oral", "solution", "liquid", "syrup", "drops", "suspension", "sachet", "sachets", "daily",
     "modified", "prolonged", "extended", "slow", "release", "mr", "xr", "er", "sr", "xl", "cr"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name as written, the name that rules use, or, when no rule knows it, what may have been meant."""

    written: str
    known: str | None
    maybe: tuple[str, ...] = ()

    @property
    def ask(self) -> str | None:
        """What to ask the person, if anything."""
        shown = self.written.replace("_", " ")
        if self.known:
            return None
        if self.maybe:
            meant = " or ".join(name.replace("_", " ") for name in self.maybe)
            return Composed(
                "Did you mean {meant} by '{shown}'? Until you say so, supple warns as if you did.",
                meant=meant, shown=shown,
            )  # fmt: skip
        return Composed(
            "Supple does not know '{shown}'. Ask a pharmacist how it goes with your other medicines.", shown=shown
        )


def suggest(name: str, knowledge: KnowledgeBase) -> Suggestion:
    """What a written name stands for; a close one is only a suggestion until the person confirms it."""
    if known := knowledge.spellings.get(name):
        return Suggestion(name, known)
    bare = bare_name(name)
    for spelt in (bare, *_as_on_a_label(bare)):
        if known := knowledge.spellings.get(spelt):
            return Suggestion(name, known)
    if told := _told_in_brackets(name, knowledge):
        return Suggestion(name, told[0]) if len(told) == 1 else Suggestion(name, None, told)
    close = {means for written, means in knowledge.spellings.items() if near(bare, written)}
    held = {knowledge.spellings[word] for word in _words(bare) if word in knowledge.spellings}
    return Suggestion(name, None, tuple(sorted(close or held)))


def _as_on_a_label(bare: str) -> Iterator[str]:
    """A name with hyphens for blanks, run into its strength, or followed by its salt, as labels print them.

    >>> [*_as_on_a_label("tizanidine-hcl")][-1], [*_as_on_a_label("baclofen10mg")][-1]
    ('tizanidine', 'baclofen')
    """
    apart = _RUN_INTO_STRENGTH.sub("", bare.replace("-", "_"))
    yield apart
    words = apart.split("_")
    while len(words) > 1 and words[-1] in _SALTS:
        words.pop()
        yield "_".join(words)


def _words(bare: str) -> list[str]:
    """The words of a name that holds more than one, long enough to be a medicine by themselves."""
    words = re.split(r"[_-]", bare)
    return [word for word in words if len(word) >= _FEWEST_LETTERS] if len(words) > 1 else []


def generic(written: str, knowledge: KnowledgeBase, told: Mapping[str, str] = NOTHING_TOLD) -> str:
    """The generic name of a medicine as it was written or taught, or the written one where no rule knows it."""
    name = id_of(written)
    return suggest(name, knowledge).known or told.get(bare_name(name)) or name


def _told_in_brackets(name: str, knowledge: KnowledgeBase) -> tuple[str, ...]:
    """What a name with its substance in brackets stands for, as in `zanaflex_(tizanidine)`; two are a contradiction."""
    if not (parts := _BRACKETS.fullmatch(name)):
        return ()
    known = (knowledge.spellings.get(bare_name(part)) for part in parts.groups())
    return tuple(sorted({one for one in known if one}))


def taught(written: Iterable[str], knowledge: KnowledgeBase) -> dict[str, str]:
    """Names that a person explained once by writing the substance in brackets, each with the name that rules use."""
    told: dict[str, str] = {}
    for name in map(id_of, written):
        parts = _BRACKETS.fullmatch(name)
        known = suggest(name, knowledge).known
        if parts and known:
            told[bare_name(parts[1])] = known
    return told


def explained(written: str, substance: str) -> str:
    """A name with its substance in brackets.

    >>> explained("Zanaflex (tizanidin)", "tizanidine")
    'Zanaflex (tizanidine)'
    """
    return f"{written.partition('(')[0].strip()} ({substance.replace('_', ' ')})"


KnownAs = Callable[[str], str]
"""A written name as the name that rules use, or as it is."""


def known_as(written: Iterable[str], knowledge: KnowledgeBase) -> KnownAs:
    """How names are read in a diary that holds these: with what the person explained anywhere in it."""
    own = taught(written, knowledge)
    return lambda name: generic(name, knowledge, own)


def bare_name(name: str) -> str:
    """A name without its strength, its form and stray marks.

    >>> bare_name("baclofen_10_mg"), bare_name("baclofen_tablets,"), bare_name("(baclofen)_2x5mg"), bare_name("5_mg")
    ('baclofen', 'baclofen', 'baclofen', '5_mg')
    """
    parts = [part.strip(_MARKS) for part in re.split(r"[\s_/,;()\[\]]+", name)]
    kept = [part for part in parts if part and part not in _FORMS and not _STRENGTH.fullmatch(part)]
    return "_".join(kept) or name


def near(written: str, name: str) -> bool:
    """Whether two names differ by a slip: one letter, or two in a long name, and the same first letter."""
    if min(len(written), len(name)) < _FEWEST_LETTERS or written[0] != name[0]:
        return False
    return _slips(written, name) <= (2 if len(name) >= 9 else 1)


def _slips(a: str, b: str) -> int:
    """How many letters have to be put in, left out, changed or swapped.

    >>> _slips("baclofn", "baclofen"), _slips("bcalofen", "baclofen")
    (1, 1)
    """
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        fresh = [i]
        for j, other in enumerate(b, 1):
            cost = min(row[j] + 1, fresh[-1] + 1, row[j - 1] + (letter != other))
            if before and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            fresh.append(cost)
        before, row = row, fresh
    return row[-1]


def understood(profile: Profile, knowledge: KnowledgeBase) -> Profile:
    """The profile with every medicine under the names that rules know; one that may be meant is added to the list."""
    if profile.medicines is None:
        return profile
    return profile.model_copy(update={"medicines": tuple(_read(profile.medicines, knowledge))})


def _read(medicines: Sequence[Medicine], knowledge: KnowledgeBase) -> list[Medicine]:
    read: list[Medicine] = []
    for medicine in medicines:
        found = suggest(medicine.name, knowledge)
        names = (found.known,) if found.known else (medicine.name, *found.maybe)
        read += [medicine.model_copy(update={"name": name}) for name in names]
    return read


def questions(profile: Profile, knowledge: KnowledgeBase) -> tuple[str, ...]:
    """What to ask about names that no rule knows; nothing unknown is passed over."""
    asks = (suggest(m.name, knowledge).ask for m in profile.current_medicines() or ())
    return tuple(dict.fromkeys(ask for ask in asks if ask))
