# SPDX-License-Identifier: Apache-2.0
"""The API does what its own description says, whatever it is sent: machine-made requests, good and bad."""

from datetime import UTC, datetime
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
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
    max_examples=40, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


@pytest.mark.django_db
@pytest.mark.parametrize("place", ["POST /api/entries", "GET /api/entries"])
def test_every_answer_is_one_the_description_names(place: str) -> None:
    ada = Person.objects.create(name="Ada", zone="Europe/Berlin")
    secret = tokens.create(ada, "full", label="fuzz", now=datetime.now(UTC))
    bearer = {"Authorization": f"Bearer {secret}", "Accept-Encoding": "identity"}
    described = schemathesis.openapi.from_wsgi("/api/openapi.json", application)
    offered = [o.ok() for o in described.get_all_operations() if isinstance(o, Ok)]
    operation = next(o for o in offered if o.label == place)

    @EACH
    @given(case=operation.as_strategy())
    def every_request(case: schemathesis.Case[Any]) -> None:
        case.call_and_validate(headers=bearer, checks=KEPT)

    every_request()
