# SPDX-License-Identifier: Apache-2.0
"""How is a diary arranged? The home time zone, and the hour a diary day begins."""

from datetime import time

from supple.actions.begin import known_zone
from supple.people.models import Person


def arrange(person: Person, zone: str, day_starts: time) -> None:
    """Change where home is and when a day begins; what was said is not touched."""
    person.zone, person.day_starts = known_zone(zone), day_starts
    person.save(update_fields=["zone", "day_starts"])
