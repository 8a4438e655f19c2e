# SPDX-License-Identifier: Apache-2.0
"""Words from outside become an entry, or the list of what is wrong with them."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from supple.entries.entry import Entry
from supple.entries.kinds import KINDS, ONE
from supple.entries.wording import Problem, problems


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
        return ONE.validate_python(dict(raw))
    except ValidationError as error:
        return problems(error)


def _numbers_for_moments(raw: Mapping[str, Any]) -> tuple[Problem, ...]:
    """A bare number would be read as seconds since 1970, which nobody means."""
    if raw.get("kind") in KINDS and isinstance(raw.get("at"), int | float):
        return (Problem("at", "Write the moment like 2026-11-21T03:05:00+01:00, with its time zone."),)
    return ()
