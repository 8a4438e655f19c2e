# SPDX-License-Identifier: Apache-2.0
"""Does the page about relief tools answer for this person, and keep nothing of what was asked?"""

from datetime import datetime

from django.test import Client

from supple.actions import look_back
from supple.actions.record import record
from supple.care.tools import TOOLS
from supple.entries.entry import Entry
from supple.people.models import Person
from supple.web.pages.tools import NAMES
from tests.app.saying import raw


def test_every_tool_has_a_name_on_the_page() -> None:
    assert set(NAMES) == {tool for tool, _, _ in TOOLS}


def test_a_blood_thinner_stops_the_massage_gun_and_the_place_is_not_kept(
    client: Client, ada: Person, now: datetime
) -> None:
    assert ada.account is not None
    client.force_login(ada.account)
    facts = [raw(now, "fact", topic="condition", name="none"), raw(now, "fact", topic="birth_year", number=1980)]
    said = [*facts, raw(now, "check_in", signs_asked=True), raw(now, "treatment", name="warfarin", change="started")]
    record(ada, said, now)
    before = len(list(look_back.timeline(ada).of(Entry)))
    shown = {str(one["name"]): str(one["said"]) for one in client.post("/tools", {"site": "calf"}).context["tools"]}
    assert shown["Massage gun"] == "Not for you now"
    assert shown["Warm pack"] == "With care"
    assert len(list(look_back.timeline(ada).of(Entry))) == before


def test_nobody_known_gets_questions_and_no_false_comfort(client: Client, ada: Person) -> None:
    assert ada.account is not None
    client.force_login(ada.account)
    shown = {str(one["name"]): str(one["said"]) for one in client.get("/tools").context["tools"]}
    assert "No rule here speaks against it" not in (shown["Warm pack"], shown["Massage gun"], shown["Roller or ball"])
