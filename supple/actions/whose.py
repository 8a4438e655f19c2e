# SPDX-License-Identifier: Apache-2.0
"""Whose diary is meant, when a command names a person or leaves the name out?"""

from supple.errors import SuppleError
from supple.people.models import Person


def everyone() -> list[Person]:
    """All persons of this installation, by name."""
    return list(Person.objects.order_by("name", "id"))


def whose(name: str | None = None) -> Person:
    """The person of that name or id; without a name, the only one there is."""
    found = [p for p in everyone() if name in (None, p.name, str(p.pk))]
    if len(found) == 1:
        return found[0]
    if found:
        hint = "Name one with --person." if name is None else "Use the id that `supple person list --json` shows."
        raise SuppleError("person-unclear", "More than one person could be meant.", hint)
    if name is None:
        raise SuppleError("person-none", "Nobody keeps a diary here yet.", "Add a person with `supple person add`.")
    raise SuppleError("person-unknown", "Nobody of that name keeps a diary here.", "See `supple person list`.")
