# SPDX-License-Identifier: Apache-2.0
"""How is a diary arranged? The home time zone, and the hour a diary day begins."""

from dataclasses import replace
from datetime import time
from typing import Any

from supple.actions.begin import known_zone
from supple.people.choices import Choices
from supple.people.models import Person


def arrange(person: Person, zone: str, day_starts: time) -> None:
    """Change where home is and when a day begins; what was said is not touched."""
    person.zone, person.day_starts = known_zone(zone), day_starts
    person.save(update_fields=["zone", "day_starts"])


def choose(person: Person, **chosen: Any) -> Choices:
    """Change some of what the person chose for the pages; the rest stays."""
    choices = replace(person.choices, **chosen)
    person.chosen = Choices.read(choices.kept()).kept()
    person.save(update_fields=["chosen"])
    return person.choices
