# SPDX-License-Identifier: Apache-2.0
"""Yes, no or unknown, with what it is about: the value every part of a rule gives, and how they join."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache


class Truth(Enum):
    """Three values: a rule never turns "unknown" into "no" by itself."""

    NO = 0
    UNKNOWN = 1
    YES = 2


@dataclass(frozen=True, slots=True)
class Answer:
    """What one condition gives: its truth, the ids it rests on, what to ask when unknown, the legs meant."""

    truth: Truth
    about: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    legs: tuple[str, ...] = ()

    @property
    def yes(self) -> bool:
        """Whether it holds."""
        return self.truth is Truth.YES

    @property
    def unknown(self) -> bool:
        """Whether an answer is missing that would decide it."""
        return self.truth is Truth.UNKNOWN


NO = Answer(Truth.NO)
_YES, _UNKNOWN = Truth.YES, Truth.UNKNOWN


def yes(*about: str) -> Answer:
    """It holds, because of these."""
    return Answer(_YES, tuple(dict.fromkeys(about)) if len(about) > 1 else about)


@lru_cache(maxsize=1024)
def unknown(ask: str) -> Answer:
    """It cannot be told before this is asked."""
    return Answer(_UNKNOWN, asks=(ask,))


def found(ids: Iterable[str]) -> Answer:
    """Yes about these ids, or no when there are none.

    >>> found([]).yes, found(["fever", "fever"]).about
    (False, ('fever',))
    """
    listed = tuple(dict.fromkeys(ids))
    return yes(*listed) if listed else NO


def at_least(n: int, answers: Sequence[Answer]) -> Answer:
    """Yes when `n` of the answers are; unknown when the unknown ones could make it so.

    >>> at_least(2, [yes("itching"), unknown("pump_event"), NO]).truth
    <Truth.UNKNOWN: 1>
    """
    sure = [a for a in answers if a.truth is _YES]
    if len(sure) >= n:
        if len(sure) == 1 and not sure[0].asks:
            return sure[0]
        return Answer(_YES, _union([a.about for a in sure]), (), _union([a.legs for a in sure]))
    open_ones = [a for a in answers if a.truth is _UNKNOWN]
    if len(sure) + len(open_ones) >= n:
        if len(open_ones) == 1:
            return open_ones[0]
        return Answer(_UNKNOWN, (), _union([a.asks for a in open_ones]), _union([a.legs for a in open_ones]))
    return NO


def _union(parts: list[tuple[str, ...]]) -> tuple[str, ...]:
    """Each id once, in order; most answers have few, and rules ask for this hundreds of times."""
    filled = [part for part in parts if part]
    if len(filled) < 2 or filled.count(filled[0]) == len(filled):
        return filled[0] if filled else ()
    return tuple(dict.fromkeys([id for part in filled for id in part]))
