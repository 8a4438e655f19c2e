# SPDX-License-Identifier: Apache-2.0
"""How does a person's page look? As classes on the whole page, written by the server, so that nothing flashes."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from supple.people.choices import Choices
from supple.people.models import Person


@dataclass(frozen=True)
class Look:
    """The classes of the page, whether it is black, and whether nothing may sound now."""

    classes: str = ""
    night: bool = False
    quiet: bool = False


def look_of(person: Person, now: datetime) -> Look:
    """The look this person chose, at this hour."""
    choices = person.choices
    quiet = choices.is_quiet(now.astimezone(ZoneInfo(person.zone)).time())
    night = choices.night == "always" or (choices.night == "quiet_hours" and quiet)
    return Look(" ".join(_classes(choices)), night, quiet)


def _classes(choices: Choices) -> list[str]:
    said = [("text", choices.text), ("contrast", choices.contrast), ("hand", choices.hand)]
    return [f"{name}-{word}" for name, word in said if word not in ("usual", "either")]
