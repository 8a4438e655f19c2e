# SPDX-License-Identifier: Apache-2.0
"""How does an entry say that something in it does not fit? With a sentence that can be said in another language."""

from pydantic_core import PydanticCustomError

TEMPLATE = "template"
"""Where the sentence stands as it was written, its places still empty."""


def refused(kind: str, template: str, **values: object) -> PydanticCustomError:
    """The error for pydantic; the sentence is written whole, with its stop.

    >>> str(refused("day", "Write the day like {day}.", day="2026-11-21")).splitlines()[0]
    'Write the day like 2026-11-21.'
    """
    return PydanticCustomError(kind, template, {**values, TEMPLATE: template})
