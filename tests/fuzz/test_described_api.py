# SPDX-License-Identifier: Apache-2.0
"""The API does what its own description says, whatever it is sent: machine-made requests, good and bad."""

from datetime import UTC, datetime
from typing import Any

import pytest
import schemathesis
from django.core.cache import cache
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from supple.actions import tokens
from supple.people.models import Person
from supple.web.wsgi import application

KEPT = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EACH = settings(
    max_examples=20, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
PLACES = ["POST /api/entries", "GET /api/entries", "GET /api/report"]

DESCRIBED = schemathesis.openapi.from_wsgi("/api/openapi.json", application)
DESCRIBED.config.phases.update(phases=["examples", "coverage"])


@pytest.fixture
def bearer() -> dict[str, str]:
    """What a token of Ada's that may do everything sends."""
    ada = Person.objects.create(name="Ada", zone="Europe/Berlin")
    secret = tokens.create(ada, "full", label="fuzz", now=datetime.now(UTC))
    return {"Authorization": f"Bearer {secret}", "Accept-Encoding": "identity"}


def operation(place: str) -> Any:
    """One operation, as the description has it."""
    described = schemathesis.openapi.from_wsgi("/api/openapi.json", application)
    offered = [o.ok() for o in described.get_all_operations() if isinstance(o, Ok)]
    assert sorted(o.label for o in offered) == sorted(PLACES), "an operation that no one tries"
    return next(o for o in offered if o.label == place)


@pytest.mark.django_db
@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: str(mode.value))
@pytest.mark.parametrize("place", PLACES)
def test_every_answer_is_one_the_description_names(place: str, mode: GenerationMode, bearer: dict[str, str]) -> None:
    @EACH
    @given(case=operation(place).as_strategy(generation_mode=mode))
    def every_request(case: schemathesis.Case[Any]) -> None:
        cache.clear()
        case.call_and_validate(headers=bearer, checks=KEPT)

    every_request()


@pytest.mark.django_db
@DESCRIBED.parametrize()
@EACH
def test_each_boundary_of_each_field_is_answered_as_described(case: schemathesis.Case[Any], bearer: Any) -> None:
    """The phases that do not go by chance: written examples, and every limit in the description met and broken."""
    cache.clear()
    case.call_and_validate(headers=bearer, checks=KEPT)


@pytest.mark.django_db
def test_one_after_another_in_any_order_they_still_do(bearer: dict[str, str]) -> None:
    """What was said by one request is read by the next: said, read in pages, said again, reported."""
    say, read, tell = (operation(place) for place in PLACES)

    @settings(EACH, max_examples=8, phases=[Phase.generate])
    @given(first=say.as_strategy(), second=read.as_strategy(), third=tell.as_strategy())
    def in_turn(first: Any, second: Any, third: Any) -> None:
        cache.clear()
        for case in (first, second, first, third, second):
            case.call_and_validate(headers=bearer, checks=KEPT)

    in_turn()
