# SPDX-License-Identifier: Apache-2.0
"""Which words of a profile does nothing here know, and which answers contradict each other? They are asked about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from supple.care.names import near
from supple.care.parts import Symptom, Wish
from supple.care.profile import Profile
from supple.entries.composed import Composed
from supple.knowledge.base import KnowledgeBase

PLACES = frozenset({"EU", "UK", "US", "unknown"})
IN_MICROGRAMS = "in_micrograms"
"""The class of medicines whose packs count in micrograms."""
_LEAST_UNLIKELY_MG = 1.0
_Placed = TypeVar("_Placed", Symptom, Wish)


def placed(profile: Profile, knowledge: KnowledgeBase) -> Profile:
    """The profile without places that no rule knows: such a place counts as one that was not said."""
    sites = knowledge.vocabulary.ids("site")
    said = (*(s.site for s in profile.symptoms or ()), *(w.site for w in profile.plan_request or ()))
    if all(site is None or site in sites for site in said):
        return profile
    update = {"symptoms": _without(profile.symptoms, sites), "plan_request": _without(profile.plan_request, sites)}
    return profile.model_copy(update=update)


def _without(parts: Sequence[_Placed] | None, sites: frozenset[str]) -> tuple[_Placed, ...] | None:
    if parts is None:
        return None
    return tuple(p if p.site is None or p.site in sites else p.model_copy(update={"site": None}) for p in parts)


def questions(profile: Profile, knowledge: KnowledgeBase) -> tuple[str, ...]:
    """What to ask about words that are not known, amounts in another unit, and answers that contradict each other."""
    every = (*_unknown(profile, knowledge), *_units(profile, knowledge), *_both(profile))
    if profile.jurisdiction not in (None, *PLACES):
        every = (*every, knowledge.asks["jurisdiction"])
    return tuple(dict.fromkeys(every))


def _unknown(profile: Profile, knowledge: KnowledgeBase) -> Iterator[str]:
    words = knowledge.vocabulary
    said: tuple[tuple[str, Iterable[str], frozenset[str]], ...] = (
        ("sign", (s.id for s in profile.symptoms or ()), words.ids("symptom")),
        ("condition", profile.conditions or (), words.ids("condition")),
        ("exposure", profile.exposures or (), words.ids("exposure")),
        ("place", (s.site for s in profile.symptoms or () if s.site), words.ids("site")),
        ("place", (w.site for w in profile.plan_request or () if w.site), words.ids("site")),
    )
    for what, ids, known in said:
        yield from (_ask(what, id, known) for id in dict.fromkeys(ids) if id not in known)


def _ask(what: str, id: str, known: frozenset[str]) -> str:
    maybe = sorted(one for one in known if near(id, one))
    shown = id.replace("_", " ")
    if not maybe:
        return Composed("Supple does not know the {what} '{shown}', so no rule looked at it.", what=what, shown=shown)
    meant = " or ".join(one.replace("_", " ") for one in maybe)
    return Composed(
        "Supple does not know the {what} '{shown}', so no rule looked at it. Did you mean {meant}?",
        what=what, shown=shown, meant=meant,
    )  # fmt: skip


def _units(profile: Profile, knowledge: KnowledgeBase) -> Iterator[str]:
    small = knowledge.names((IN_MICROGRAMS,))
    current = profile.current_medicines() or ()
    if any(m.name in small and (m.dose_mg or 0) >= _LEAST_UNLIKELY_MG for m in current):
        yield knowledge.asks["medicine_unit"]


def _both(profile: Profile) -> Iterator[str]:
    """Answers that cannot both be so; the rules go by the more careful one until it is cleared up."""
    said: dict[tuple[str, str | None, str | None], set[object]] = {}
    for sign in profile.symptoms or ():
        said.setdefault((sign.id, sign.site, sign.side), set()).add(sign.present)
    for (id, _site, _side), answers in said.items():
        if {True, False} <= answers:
            yield Composed(
                "You said both yes and no to {sign}. Which is it? Until then it counts as a yes.",
                sign=id.replace("_", " "),
            )
    if profile.sex == "male" and profile.pregnant not in (None, "no"):
        yield Composed("Sex and pregnancy do not fit together. Which of the two is a slip?")
