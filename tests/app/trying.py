# SPDX-License-Identifier: Apache-2.0
"""A person about whom enough is known to try something."""

from datetime import datetime
from typing import Any

from supple.actions.record import record
from supple.people.models import Person
from tests.app.saying import raw


def known(person: Person, at: datetime, **other: str) -> None:
    """An adult about whom the rules know what they ask for."""
    facts: list[dict[str, Any]] = [
        {"topic": "birth_year", "number": 1981}, {"topic": "sex", "word": "female"},
        {"topic": "pregnancy", "word": "no"}, {"topic": "lab", "name": "egfr", "number": 92},
        {"topic": "condition", "name": other.get("condition", "heat_sensitive")},
    ]  # fmt: skip
    no_medicine = raw(at, "treatment", name="none", change="started")
    said = record(person, [raw(at, "fact", **fact) for fact in facts] + [no_medicine], at)
    assert all(kept.status == "kept" for kept in said.results)


def well(person: Person, at: datetime) -> None:
    """Today's warning signs, asked and absent."""
    record(person, [raw(at, "check_in", signs_asked=True)], at)
