# SPDX-License-Identifier: Apache-2.0
"""How is a line of `told-*.tsv` read? Into the same gold answer as the notes of the other files have.

Before the tab stand items joined by `;`: `spasm calf left severity=6 minutes=3 woke=yes count=2`, `poor_sleep`,
`stretching minutes=10`, `RF-08b`; `!id` is named and did not happen, `?id` may have, `(id)` is left open,
`-` is nothing.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from supple.entries.vocabulary import CORE, ActionId, ExposureId, SideId, SiteId

Answer = dict[str, Any]
NOW = "2026-11-21T21:30"
"""When all of these notes were written; none is asked for a clock time."""
EXPOSURES, ACTIONS, SITES, SIDES = (frozenset(get_args(ids)) for ids in (ExposureId, ActionId, SiteId, SideId))
_FIELDS = {"minutes": "duration_min"}
_WORDS = {"yes": True, "no": False}


def read_lines(path: Path) -> Iterator[Answer]:
    """Every line of a file as a note with its gold answer."""
    for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        labels, _, text = line.partition("\t")
        tags = ["told", *(["red_flag"] if "RF-" in labels else [])]
        yield {"id": f"{path.stem}:{n}", "now": NOW, "text": text, "tags": tags, **gold(labels)}


def gold(labels: str) -> Answer:
    """What a note tells, and what it names though it did not happen.

    >>> gold("cramp calf left minutes=5; !heat; (stress)")["gold"]["episodes"]
    [{'what': 'cramp', 'site': 'calf', 'side': 'left', 'duration_min': 5.0}]
    """
    told: Answer = {name: [] for name in ("episodes", "exposures", "actions", "measures", "medicines", "alerts")}
    found: Answer = {"gold": told, "absent": [], "may": []}
    for item in labels.split(";"):
        id, *rest = item.split() or ["-"]
        if id[0] in "!(":
            found["absent" if id[0] == "!" else "may"].append(id.strip("!()"))
        elif id != "-":
            _put(told, id, rest, found["may"])
    return found


def _put(told: Answer, id: str, rest: list[str], may: list[str]) -> None:
    if id.startswith("RF-"):
        told["alerts"].append({"rule": id})
    elif id.strip("?") in CORE:
        told["episodes"].append({"what": id, **_said(rest, _FIELDS)}) if id in CORE else may.append(id.strip("?"))
    elif id.strip("?") in EXPOSURES:
        told["exposures"].append({"what": id.strip("?"), "present": "maybe" if id[0] == "?" else True})
    elif id in ACTIONS:
        told["actions"].append({"what": id, "present": True, **_said(rest, {})})
    else:
        raise ValueError(id)


def _said(rest: list[str], fields: dict[str, str]) -> Answer:
    """The site, the side, and what is said as `name=value`."""
    found: Answer = {}
    for one in rest:
        name, _, value = one.partition("=")
        if value:
            found[fields.get(name, name)] = _WORDS.get(value, float(value) if value[0].isdigit() else value)
        elif one in SITES or one in SIDES:
            found["site" if one in SITES else "side"] = one
        else:
            raise ValueError(one)
    return found
