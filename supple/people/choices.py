# SPDX-License-Identifier: Apache-2.0
"""What has a person chosen for their pages? Size, contrast, night, hand, units, quiet hours, questions."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import time
from typing import Any, Literal, Self, get_args, get_type_hints

MOST_ASKED = 3
"""More questions a day would be too many to answer for long."""
MOST_OWN = 12
ELSEWHERE = "elsewhere"
"""A country for which no number is known: none is shown then, also not that of a union of countries."""
Askable = Literal[
    "spasticity", "spasm_count", "pain", "fatigue_level", "sleep_quality", "stress_level", "mood", "impact_walking",
    "impact_transfers", "impact_care",
]  # fmt: skip
ASKABLE: tuple[str, ...] = get_args(Askable)


@dataclass(frozen=True, slots=True)
class Choices:
    """Every choice with the answer that holds while nobody chose; what cannot be read counts as not chosen."""

    text: Literal["usual", "large", "largest"] = "usual"
    contrast: Literal["usual", "more"] = "usual"
    night: Literal["never", "quiet_hours", "always"] = "never"
    hand: Literal["either", "left", "right"] = "either"
    units: Literal["metric", "us"] = "metric"
    quiet_from: str = "22:00"
    quiet_to: str = "07:00"
    ask: tuple[str, ...] = ("spasticity", "pain", "fatigue_level")
    every_days: Literal[1, 2, 3] = 1
    expected: bool = False
    others: bool = False
    own: tuple[str, ...] = field(default=())
    country: str = ""
    """Two letters, or ELSEWHERE; empty while nobody chose."""

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        """Choices from what is kept.

        >>> Choices.read({"text": "large", "hand": "third", "ask": ["pain", "luck"]}).text
        'large'
        >>> Choices.read({"text": "large", "hand": "third", "ask": ["pain", "luck"]}).ask
        ('pain',)
        """
        allowed = {name: get_args(hint) for name, hint in get_type_hints(cls).items()}
        said = {one.name: kept[one.name] for one in fields(cls) if one.name in kept}
        plain: dict[str, Any] = {n: v for n, v in said.items() if isinstance(v, str | int) and _fits(n, v, allowed[n])}
        return cls(**(plain | _lists(said)))

    def kept(self) -> dict[str, Any]:
        """As it is kept."""
        return asdict(self)

    def is_quiet(self, clock: time) -> bool:
        """Whether nothing may sound, speak or buzz at this hour.

        >>> Choices().is_quiet(time(23, 30)), Choices().is_quiet(time(7, 0))
        (True, False)
        """
        begin, end = _clock(self.quiet_from), _clock(self.quiet_to)
        if begin is None or end is None or begin == end:
            return False
        return begin <= clock < end if begin < end else clock >= begin or clock < end


def _fits(name: str, value: object, allowed: tuple[object, ...]) -> bool:
    if name in ("quiet_from", "quiet_to"):
        return _clock(value) is not None
    if name == "country":
        return value in ("", ELSEWHERE) or re.fullmatch(r"[A-Z]{2}", str(value)) is not None
    return isinstance(value, bool) if name in ("expected", "others") else value in allowed


def _lists(said: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if isinstance(asked := said.get("ask"), list | tuple):
        found["ask"] = tuple(dict.fromkeys(name for name in asked if name in ASKABLE))[:MOST_ASKED]
    if isinstance(own := said.get("own"), list | tuple):
        words = (" ".join(str(word).split())[:60] for word in own)
        found["own"] = tuple(dict.fromkeys(word for word in words if word))[:MOST_OWN]
    return found


def _clock(words: object) -> time | None:
    try:
        return time.fromisoformat(str(words))
    except ValueError:
        return None
