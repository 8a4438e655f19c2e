# SPDX-License-Identifier: Apache-2.0
"""Does what many people's diaries taught count only where there is such a file, and only for who chose it?"""

import json
import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from supple.actions import examine, what_others_taught
from supple.actions.arrange import choose
from supple.actions.find_triggers import find
from supple.actions.make_report import report
from supple.actions.record import record
from supple.actions.what_others_taught import FILE, LARGEST
from supple.insight.result import Findings
from supple.people.models import Person
from tests.app.saying import raw

HEAT = {"inclusion": 0.6, "worse": 0.9, "people": 240}
ALCOHOL = {"inclusion": 0.05, "worse": 0.5, "people": 120}
TOLD = {"version": 1, "outcomes": {"spasticity": {"heat": HEAT, "alcohol": ALCOHOL}}}
SWITCH = 'name="others"'
SAID = "diaries taught counts a little"

AsPerson = Callable[[Person], Client]


@pytest.fixture(autouse=True)
def home(settings: Settings, tmp_path: Path) -> Path:
    """The folder in which whoever runs supple may put the file."""
    settings.HOME = tmp_path
    return tmp_path


def put(home: Path, told: object = TOLD) -> None:
    """Put the file where it is looked for."""
    (home / FILE).write_text(json.dumps(told))


def told_of_days(person: Person, now: datetime) -> None:
    """Sixty days that leave open whether heat matters."""
    said = []
    for n in range(60):
        then, warm, drank = now - timedelta(days=60 - n), n % 3 == 0, n % 4 == 1
        said.append(raw(then, "check_in", spasticity=(n * 7) % 5 + warm, fatigue_level=(n * 3) % 7))
        said += [raw(then, "exposure", what="heat", present=warm), raw(then, "exposure", what="alcohol", present=drank)]
    record(person, said, now)


def read(page: Client, address: str) -> str:
    """What stands on a page that is there."""
    answer = page.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def found(person: Person, outcome: str | None = None) -> Findings:
    """What the diary says now."""
    findings = find(person, outcome).findings
    assert findings is not None
    return findings


def test_without_a_file_there_is_no_switch_and_a_choice_changes_nothing(
    ada: Person, now: datetime, as_person: AsPerson
) -> None:
    told_of_days(ada, now)
    page, alone = as_person(ada), found(ada)
    assert SWITCH not in read(page, "/more/settings")
    page.post("/more/settings", {"form": "ask", "every_days": "1", "others": "on"})
    ada.refresh_from_db()
    assert not ada.choices.others
    choose(ada, others=True)
    assert found(ada) == alone
    assert SAID not in read(page, "/triggers")
    assert list(examine.others()) == []


def test_a_file_alone_counts_for_nobody_and_the_switch_is_off(
    ada: Person, now: datetime, as_person: AsPerson, home: Path
) -> None:
    told_of_days(ada, now)
    alone = found(ada)
    put(home)
    shown = read(as_person(ada), "/more/settings")
    assert "up to 240 people" in shown
    assert f"{SWITCH} id=" in shown
    assert "checked" not in shown[shown.index(SWITCH) : shown.index(">", shown.index(SWITCH))]
    assert found(ada) == alone


def test_who_switches_it_on_is_told_for_what_it_counted_and_how_many_they_were(
    ada: Person, now: datetime, as_person: AsPerson, home: Path
) -> None:
    told_of_days(ada, now)
    put(home)
    page, alone = as_person(ada), found(ada)
    page.post("/more/settings", {"form": "ask", "every_days": "1", "others": "on"})
    ada.refresh_from_db()
    assert ada.choices.others
    assert found(ada).factors["heat"].prob > alone.factors["heat"].prob
    shown = read(page, "/triggers?outcome=spasticity")
    assert "What 120 to 240 people&#x27;s diaries taught" in shown or "What 120 to 240 people's diaries taught" in shown
    assert "What they taught counted for 2 factors" in shown
    assert "<li>Heat: 240 people</li>" in shown
    other = read(page, "/triggers?outcome=fatigue_level")
    assert SAID not in other
    assert "your diary alone was asked" in other


def test_answers_with_it_and_without_it_are_never_mixed_up(ada: Person, bo: Person, now: datetime, home: Path) -> None:
    for person in (ada, bo):
        told_of_days(person, now)
    put(home)
    alone = found(ada)
    choose(ada, others=True)
    counted = found(ada)
    assert counted != alone
    for wanted, answer in ((False, alone), (True, counted), (False, alone)):
        choose(ada, others=wanted)
        assert found(ada) == answer
        assert found(bo) == alone
    choose(ada, others=True)
    put(home, {"version": 1, "outcomes": {"spasticity": {"heat": {**HEAT, "inclusion": 0.02}}}})
    assert found(ada).factors["heat"].prob < counted.factors["heat"].prob
    (home / FILE).unlink()
    assert found(ada) == alone


def test_the_report_for_the_clinic_does_not_use_it(ada: Person, now: datetime, home: Path) -> None:
    told_of_days(ada, now)
    before = repr(report(ada, now).sections)
    put(home)
    choose(ada, others=True)
    found(ada)
    assert repr(report(ada, now).sections) == before


def test_a_choice_stays_while_the_file_is_away(ada: Person, as_person: AsPerson, home: Path) -> None:
    put(home)
    choose(ada, others=True)
    (home / FILE).unlink()
    as_person(ada).post("/more/settings", {"form": "ask", "every_days": "2"})
    ada.refresh_from_db()
    assert (ada.choices.every_days, ada.choices.others) == (2, True)


def _deep(file: Path) -> None:
    file.write_text("[" * 100_000)


UNUSABLE: dict[str, Callable[[Path], object]] = {
    "larger than": lambda file: file.write_text(json.dumps(TOLD) + " " * LARGEST),
    "version 1": lambda file: file.write_text(json.dumps({**TOLD, "version": 2})),
    "no plain file": Path.mkdir,
    "is no plain file": os.mkfifo,
    "cannot be opened": lambda file: file.symlink_to(file),
    "not JSON": lambda file: file.write_bytes(b"\xff\xfe{"),
    "is not JSON": _deep,
    "not a JSON object": lambda file: file.write_text("[1]"),
    "cannot be read": lambda file: file.write_text(json.dumps(TOLD).replace("240", "1e999")),
    "a part that cannot be read": lambda file: file.write_text(json.dumps({"version": 1, "sums": []})),
    "nothing of what supple asks about": lambda file: file.write_text(
        json.dumps({"version": 1, "outcomes": {"cramps": {"heat": HEAT}, "spasticity": {}}})
    ),
}


@pytest.mark.parametrize("why", UNUSABLE)
def test_a_file_that_cannot_be_used_is_told_to_whoever_runs_supple_and_changes_no_page(
    ada: Person, now: datetime, as_person: AsPerson, home: Path, why: str
) -> None:
    told_of_days(ada, now)
    alone = found(ada)
    UNUSABLE[why](home / FILE)
    choose(ada, others=True)
    assert what_others_taught.taught() is None
    assert found(ada) == alone
    page = as_person(ada)
    assert SWITCH not in read(page, "/more/settings")
    assert SAID not in read(page, "/triggers")
    (told,) = examine.others()
    assert told.state == "wrong"
    assert str(home / FILE) in told.says
    assert why in told.says
    assert "supple cohort prior" in told.do


def test_whoever_runs_supple_is_told_that_it_can_be_used(home: Path) -> None:
    put(home)
    (told,) = examine.others()
    assert (told.state, "up to 240 people" in told.says) == ("fine", True)
