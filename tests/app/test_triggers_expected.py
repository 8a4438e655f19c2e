# SPDX-License-Identifier: Apache-2.0
"""May knowledge say which way a factor goes, only when it is asked to, and is it told when it did?"""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from supple.actions.arrange import choose
from supple.actions.find_triggers import find, of_timeline
from supple.actions.look_back import timeline
from supple.actions.plant_example import plant
from supple.actions.record import record
from supple.entries.measure import OF_THE_LEGS
from supple.insight.result import Findings
from supple.people.models import Person
from tests.app.saying import raw


@pytest.fixture
def example(db: None) -> Person:
    """The example person with 90 days of diary."""
    return plant(datetime.now(UTC))[0]


def _findings(person: Person, outcome: str, *, expected: bool) -> Findings:
    found = of_timeline(timeline(person), outcome, expected).findings
    assert found is not None
    return found


def test_a_direction_is_expected_only_when_asked_for_and_then_it_is_said(example: Person) -> None:
    plainly = _findings(example, "spasticity", expected=False)
    with_it = _findings(example, "spasticity", expected=True)
    assert not [one for one in plainly.said if one.code == "expected"]
    assert ("heat", "worse") in [(one.about, one.value) for one in with_it.said if one.code == "expected"]
    assert {name: e.exposed for name, e in with_it.factors.items()} == {
        name: e.exposed for name, e in plainly.factors.items()
    }


def test_what_sets_spasms_off_is_not_expected_to_move_anything_but_the_legs(example: Person) -> None:
    other = next(name for name in find(example).outcomes if name not in OF_THE_LEGS)
    assert not [one for one in _findings(example, other, expected=True).said if one.code == "expected"]


def _shown(client: Client, person: Person, outcome: str) -> str:
    assert person.account is not None
    client.force_login(person.account)
    return client.get(f"/triggers?outcome={outcome}").content.decode()


COUNTS, ALONE = "What is known of triggers counts a little beforehand", "your diary alone was asked"


def test_the_page_lists_for_which_factors_a_direction_counted(client: Client, example: Person) -> None:
    choose(example, expected=True)
    shown = _shown(client, example, "spasticity")
    counted = [one for one in _findings(example, "spasticity", expected=True).said if one.code == "expected"]
    assert COUNTS in shown
    assert ALONE not in shown
    assert len(counted) > 1
    assert f"What is known counted for {len(counted)} factors" in shown
    listed = shown[shown.index("What is known counted for") :].split("</details>")[0]
    assert "<li>Heat</li>" in listed
    assert listed.count("<li>") == len(counted)


def test_the_page_says_so_where_no_direction_counts_though_it_may(client: Client, ada: Person) -> None:
    now, said = datetime.now(UTC), []
    for n in range(30):
        then = now - timedelta(days=30 - n)
        said += [raw(then, "check_in", mood=(n * 7) % 5), raw(then, "exposure", what="heat", present=n % 3 == 0)]
    record(ada, said, now)
    choose(ada, expected=True)
    shown = _shown(client, ada, "mood")
    assert "<h2>Found</h2>" in shown
    assert COUNTS not in shown
    assert "What is known counted for" not in shown
    assert ALONE in shown


def test_who_chose_nothing_is_told_nothing_of_it(client: Client, example: Person) -> None:
    shown = _shown(client, example, "spasticity")
    assert COUNTS not in shown
    assert ALONE not in shown
