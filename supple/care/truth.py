# SPDX-License-Identifier: Apache-2.0
"""Yes, no or unknown, with what it is about: the value every part of a rule gives, and how they join."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum


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


def yes(*about: str) -> Answer:
    """It holds, because of these."""
    return Answer(Truth.YES, tuple(dict.fromkeys(about)))


def unknown(ask: str) -> Answer:
    """It cannot be told before this is asked."""
    return Answer(Truth.UNKNOWN, asks=(ask,))


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
    sure = [a for a in answers if a.yes]
    if len(sure) >= n:
        return _joined(Truth.YES, sure)
    open_ones = [a for a in answers if a.unknown]
    if len(sure) + len(open_ones) >= n:
        return _joined(Truth.UNKNOWN, open_ones)
    return NO


def _joined(truth: Truth, answers: Sequence[Answer]) -> Answer:
    def union(parts: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(p for part in parts for p in part))

    about = union(a.about for a in answers) if truth is Truth.YES else ()
    asks = union(a.asks for a in answers) if truth is Truth.UNKNOWN else ()
    return Answer(truth, about, asks, union(a.legs for a in answers))
