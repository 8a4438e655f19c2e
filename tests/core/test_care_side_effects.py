# SPDX-License-Identifier: Apache-2.0
"""Is what was noticed of a medicine listed under it, with the days since its last change and nothing concluded?"""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from supple.care.side_effects import side_effects
from supple.entries.known import Treatment
from supple.entries.timeline import fold
from supple.knowledge.load import knowledge

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def _said(number: int, days_ago: int, name: str, change: str, **fields: object) -> Treatment:
    at = NOW - timedelta(days=days_ago)
    return Treatment.model_validate({"id": UUID(int=number), "at": at, "name": name, "change": change, **fields})


def _listed(*said: Treatment) -> list[tuple[str, list[int | None]]]:
    found = side_effects(fold(list(said), UTC), knowledge())  # type: ignore[arg-type]
    return [(one.name, [effect.days_after for effect in one.noticed]) for one in found]


def test_names_of_the_same_medicine_share_a_list_and_the_newest_stands_first() -> None:
    said = (
        _said(1, 20, "baclofen", "started"),
        _said(2, 15, "Lioresal 10 mg", "side_effect", detail="sleepy"),
        _said(3, 9, "baclofen", "changed"),
        _said(4, 8, "baclofen", "side_effect", detail="weak legs"),
        _said(5, 2, "pregabalin", "side_effect", detail="dizzy"),
    )
    assert _listed(*said) == [("pregabalin", [None]), ("baclofen", [1, 5])]


def test_a_start_that_is_not_known_or_long_ago_counts_no_days() -> None:
    unknown = _said(1, 3, "baclofen", "started", since_unknown=True)
    assert _listed(unknown, _said(2, 1, "baclofen", "side_effect")) == [("baclofen", [None])]
    long_ago = _said(3, 300, "baclofen", "started")
    assert _listed(long_ago, _said(4, 1, "baclofen", "side_effect")) == [("baclofen", [None])]
