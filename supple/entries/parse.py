# SPDX-License-Identifier: Apache-2.0
"""Words from outside become an entry, or the list of what is wrong with them.

What only a new entry has to meet is asked here and not by the kinds, so that what was kept can always be read.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from pydantic import ValidationError

from supple.entries.composed import Composed
from supple.entries.entry import Entry, is_bare_number
from supple.entries.felt import CheckIn
from supple.entries.kinds import CURRENT, ONE, Replaced
from supple.entries.wording import Problem, problems

_A_DAY, _A_YEAR = timedelta(days=1), timedelta(days=366)


def parse(raw: object) -> Entry | tuple[Problem, ...]:
    """One entry from decoded JSON or a form's fields.

    >>> parse({"kind": "spasm"})[0].sentence[:34]
    'This kind of entry is not known; u'
    """
    if not isinstance(raw, Mapping):
        return (Problem("", "An entry is an object with at least id, kind and at."),)
    if mistaken := _numbers_for_moments(raw):
        return mistaken
    try:
        entry = ONE.validate_python(dict(raw))
    except ValidationError as error:
        return problems(error)
    return _amiss(entry) or entry


def _numbers_for_moments(raw: Mapping[str, Any], within: str = "") -> tuple[Problem, ...]:
    kind, inner = raw.get("kind"), raw.get("entry")
    if not isinstance(kind, str) or kind not in CURRENT:
        return ()
    if is_bare_number(raw.get("at")):
        return (Problem(within + "at", "Write the moment like 2026-11-21T03:05:00+01:00, with its time zone."),)
    if not within and isinstance(inner, Mapping):
        return _numbers_for_moments(inner, "entry.")
    return ()


def _amiss(entry: Entry, within: str = "") -> tuple[Problem, ...]:
    """What fits its kind and still cannot be meant."""
    if entry.version != CURRENT[getattr(entry, "kind")]:  # noqa: B009 - every kind declares its own literal
        said = Composed(
            "This was written for another version of supple; bring both to the same version and send it again."
        )
        return (Problem(within + "version", said),)
    if isinstance(entry, CheckIn) and entry.about:
        if entry.about > entry.at.date() + _A_DAY:
            return (Problem(within + "about", "This day had not come yet when this was said; check the date."),)
        if entry.about < entry.at.date() - _A_YEAR:
            said = Composed(
                "This day is more than a year before this was said; check the date, or say when it was said."
            )
            return (Problem(within + "about", said),)
    return _amiss(entry.entry, "entry.") if isinstance(entry, Replaced) else ()
