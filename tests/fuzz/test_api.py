# SPDX-License-Identifier: Apache-2.0
"""The API does what its own description says, whatever it is sent: machine-made requests, good and bad."""

from datetime import UTC, datetime
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings

from supple.actions import tokens
from supple.people.models import Person
from supple.web.wsgi import application

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture()
def described() -> schemathesis.BaseSchema:
    """The description as served."""
    return schemathesis.openapi.from_wsgi("/api/openapi.json", application)


@pytest.fixture()
def bearer() -> dict[str, str]:
    """A full token of Ada's."""
    ada = Person.objects.create(name="Ada", zone="Europe/Berlin")
    return {"Authorization": f"Bearer {tokens.create(ada, 'full', label='fuzz', now=datetime.now(UTC))}"}


schema = schemathesis.pytest.from_fixture("described")


@schema.parametrize()
@settings(
    max_examples=25, deadline=None, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
def test_every_answer_is_one_the_description_names(case: schemathesis.Case[Any], bearer: dict[str, str]) -> None:
    case.call_and_validate(headers=bearer)
