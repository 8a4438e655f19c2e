# SPDX-License-Identifier: Apache-2.0
"""What the rules get to see: two weeks of everything, what still holds, and falls and doses of three months."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from supple.actions import check_safety
from supple.actions.knowledge_at_hand import knowledge
from supple.care.profile import from_timeline
from supple.entries.timeline import fold
from supple.journal import store
from supple.people.models import Person
from tests.app.saying import entry

DAY = timedelta(days=1)
Said = tuple[int, str, dict[str, Any]]
SEEN: dict[str, Said] = {
    "a spasm of last week": (7, "episode", {"what": "spasm"}),
    "a fact of years ago": (900, "fact", {"topic": "condition", "name": "kidney_disease"}),
    "a dose of last month": (40, "dose", {"medicine": "warfarin"}),
    "a fall of two months ago": (60, "episode", {"what": "fall"}),
    "falls counted a month ago": (30, "check_in", {"falls": 2}),
    "a quiet day a month ago": (30, "check_in", {"nothing_today": True}),
}
UNSEEN: dict[str, Said] = {
    "a spasm of last month": (30, "episode", {"what": "spasm"}),
    "a score of last month": (30, "check_in", {"spasticity": 3}),
    "a fall of last year": (300, "episode", {"what": "fall"}),
    "a dose of last year": (300, "dose", {"medicine": "warfarin"}),
    "a heat wave of last month": (30, "exposure", {"what": "heat"}),
}


@pytest.mark.parametrize("name", [*SEEN, *UNSEEN])
def test_the_rules_see_what_they_need_and_no_more(ada: Person, now: datetime, name: str) -> None:
    days, kind, fields = {**SEEN, **UNSEEN}[name]
    said = entry(now - days * DAY, kind, **fields)
    store.append(ada, [said], now, "test")
    assert check_safety.lately(ada, now).entries == ((said,) if name in SEEN else ())


def test_falls_and_medicines_are_the_same_as_from_the_whole_diary(ada: Person, now: datetime) -> None:
    now = now.replace(hour=12)  # before four in the morning it is still the day before
    said = [entry(now - days * DAY, kind, **fields) for days, kind, fields in SEEN.values()]
    store.append(ada, said, now, "test")
    part = from_timeline(check_safety.lately(ada, now), now, knowledge())
    whole = from_timeline(fold(said, store.timeline(ada).zone), now, knowledge())
    assert part == whole
    assert (part.falls_last_month, part.falls_last_3_months) == (2, 3)
    assert [m.name for m in part.medicines or ()] == ["warfarin"]
