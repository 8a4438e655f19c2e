# SPDX-License-Identifier: Apache-2.0
"""Does the page say what was found first, with its days and its step to a trial, and honestly what it cannot tell?"""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from django.test import Client

from supple.actions.find_triggers import find
from supple.actions.make_report import report
from supple.actions.plant_example import plant
from supple.actions.record import record
from supple.actions.worked_out import forget_everybody
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


def test_days_without_a_word_about_a_factor_are_counted_beside_the_days_used(
    ada: Person, client: Client, now: datetime
) -> None:
    rng = np.random.default_rng(3)
    for n in range(40):
        at = now - timedelta(days=40 - n)
        slept = {"sleep_hours": float(rng.integers(4, 9))} if n % 4 else {}
        warm = raw(at, "exposure", what="heat", present=bool(rng.random() < 0.4))
        record(ada, [raw(at, "check_in", pain=int(rng.integers(2, 6)), **slept), warm], now)
    assert ada.account is not None
    client.force_login(ada.account)
    lines = {line.exposure: line.basis for line in client.get("/triggers?outcome=pain").context["all"]}
    assert "Days on which it was not noted: 10; your average stands there." in lines["sleep_hours"]
    assert "not noted" not in lines["heat"]


def test_an_outcome_that_is_always_the_same_is_told_so_on_the_page_and_in_the_report(
    ada: Person, client: Client, now: datetime
) -> None:
    assert ada.account is not None
    for n in range(30):
        at = now - timedelta(days=30 - n)
        met = [raw(at, "exposure", what="heat")] if n % 2 else []
        record(ada, [raw(at, "check_in", pain=3), *met], now)
    client.force_login(ada.account)
    shown = client.get("/triggers").content.decode()
    assert "It was the same on every recorded day" in shown
    assert "with it and" not in shown
    moved = next(part for part in report(ada, now).sections if part.id == "moves")
    assert moved.nothing is not None
    assert "It was the same on every recorded day" in moved.nothing.text()


def test_two_that_always_go_together_are_found_as_one_with_how_sure_it_is_and_why_days_do_not_part_them(
    ada: Person, client: Client, now: datetime
) -> None:
    rng = np.random.default_rng(4)
    for n in range(50):
        at, warm = now - timedelta(days=50 - n), bool(rng.random() < 0.4)
        met = [raw(at, "exposure", what=what, present=warm) for what in ("heat", "own:sun")]
        record(ada, [raw(at, "check_in", pain=int(rng.integers(1, 4)) + 4 * warm), *met], now)
    assert ada.account is not None
    client.force_login(ada.account)
    page = client.get("/triggers?outcome=pain")
    says, members = page.context["sets"][0]
    assert says.startswith("One of these goes with worse days, and the diary cannot tell which yet: Heat or sun; 9")
    assert [line.says.split(". ")[-1] for line in members] == [
        "A planned trial of something against it can tell.", "If you can change it, a planned trial can tell.",
    ]  # fmt: skip
    assert "and more days like these do not part them" in members[0].says


def test_a_finding_that_nothing_is_known_about_has_no_advice_and_no_trial(example: Client) -> None:
    lines = example.get("/triggers").context["all"]
    assert all(not line.tryable for line in lines if not line.action)


@pytest.fixture
def many(ada: Person, client: Client, now: datetime, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A browser of somebody who named ten things of their own, of which four are shown at a time."""
    monkeypatch.setattr("supple.web.pages.triggers.AT_ONCE", 4)
    assert ada.account is not None
    rng = np.random.default_rng(2)
    for n in range(20):
        at = now - timedelta(days=20 - n)
        mine = (raw(at, "exposure", what=f"own:thing {one}") for one in range(10) if (one + n) % 4 == 0)
        record(ada, [raw(at, "check_in", pain=int(rng.integers(2, 6))), *mine], now)
    client.force_login(ada.account)
    return client


def test_many_factors_come_a_few_at_a_time_and_each_once(many: Client) -> None:
    parts = [many.post("/triggers", {"outcome": "pain", "part": str(part)}) for part in (1, 2, 3)]
    names = [[line.name for line in part.context["all"]] for part in parts]
    assert [len(part) for part in names] == [4, 4, 2]
    assert len({name for part in names for name in part}) == 10
    for part, shown in zip(parts, names, strict=True):
        said = part.content.decode()
        assert all(f'<th scope="row">{name}</th>' in said for name in shown)
    assert "5 to 8 of 10" in parts[1].content.decode()
    assert ("The ones before" in parts[0].content.decode(), "More of them" in parts[2].content.decode()) == (
        False,
        False,
    )


def test_a_factor_is_found_by_a_word_in_it_and_the_word_stays_out_of_the_address(many: Client) -> None:
    found = many.post("/triggers", {"outcome": "pain", "words": "THING 7"})
    assert [line.name for line in found.context["all"]] == ["thing 7"]
    assert ("own:thing 7", "thing 7") in found.context["outcomes"]
    assert "THING" not in found.request["PATH_INFO"] + found.request["QUERY_STRING"]
    none = many.post("/triggers", {"outcome": "pain", "words": "kangaroo"}).content.decode()
    assert "None has this in its name" in none


def test_how_many_were_not_looked_at_and_why_stands_before_their_names(
    many: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Not looked at" not in many.get("/triggers").content.decode()
    forget_everybody()
    monkeypatch.setattr("supple.insight.most.MOST", 3)
    parts = [many.post("/triggers", {"outcome": "pain", "part": str(part)}) for part in (1, 2, 3)]
    assert all("Not looked at: 7 of 10 factors." in part.content.decode() for part in parts)
    said = [line.says for part in parts for line in part.context["all"]]
    assert len([one for one in said if one.startswith("Not looked at: thing ")]) == 7


def test_a_report_says_how_many_were_not_looked_at_and_does_not_name_thousands(
    many: Client, ada: Person, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("supple.insight.most.MOST", 3)
    found = report(ada, now)
    said = str(next(part for part in found.sections if part.id == "moves"))
    assert "Not looked at" in said
    assert sum(f"thing {one}" in said for one in range(10)) <= 3


def test_no_part_that_is_not_there_breaks_the_page(many: Client) -> None:
    for part in ("0", "99", "-1", "x", "9" * 5000):
        assert many.post("/triggers", {"outcome": "pain", "part": part}).status_code == 200
        assert many.get(f"/triggers?part={part[:50]}").status_code == 200


def test_of_many_things_of_ones_own_only_some_are_there_to_choose(many: Client) -> None:
    assert len(many.get("/triggers").context["outcomes"]) <= 9


def test_what_was_found_stands_on_every_part(example: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("supple.web.pages.triggers.AT_ONCE", 2)
    parts = [example.post("/triggers", {"part": str(part)}) for part in (1, 2)]
    claims = [[line.name for line in part.context["found"]] for part in parts]
    assert claims[0] == claims[1] != []
    assert all(
        part.content.decode().index("<h2>Found</h2>") < part.content.decode().index('id="words"') for part in parts
    )
