# SPDX-License-Identifier: Apache-2.0
"""The leg map: left stands left, each region is a real control, several places are one event; no script is needed."""

import re
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from supple.actions import look_back
from supple.actions.record import record
from supple.entries.felt import Episode
from supple.people.models import Person
from supple.web import leg_map
from tests.app.saying import raw


@pytest.fixture
def page(client: Client, ada: Person) -> Client:
    """Ada's browser."""
    assert ada.account is not None
    client.force_login(ada.account)
    return client


def _events(person: Person) -> list[Episode]:
    return list(look_back.timeline(person).of(Episode))


def test_left_always_stands_left_and_the_inner_side_lies_towards_the_middle() -> None:
    for view in leg_map.views():
        assert [leg["side"] for leg in view["legs"]] == ["left", "right"]
    left, right = leg_map.views()[0]["legs"]
    assert [tile.site for tile in left["rows"][1]] == ["quadriceps", "adductor"]
    assert [tile.site for tile in right["rows"][1]] == ["adductor", "quadriceps"]


def test_no_region_stands_on_the_map_twice() -> None:
    sites = [t.value for view in leg_map.views() for leg in view["legs"] for row in leg["rows"] for t in row]
    assert len(sites) == len(set(sites)) == 22


def test_one_press_on_the_map_says_where_an_event_was(page: Client, ada: Person, now: datetime) -> None:
    event = raw(now, "episode", what="cramp")
    record(ada, [event], now)
    shown = page.get(f"/event/{event['id']}/where").content.decode()
    assert '<button type="submit" name="answer" value="left calf" aria-label="Left calf" class="tile">' in shown
    answer = page.post(f"/event/{event['id']}/where", {"answer": "left calf"})
    assert answer["Location"].endswith("/strength")
    assert [(e.site, e.side) for e in _events(ada)] == [("calf", "left")]


def test_several_places_have_each_their_strength_and_count_as_one_event(page: Client, ada: Person) -> None:
    asked = page.post("/legs", {"at": ["left calf", "right hamstring"], "what": "spasm"}).content.decode()
    assert "Left calf" in asked
    assert asked.count('name="strength-1"') == 11
    said = {"at": ["left calf", "right hamstring"], "what": "spasm", "keep": "1", "strength-0": "7", "strength-1": "3"}
    page.post("/legs", said)
    kept = _events(ada)
    assert {(e.site, e.side, e.severity) for e in kept} == {("calf", "left", 7), ("hamstring", "right", 3)}
    assert sum(value for e in kept for name, value in e.readings() if name == "episodes") == 1


def test_an_event_of_the_night_gets_its_places_and_stays_one_event(page: Client, ada: Person, now: datetime) -> None:
    event = raw(now - timedelta(hours=5), "episode")
    record(ada, [event], now)
    said = {"event": event["id"], "at": ["left calf", "left foot"], "what": "cramp", "keep": "1", "strength-0": "8"}
    page.post("/legs", {name: said[name] for name in said})
    kept = {e.site: e for e in _events(ada)}
    assert (kept["calf"].severity, kept["foot"].severity, kept["foot"].count) == (8, None, 0)
    assert kept["calf"].at == kept["foot"].at
    assert sum(value for e in kept.values() for name, value in e.readings() if name == "episodes") == 1


def test_a_second_press_keeps_nothing_twice_and_each_place_has_its_undo(page: Client, ada: Person) -> None:
    said = {"id": str(uuid4()), "at": ["left calf", "left foot"], "what": "spasm", "keep": "1", "strength-0": "7"}
    page.post("/legs", said)
    page.post("/legs", said)
    assert len(_events(ada)) == 2
    shown = page.get("/").content.decode()
    for undo in set(re.findall(r'action="(/undo/[0-9a-f-]+)"', shown)):
        page.post(undo)
    assert _events(ada) == []


def test_an_event_without_a_name_gets_none_by_its_places(page: Client, ada: Person, now: datetime) -> None:
    event = raw(now - timedelta(hours=5), "episode")
    record(ada, [event], now)
    assert page.get(f"/legs?event={event['id']}").context["what"] == ""
    page.post("/legs", {"event": event["id"], "at": ["left calf", "left foot"], "keep": "1"})
    assert [e.what for e in _events(ada)] == [None, None]


def test_a_place_that_is_none_is_refused_and_nothing_ticked_is_said(page: Client, ada: Person) -> None:
    answer = page.post("/legs", {"at": ["left moon"], "keep": "1"})
    assert _events(ada) == []
    assert "Tick at least one place" in answer.content.decode()


def test_the_picture_of_two_weeks_has_its_numbers_and_a_table(page: Client, ada: Person, now: datetime) -> None:
    for days, severity in ((1, 4), (3, 9), (20, 10)):
        then = now - timedelta(days=days)
        record(ada, [raw(then, "episode", what="cramp", site="calf", side="both", severity=severity)], then)
    shown = page.get("/legs")
    assert dict(shown.context["table"]) == {
        "left calf": leg_map.Felt(2, 9), "right calf": leg_map.Felt(2, 9),
    }  # fmt: skip
    said = re.sub(r"\s+", " ", shown.content.decode())
    assert said.count("9/10 · 2×") == 2
    assert said.count("felt-4") == 2


@pytest.mark.parametrize(("worst", "level"), [(None, 1), (0, 1), (4, 2), (7, 3), (10, 4)])
def test_stronger_is_darker(worst: int | None, level: int) -> None:
    assert leg_map.Felt(1, worst).level == level
    assert leg_map.Felt().level == 0
