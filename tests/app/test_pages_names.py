# SPDX-License-Identifier: Apache-2.0
"""Can a person confirm or explain the name of a medicine, and does every rule then know which one it is?"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client

from supple.actions import look_back
from supple.actions.check_safety import check
from supple.actions.home import home
from supple.actions.knowledge_at_hand import OWN_NAMES, knowledge
from supple.actions.record import record
from supple.entries.known import Treatment
from supple.people.models import Person
from tests.app.saying import raw

ABOUT = "/more/about-me"


def _names(person: Person) -> list[str]:
    return [t.name for t in look_back.timeline(person).of(Treatment)]


def test_a_slip_of_the_pen_is_asked_about_and_confirmed_with_one_press(
    as_person: Callable[[Person], Client], ada: Person, now: datetime
) -> None:
    page = as_person(ada)
    said = record(ada, [raw(now, "treatment", name="Tizanidin", change="started")], now).results[0].id
    shown = page.get(ABOUT).content.decode()
    assert "Did you mean tizanidine" in shown
    assert "Yes, tizanidine" in shown
    page.post(ABOUT, {"target": said, "substance": "tizanidine"})
    assert _names(ada) == ["Tizanidin (tizanidine)"]
    assert "Did you mean" not in page.get(ABOUT).content.decode()


def test_a_name_that_is_explained_is_held_against_every_rule(
    as_person: Callable[[Person], Client], ada: Person, now: datetime
) -> None:
    page = as_person(ada)
    both = [raw(now, "treatment", name=name, change="started") for name in ("Mine", "fluvoxamine")]
    first = record(ada, both, now).results[0].id
    assert "DDI-02" not in {f.rule for f in check(ada, now)}
    assert "supple does not know" in page.get(ABOUT).content.decode().lower()
    page.post(ABOUT, {"target": first, "substance": "Tizanidine 2 mg"})
    assert "DDI-02" in {f.rule for f in check(ada, now)}


def test_a_substance_that_is_not_known_either_changes_nothing_and_sends_to_a_pharmacist(
    as_person: Callable[[Person], Client], ada: Person, bo: Person, now: datetime
) -> None:
    page = as_person(ada)
    said = record(ada, [raw(now, "treatment", name="Mine", change="started")], now).results[0].id
    answer = page.post(ABOUT, {"target": said, "substance": "unheard of"}, follow=True)
    assert "Ask a pharmacist" in answer.content.decode()
    as_person(bo).post(ABOUT, {"target": said, "substance": "tizanidine"})
    assert _names(ada) == ["Mine"]


@pytest.mark.usefixtures("db")
def test_names_of_whoever_runs_the_installation_are_known_to_its_pages(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SUPPLE_HOME", str(tmp_path))
    (home() / OWN_NAMES).write_text("name,means\nMine,tizanidine\n")
    knowledge.cache_clear()
    try:
        assert knowledge().spellings["mine"] == "tizanidine"
    finally:
        monkeypatch.undo()
        knowledge.cache_clear()
