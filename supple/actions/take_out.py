# SPDX-License-Identifier: Apache-2.0
"""How does somebody take their diary elsewhere? As a table of days, or as everything they said, line by line."""

from collections.abc import Iterator

from supple.entries.kinds import to_json
from supple.insight.series import from_timeline
from supple.interop import csv
from supple.journal import store
from supple.people.models import Person


def diary_csv(person: Person) -> str:
    """One line a day, one column a measure; a diary without numbers is only the word `date`."""
    return csv.write(from_timeline(store.timeline(person)))


def entries_jsonl(person: Person) -> Iterator[str]:
    """Every entry as it stands now, one JSON object a line, in order of time."""
    return (to_json(entry) + "\n" for entry in store.timeline(person))
