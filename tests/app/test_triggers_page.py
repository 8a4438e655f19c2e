# SPDX-License-Identifier: Apache-2.0
"""Does the page say what was found first, with its days and its step to a trial, and honestly what it cannot tell?"""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from django.test import Client

from supple.actions.find_triggers import find
from supple.actions.plant_example import plant
from supple.actions.record import record
from supple.people.models import Person
from tests.app.saying import raw


@pytest.fixture
def example(db: None, client: Client) -> Client:
    """A browser signed in as the example person with 90 days of diary."""
    planted = plant(datetime.now(UTC))[0]
    assert planted.account is not None
    client.force_login(planted.account)
    return client


def test_claims_stand_before_what_was_ruled_out_and_what_is_not_known(example: Client) -> None:
    shown = example.get("/triggers").content.decode()
    places = [shown.index(f"<h2>{head}</h2>") for head in ("Found", "No association")]
    assert places == sorted(places)
    found = shown[places[0] : places[1]]
    assert "Heat goes with worse days" in found
    assert "It shows on the same day." in found
    assert "days used" in found
    assert "What to do: Cool down" in found
    assert 'href="/trials?about=heat"' in found


def test_several_outcomes_of_the_legs_are_asked_together_and_it_is_said(example: Client) -> None:
    shown = example.get("/triggers?outcome=woken_by_legs")
    assert "spasticity" in shown.context["asked"].beside
    assert "Asked together with" in shown.content.decode()
    alone = example.get("/triggers?outcome=fatigue_level")
    assert alone.context["asked"].beside == () or alone.context["asked"].outcome != "fatigue_level"


def test_the_answer_to_a_trigger_comes_first_among_what_can_be_tried(example: Client) -> None:
    opened = example.get("/trials?about=poor_sleep").context["open"]
    assert "poor_sleep" in opened[0]["change"].exposures


def test_a_diary_with_one_outcome_is_asked_about_it_alone(ada: Person, now: datetime) -> None:
    rng = np.random.default_rng(2)
    for n in range(30):
        at = now - timedelta(days=30 - n)
        record(ada, [raw(at, "check_in", pain=int(rng.integers(2, 6))), raw(at, "exposure", what="heat")], now)
    asked = find(ada)
    assert (asked.outcome, asked.beside) == ("pain", ())


def test_a_finding_that_nothing_is_known_about_has_no_advice_and_no_trial(example: Client) -> None:
    lines = example.get("/triggers").context["all"]
    assert all(not line.tryable for line in lines if not line.action)
