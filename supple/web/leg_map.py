# SPDX-License-Identifier: Apache-2.0
"""Which regions has a leg, and how is each drawn? Front and back, left on the left: never as in a mirror."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from supple.entries.felt import Episode
from supple.web import words

Shape = tuple[float, float, float]
"""How wide a part is at its top, in its middle and at its end, of 100."""
FRONT: Sequence[tuple[tuple[str, ...], Shape]] = (
    (("hip_flexor",), (88, 94, 92)), (("quadriceps", "adductor"), (92, 84, 62)), (("knee",), (62, 60, 54)),
    (("shin",), (54, 58, 36)), (("ankle",), (36, 32, 36)), (("foot",), (36, 46, 58)), (("toes",), (58, 60, 50)),
)  # fmt: skip
BACK: Sequence[tuple[tuple[str, ...], Shape]] = (
    (("gluteal",), (84, 96, 92)), (("hamstring",), (92, 82, 58)), (("calf",), (58, 66, 34)),
)  # fmt: skip
VIEWS: Sequence[tuple[Any, Any]] = ((_("Front"), FRONT), (_("Back"), BACK))
LEGS: Mapping[str, Any] = {"left": _("Your left"), "right": _("Your right")}
LEVELS = (1, 4, 6, 8)
"""From which strength on a region is drawn one step darker; the number stands beside it."""


@dataclass(frozen=True)
class Felt:
    """What was felt in one region over some days."""

    times: int = 0
    worst: int | None = None

    @property
    def level(self) -> int:
        """How dark it is drawn, 1 to 4; 0 for nothing felt."""
        if not self.times:
            return 0
        return max(1, sum(1 for start in LEVELS if (self.worst or 0) >= start))


@dataclass(frozen=True)
class Tile:
    """One region of one leg: what it is called, its outline, and whether it is chosen."""

    site: str
    side: str
    path: str
    label: str
    chosen: bool = False
    felt: Felt = field(default_factory=Felt)

    @property
    def value(self) -> str:
        """As the forms say it."""
        return f"{self.side} {self.site}"

    @property
    def side_word(self) -> str:
        """Left or right, to be heard before the region."""
        return str(words.SIDE_BUTTONS[self.side])


def views(chosen: Iterable[str] = (), felt: Mapping[str, Felt] | None = None) -> list[dict[str, Any]]:
    """Front and back, each with the left leg on the left."""
    marked, known = set(chosen), felt or {}
    return [{"name": name, "legs": [_leg(side, parts, marked, known) for side in LEGS]} for name, parts in VIEWS]


def _leg(side: str, parts: Any, marked: set[str], felt: Mapping[str, Felt]) -> dict[str, Any]:
    rows = []
    for sites, shape in parts:
        # The inner side of each leg lies towards the middle.
        ordered = sites if side == "left" else sites[::-1]
        rows.append([_tile(side, site, _outline(shape, n, len(ordered)), marked, felt)
                     for n, site in enumerate(ordered)])  # fmt: skip
    return {"name": LEGS[side], "side": side, "rows": rows}


def _tile(side: str, site: str, path: str, marked: set[str], felt: Mapping[str, Felt]) -> Tile:
    value = f"{side} {site}"
    return Tile(site, side, path, words.named(words.SITES, site), value in marked, felt.get(value, Felt()))


def _outline(shape: Shape, nth: int, of: int) -> str:
    """The part as a path in a field of 100 by 60; a part shared by two is cut down its middle.

    >>> _outline((60, 60, 60), 0, 1)
    'M20 0Q20 30 20 60L80 60Q80 30 80 0Z'
    """
    top, middle, end = shape
    if of == 1:
        a, b, c = ((100 - width) / 2 for width in shape)
        return f"M{a:g} 0Q{b:g} 30 {c:g} 60L{100 - c:g} 60Q{100 - b:g} 30 {100 - a:g} 0Z"
    if nth == 0:
        return f"M{100 - top:g} 0Q{100 - middle:g} 30 {100 - end:g} 60L100 60L100 0Z"
    return f"M0 0L0 60L{end:g} 60Q{middle:g} 30 {top:g} 0Z"


def felt_in(events: Iterable[Episode]) -> dict[str, Felt]:
    """What was felt where, by side and region; both sides count for each."""
    found: dict[str, Felt] = {}
    for event in events:
        for side in ("left", "right") if event.side == "both" else (event.side,):
            if event.site and side:
                key, before = f"{side} {event.site}", found.get(f"{side} {event.site}", Felt())
                strengths = [s for s in (before.worst, event.severity) if s is not None]
                found[key] = Felt(before.times + 1, max(strengths, default=None))
    return found
