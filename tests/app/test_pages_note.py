# SPDX-License-Identifier: Apache-2.0
"""A note is kept at once; what was understood is kept only after a yes, and a grave sign is told before."""

from uuid import uuid4

import pytest
from django.test import Client

from supple.actions import look_back
from supple.actions.read_note import hear
from supple.entries.did import Dose, Exposure, Session
from supple.entries.entry import Entry
from supple.entries.felt import Episode, Note
from supple.people.models import Person

TEXT = "Left calf cramp 6/10, woke me. Two beers, stretched 15 min, forgot my baclofen."


@pytest.fixture
def page(client: Client, ada: Person) -> Client:
    assert ada.account
    client.force_login(ada.account)
    return client


def said(person: Person, kind: type[Entry]) -> list[Entry]:
    """What the diary holds of a kind."""
    return list(look_back.timeline(person).of(kind))


def test_a_note_is_kept_before_anything_is_understood(page: Client, ada: Person) -> None:
    shown = page.post("/note", {"id": str(uuid4()), "text": TEXT})
    assert shown.status_code == 302
    (note,) = said(ada, Note)
    assert note.text == TEXT  # type: ignore[attr-defined]
    assert said(ada, Episode) == []
    assert shown["Location"] == f"/note/{note.id}"


def test_one_press_keeps_all_that_is_ticked(page: Client, ada: Person) -> None:
    where = page.post("/note", {"text": TEXT})["Location"]
    shown = page.get(where).content.decode()
    assert "Cramp, left calf, 6 of 10" in shown
    heard = hear(ada, said(ada, Note)[0].id, said(ada, Note)[0].at)
    assert heard is not None
    page.post(where, {"keep": [str(s.entry.id) for s in heard.suggestions]})
    (event,) = said(ada, Episode)
    assert (event.what, event.site, event.side, event.woke) == ("cramp", "calf", "left", True)  # type: ignore[attr-defined]
    assert [d.status for d in said(ada, Dose)] == ["missed"]  # type: ignore[attr-defined]
    assert [s.minutes for s in said(ada, Session)] == [15]  # type: ignore[attr-defined]
    assert "alcohol" in [e.what for e in said(ada, Exposure)]  # type: ignore[attr-defined]
    page.post(where, {"keep": [str(s.entry.id) for s in heard.suggestions]})
    assert len(said(ada, Episode)) == 1


def test_what_is_not_ticked_is_not_kept(page: Client, ada: Person) -> None:
    where = page.post("/note", {"text": TEXT})["Location"]
    page.post(where, {"keep": []})
    assert said(ada, Episode) == []
    assert len(said(ada, Note)) == 1


def test_a_grave_sign_in_a_note_is_told_before_anything_is_saved(page: Client, ada: Person) -> None:
    where = page.post("/note", {"text": "my face has dropped on one side and my speech is slurred"})["Location"]
    assert "Emergency" in page.get(where).content.decode()


def test_a_word_of_ones_own_is_read_from_then_on(page: Client, ada: Person) -> None:
    where = page.post("/note", {"text": "the wobblewoos again this evening"})["Location"]
    assert "wobblewoos" in page.get(where).content.decode()
    page.post(where, {"own": "1", "name": "the wobblewoos", "word": "symptom.clonus"})
    assert "Jumping or beating" in page.get(where).content.decode()


def test_a_word_of_ones_own_may_hold_any_sign(page: Client, ada: Person) -> None:
    where = page.post("/note", {"text": "<legs>|x+ ~9"})["Location"]
    page.post(where, {"own": "1", "name": "<legs>|x+ ~9 ?", "word": "symptom.spasm"})
    assert page.get(where).status_code == 200


def test_a_note_with_markup_is_shown_as_words(page: Client, ada: Person) -> None:
    where = page.post("/note", {"text": "<script>alert(1)</script> {{ request }} spasm"})["Location"]
    shown = page.get(where).content.decode()
    assert "<script>alert" not in shown
    assert "{{ request }}" in shown


def test_nobody_elses_note_can_be_read(page: Client, ada: Person, bo: Person) -> None:
    where = page.post("/note", {"text": "spasm"})["Location"]
    assert bo.account
    page.force_login(bo.account)
    assert page.get(where).status_code == 404
