# SPDX-License-Identifier: Apache-2.0
"""The leg map of the pages: regions that can be chosen, and what was felt in each over some days."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from supple.entries.felt import Episode
from supple.report.legs import BACK, FRONT, in_order, outline
from supple.web import words

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
    def heard(self) -> str:
        """The region with its side, for whoever does not see on which leg it lies."""
        return capfirst(words.place(self.site, self.side))


def views(chosen: Iterable[str] = (), felt: Mapping[str, Felt] | None = None) -> list[dict[str, Any]]:
    """Front and back, each with the left leg on the left."""
    marked, known = set(chosen), felt or {}
    return [{"name": name, "legs": [_leg(side, parts, marked, known) for side in LEGS]} for name, parts in VIEWS]


def beside(sites: Iterable[str]) -> list[Tile]:
    """What is not on the map, left and right, to be chosen from a list."""
    return [Tile(site, side, "", words.named(words.SITES, site)) for site in sites for side in LEGS]


def _leg(side: str, parts: Any, marked: set[str], felt: Mapping[str, Felt]) -> dict[str, Any]:
    rows = []
    for sites, shape in parts:
        ordered = in_order(sites, side)
        rows.append([_tile(side, site, outline(shape, n, len(ordered)), marked, felt)
                     for n, site in enumerate(ordered)])  # fmt: skip
    return {"name": LEGS[side], "side": side, "rows": rows}


def _tile(side: str, site: str, path: str, marked: set[str], felt: Mapping[str, Felt]) -> Tile:
    value = f"{side} {site}"
    return Tile(site, side, path, words.named(words.SITES, site), value in marked, felt.get(value, Felt()))


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
