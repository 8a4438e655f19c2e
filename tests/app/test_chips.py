# SPDX-License-Identifier: Apache-2.0
"""A chip under a note is kept, changed or dropped; and what is only being written leaves no trace."""

import logging
from datetime import datetime
from uuid import UUID, uuid4

import pytest
from django.test import Client

from supple.actions import look_back
from supple.actions.read_note import LIVE, hear, overhear
from supple.entries.entry import Entry
from supple.entries.felt import CheckIn, Episode, Note
from supple.people.models import Person

CALF = "left calf cramp 7/10, poor sleep"
GRAVE = "numb between my legs and I cannot pee"


@pytest.fixture
def page(client: Client, ada: Person) -> Client:
    """Ada's browser."""
    assert ada.account is not None
    client.force_login(ada.account)
    return client


def chip(person: Person, note: UUID, kind: type[Entry], now: datetime) -> str:
    """The id of the first chip of a kind."""
    heard = hear(person, note, now)
    assert heard is not None
    return str(next(s.entry.id for s in heard.suggestions if isinstance(s.entry, kind)))


def test_a_chip_is_kept_as_it_was_changed(page: Client, ada: Person, now: datetime) -> None:
    note = uuid4()
    where = page.post("/note", {"id": str(note), "text": CALF})["Location"]
    one = chip(ada, note, Episode, now)
    fields = {"what": "spasm", "side": "right", "site": "thigh", "severity": "4", "when": "2026-01-05T03:00"}
    page.post(where, {"keep": one, **{f"{one}-{name}": value for name, value in fields.items()}})
    (event,) = look_back.timeline(ada).of(Episode)
    assert (event.what, event.side, event.site, event.severity) == ("spasm", "right", "thigh", 4)
    assert event.at.isoformat() == "2026-01-05T03:00:00+01:00"


def test_a_change_that_does_not_fit_keeps_nothing_and_says_why(page: Client, ada: Person, now: datetime) -> None:
    note = uuid4()
    where = page.post("/note", {"id": str(note), "text": CALF})["Location"]
    one = chip(ada, note, Episode, now)
    answer = page.post(where, {"keep": one, f"{one}-severity": "12", f"{one}-when": "yesterday"})
    assert "10 or less" in answer.content.decode()
    assert 'value="12"' in answer.content.decode()
    assert not list(look_back.timeline(ada).of(Episode))


def test_what_was_kept_at_once_because_it_is_grave_can_be_moved_in_its_chip(
    page: Client, ada: Person, now: datetime
) -> None:
    note = uuid4()
    where = page.post("/note", {"id": str(note), "text": GRAVE})["Location"]
    one = chip(ada, note, CheckIn, now)
    assert look_back.one(ada, UUID(one)) is not None
    page.post(where, {"keep": one, f"{one}-when": "2026-01-05T03:00"})
    moved = look_back.one(ada, UUID(one))
    assert moved is not None
    assert moved.at.isoformat() == "2026-01-05T03:00:00+01:00"


def test_what_is_being_written_is_shown_and_leaves_no_trace(
    page: Client, ada: Person, capfd: pytest.CaptureFixture[str]
) -> None:
    logging.getLogger("django").warning("listening")
    shown = page.post("/note/preview", {"text": CALF, "id": str(uuid4())})
    assert "Cramp, left calf, 7 of 10" in shown.content.decode()
    assert "<html" not in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    for odd in ("", "   ", "x" * (LIVE + 1), "<script>alert(1)</script> calf cramp"):
        answer = page.post("/note/preview", {"text": odd, "id": "none"})
        assert answer.status_code == 200
        assert "<script" not in answer.content.decode()
    assert len(look_back.timeline(ada)) == 0
    told = capfd.readouterr()
    assert "cramp" not in told.err + told.out


def test_the_same_words_are_the_same_chips_before_and_after_the_note_is_kept(
    page: Client, ada: Person, now: datetime
) -> None:
    note = uuid4()
    before = overhear(ada, CALF, note, now)
    page.post("/note", {"id": str(note), "text": CALF})
    after = hear(ada, note, now)
    assert before is not None
    assert after is not None
    assert [s.entry.id for s in before.suggestions] == [s.entry.id for s in after.suggestions]
    assert len(list(look_back.timeline(ada).of(Note))) == 1
