# SPDX-License-Identifier: Apache-2.0
"""Does the API hold over many requests? The state machine of its own description walks the links between operations."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

import pytest
import schemathesis
from django.core.cache import cache
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from supple.actions import look_back, tokens
from supple.entries.kinds import ONE, Replaced, Withdrawn
from supple.people.models import Person
from supple.web.wsgi import application

KEPT = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
LINKS = {
    "POST /api/entries -> [200] take_back -> POST /api/entries",
    "POST /api/entries -> [200] read_on -> GET /api/entries",
    "POST /api/entries -> [200] reported -> GET /api/report",
    "GET /api/entries -> [200] take_back -> POST /api/entries",
    "GET /api/entries -> [200] read_on -> GET /api/entries",
}
WALKS = settings(
    max_examples=15, stateful_step_count=10, phases=[Phase.generate],
    deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck),
)  # fmt: skip
LATE = datetime(2026, 2, 1, tzinfo=UTC)
"""After what is made up, and not in the future."""


MACHINE: Any = schemathesis.openapi.from_wsgi("/api/openapi.json", application).as_state_machine()


class Walk(MACHINE):  # type: ignore[misc]
    """The machine that the description makes, with a person of its own for every walk and a memory of what was kept."""

    walked: ClassVar[Counter[tuple[str, int]]] = Counter()

    def setup(self) -> None:
        self.ada = Person.objects.create(name="Ada", zone="Europe/Berlin")
        secret = tokens.create(self.ada, "full", label="fuzz", now=datetime.now(UTC))
        self.headers = {"Authorization": f"Bearer {secret}", "Accept-Encoding": "identity"}
        self.said: dict[UUID, Any] = {}

    def get_call_kwargs(self, case: Any) -> dict[str, Any]:
        return {"headers": self.headers}

    def before_call(self, case: Any) -> None:
        """What the link leaves to the sender: a withdrawal with an id of its own, later than all before."""
        cache.clear()
        node = self.recorder.cases[case.id]
        if "take_back" in _link(node) and node.is_transition_applied and isinstance(case.body, list):
            nth = len(self.recorder.cases)
            own = {"id": str(UUID(int=nth)), "at": (LATE + timedelta(seconds=nth)).isoformat()}
            case.body = [{**own, "kind": "withdrawn", "target": case.body[0]["target"]}]

    def after_call(self, response: Any, case: Any) -> None:
        super().after_call(response, case)
        self.walked[_link(self.recorder.cases[case.id]), response.status_code] += 1
        if case.operation.label == "POST /api/entries" and response.status_code == 200:
            for raw, told in zip(case.body, response.json(), strict=True):
                if told["status"] == "kept":
                    entry = ONE.validate_python(raw)
                    self.said[entry.id] = entry

    def validate_response(self, response: Any, case: Any, **more: Any) -> None:
        case.validate_response(response, checks=KEPT, recorder=self.recorder, transport_kwargs=more or None)

    def teardown(self) -> None:
        """The diary holds what was answered as kept, without what was taken back."""
        there = {entry.id for entry in look_back.timeline(self.ada)}
        gone = _taken_back(self.said)
        assert not there & gone
        assert there >= {i for i, e in self.said.items() if not isinstance(e, Replaced | Withdrawn)} - gone
        self.walked["taken back", 200] += len(gone)
        super().teardown()


def _link(node: Any) -> str:
    return node.transition.id if node.transition else "begun"


def _taken_back(said: dict[UUID, Any]) -> set[UUID]:
    """What is unsaid in the end: a correction counts unless a later one, which counts itself, is about it."""
    about: dict[UUID, list[Any]] = {}
    for one in said.values():
        if isinstance(one, Replaced | Withdrawn):
            about.setdefault(one.target, []).append(one)

    def last_word(target: UUID) -> Any:
        counting = [one for one in about.get(target, ()) if last_word(one.id) is None]
        return max(counting, key=lambda one: (one.at, one.id), default=None)

    return {target for target in about if isinstance(last_word(target), Withdrawn)}


@pytest.mark.django_db
def test_whatever_way_the_links_lead_every_answer_is_described_and_what_was_taken_back_is_gone() -> None:
    Walk.walked.clear()
    Walk.run(settings=WALKS)
    assert {link for link, status in Walk.walked if status == 200} >= LINKS
    assert Walk.walked["taken back", 200], "nothing was ever kept and taken back"
