# SPDX-License-Identifier: Apache-2.0
"""Which YAML was parsed before? A cache by content, as JSON in the user's own cache folder; losing it costs time only.

Every file is still read, and everything is still checked, each time: only the slow parsing is spared.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

from supple.knowledge.own_cache import own_folder, read_own, write_own

FILE = "parsed-knowledge.json"

MORE = 1.5
"""How many times as much as is in use may be remembered."""


class YamlWrongError(ValueError):
    """A text is not YAML."""


class Parsed:
    """Texts and what they mean."""

    def __init__(self, place: Path | None = None, name: str = FILE) -> None:
        self._place = place or own_folder() / name
        self._known: dict[str, Any] = _read(self._place)
        self._used: dict[str, Any] = {}

    def __call__(self, text: str) -> Any:
        """The value of a YAML text."""
        key = hashlib.sha256(text.encode()).hexdigest()
        if key not in self._used:
            self._used[key] = self._known[key] if key in self._known else _parse(text)
        return self._used[key]

    def keep(self) -> None:
        """Remember what was used, when some of it was not known; a full or locked disk is no reason to stop.

        What was known before stays beside it as long as it is not much: two versions may take turns.
        """
        if self._used.keys() <= self._known.keys():
            return
        both = {**self._known, **self._used}
        told = both if len(both) <= MORE * len(self._used) else self._used
        try:
            content = json.dumps(told, default=_as_json).encode()
        except TypeError:
            return
        write_own(self._place, content)


def _read(place: Path) -> dict[str, Any]:
    """What was remembered; nothing when it cannot be read."""
    try:
        found = json.loads(read_own(place) or b"")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _parse(text: str) -> Any:
    import yaml  # noqa: PLC0415 - not needed at all when everything is known

    safe: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(text, Loader=safe)  # noqa: S506 - a safe loader, the C one when there
    except yaml.YAMLError as error:
        raise YamlWrongError(str(error).replace("\n", " ")[:120]) from error


def _as_json(value: object) -> str:
    """A day as it was written; anything else that JSON lacks keeps the cache from being written."""
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError
