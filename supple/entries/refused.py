# SPDX-License-Identifier: Apache-2.0
"""How is something refused? With a sentence that can be said in another language."""

from pydantic_core import PydanticCustomError

from supple.entries.composed import Composed
from supple.errors import SuppleError

TEMPLATE = "template"
"""Where the sentence stands as it was written, its places still empty."""


def refused(kind: str, template: str, **values: object) -> PydanticCustomError:
    """The error for pydantic; the sentence is written whole, with its stop.

    >>> str(refused("day", "Write the day like {day}.", day="2026-11-21")).splitlines()[0]
    'Write the day like 2026-11-21.'
    """
    return PydanticCustomError(kind, template, {**values, TEMPLATE: template})


def refusal(code: str, what: str, hint: str = "", **values: object) -> SuppleError:
    """The error that a page may show: its sentences are written whole, with places for the values of either.

    >>> refusal("too-many", "There are {n} open links.", "Take one back first.", n=20).what
    'There are 20 open links.'
    """
    parts = (said if isinstance(said, Composed) else Composed(said, **values) for said in (what, hint))
    return SuppleError(code, *parts)
