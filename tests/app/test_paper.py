# SPDX-License-Identifier: Apache-2.0
"""A week kept on paper: printed with the person's own rows, typed in on one screen, and never twice."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from io import BytesIO

import pikepdf
import pytest
from django.test import Client

from supple.actions import look_back
from supple.actions.record import record
from supple.entries.did import Dose, Exposure
from supple.entries.felt import CheckIn
from supple.people.models import Person
from tests.app.saying import raw


@pytest.fixture
def home(as_person: Callable[[Person], Client], ada: Person) -> Client:
    return as_person(ada)


@pytest.fixture
def monday(now: datetime) -> date:
    """The Monday of a week that is over."""
    day = now.date() - timedelta(days=14)
    return day - timedelta(days=day.weekday())


def said(ada: Person) -> list[tuple[str, object]]:
    """What the diary holds, in short."""
    diary = look_back.timeline(ada)
    scores = [(f"{e.about}", (e.spasticity, e.sleep_hours)) for e in diary.of(CheckIn)]
    met = [(f"{diary.day_of(e)}", e.what) for e in diary.of(Exposure)]
    return [*scores, *met, *((f"{diary.day_of(d)}", (d.medicine, d.status)) for d in diary.of(Dose))]


def test_numbers_ticks_and_doses_of_a_week_become_entries_of_their_days(
    home: Client, ada: Person, monday: date, now: datetime
) -> None:
    record(ada, [raw(now, "dose", medicine="baclofen", status="taken")], now)
    tuesday = monday + timedelta(days=1)
    boxes = {f"{monday}|spasticity": "4", f"{tuesday}|sleep_hours": "6,5", f"{monday}|heat": "yes",
             f"{tuesday}|dose:baclofen": "M"}  # fmt: skip
    answer = home.post(f"/paper?week={monday}", boxes)
    assert answer.status_code == 302
    kept = said(ada)
    assert (f"{monday}", (4, None)) in kept
    assert (f"{tuesday}", (None, 6.5)) in kept
    assert (f"{monday}", "heat") in kept
    assert (f"{tuesday}", ("baclofen", "missed")) in kept


def test_the_same_sheet_sent_twice_adds_nothing(home: Client, ada: Person, monday: date) -> None:
    for _ in range(2):
        home.post(f"/paper?week={monday}", {f"{monday}|spasticity": "4", f"{monday}|heat": "yes"})
    assert len(look_back.timeline(ada)) == 2


def test_a_box_that_cannot_be_read_keeps_its_words_and_loses_no_other(home: Client, ada: Person, monday: date) -> None:
    answer = home.post(f"/paper?week={monday}", {f"{monday}|spasticity": "14", f"{monday}|falls": "2"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="14"' in page
    assert 'aria-invalid="true"' in page
    assert [e.falls for e in look_back.timeline(ada).of(CheckIn)] == [2]


def test_what_the_diary_holds_is_shown_and_not_overwritten(home: Client, ada: Person, monday: date) -> None:
    home.post(f"/paper?week={monday}", {f"{monday}|spasticity": "4"})
    home.post(f"/paper?week={monday}", {f"{monday}|spasticity": "9"})
    assert [e.spasticity for e in look_back.timeline(ada).of(CheckIn)] == [4]
    assert f'name="{monday}|spasticity"' not in home.get(f"/paper?week={monday}").content.decode()


def test_days_to_come_have_no_boxes(home: Client, ada: Person, now: datetime) -> None:
    ahead = now.date() + timedelta(days=14)
    monday = ahead - timedelta(days=ahead.weekday())
    assert "has not begun" in home.get(f"/paper?week={ahead}").content.decode()
    home.post(f"/paper?week={ahead}", {f"{monday}|spasticity": "4"})
    assert len(look_back.timeline(ada)) == 0


@pytest.mark.parametrize("week", ["", "2026-13-45", "nonsense", "0001-01-01", "9999-12-31"])
def test_any_week_asked_for_is_answered(home: Client, week: str) -> None:
    assert home.get("/paper", {"week": week}).status_code == 200
    assert home.get("/paper.pdf", {"week": week}).status_code == 200


def test_the_sheet_is_one_page_without_a_name(home: Client, monday: date) -> None:
    answer = home.get(f"/paper.pdf?week={monday}&paper=us-letter")
    with pikepdf.open(BytesIO(answer.content)) as sheet, sheet.open_metadata() as metadata:
        assert len(sheet.pages) == 1
        assert "Ada" not in str(metadata)
