# SPDX-License-Identifier: Apache-2.0
"""What a device hands in is kept once, in the diary it was said in and in no other, never without our secret."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from supple.actions import correct, look_back
from supple.actions.record import record
from supple.entries.felt import CheckIn, Episode, Note
from supple.people.models import Person
from supple.web.mark import diary_mark
from supple.web.pages import shell
from tests.app.saying import raw


@pytest.fixture
def device(client: Client, ada: Person) -> Client:
    """Ada's browser."""
    assert ada.account is not None
    client.force_login(ada.account)
    return client


def hand_in(device: Client, *entries: object, **more: object) -> Any:
    """What the outbox answers."""
    diary = more.pop("diary", None) or device.get("/outbox").json()["diary"]
    sent = {"diary": diary, "entries": list(entries), **more}
    return device.post("/outbox", sent, content_type="application/json")


def test_the_same_queue_sent_twice_is_kept_once(device: Client, ada: Person, now: datetime) -> None:
    queue = [raw(now - timedelta(hours=n)) for n in range(3)]
    assert [r["status"] for r in hand_in(device, *queue).json()["results"]] == ["kept"] * 3
    assert [r["status"] for r in hand_in(device, *queue).json()["results"]] == ["already kept"] * 3
    assert len(look_back.timeline(ada)) == 3


def test_one_that_does_not_fit_costs_no_other(device: Client, ada: Person, now: datetime) -> None:
    answer = hand_in(device, raw(now, severity=12), raw(now), "nonsense", next="today").json()
    assert [r["status"] for r in answer["results"]] == ["refused", "kept", "refused"]
    assert answer["results"][0]["problems"][0] == {
        "place": "severity", "sentence": "Choose a number that is 10 or less.",
    }  # fmt: skip
    assert answer["go"] == ""
    assert len(look_back.timeline(ada)) == 1


def test_what_was_said_in_one_diary_is_never_taken_into_another(
    device: Client, ada: Person, bo: Person, now: datetime
) -> None:
    assert diary_mark(ada) != diary_mark(bo)
    for diary in (diary_mark(bo), "", None, 7):
        sent = {"diary": diary, "entries": [raw(now)]}
        assert device.post("/outbox", sent, content_type="application/json").status_code == 409
    assert len(look_back.timeline(ada)) == len(look_back.timeline(bo)) == 0


def test_the_mark_of_a_diary_names_nobody(ada: Person) -> None:
    assert ada.name.lower() not in diary_mark(ada)
    assert str(ada.pk)[:8] not in diary_mark(ada)


def test_nothing_is_taken_without_the_secret_of_our_pages(ada: Person, now: datetime) -> None:
    device = Client(enforce_csrf_checks=True)
    assert ada.account is not None
    device.force_login(ada.account)
    told = device.get("/outbox").json()
    sent = {"diary": told["diary"], "entries": [raw(now)]}
    assert device.post("/outbox", sent, content_type="application/json").status_code == 403
    headers = {"X-CSRFToken": told["token"]}
    assert device.post("/outbox", sent, content_type="application/json", headers=headers).status_code == 200
    assert abs(told["now"] / 1000 - timezone.now().timestamp()) < 60


@pytest.mark.parametrize("body", ["", "[]", "{", '{"entries": 3}', '{"entries": [], "diary": 1}', "null"])
def test_what_cannot_be_read_is_refused_in_a_word(device: Client, ada: Person, body: str) -> None:
    assert device.post("/outbox", body, content_type="application/json").status_code in (400, 409)
    assert hand_in(device, *[{} for _ in range(51)]).status_code == 413
    assert hand_in(device).status_code == 413
    assert len(look_back.timeline(ada)) == 0


def test_the_page_goes_on_where_it_would_have_without_a_script(device: Client, ada: Person, now: datetime) -> None:
    event, note = str(uuid4()), str(uuid4())
    assert hand_in(device, raw(now, id=event), next="event").json()["go"] == f"/event/{event}/where"
    assert hand_in(device, raw(now, "note", id=note, text="quiet day"), next="note").json()["go"] == f"/note/{note}"
    assert hand_in(device, raw(now, "check_in", pain=3), next="pain").json()["go"] == "/check-in/tiredness"
    assert hand_in(device, raw(now), next="night").json()["go"] == "/night"
    assert hand_in(device, raw(now), next="https://elsewhere.example").json()["go"] == "/"
    assert hand_in(device, raw(now)).json()["go"] == ""
    assert "Kept." in device.get("/").content.decode()


def test_a_sign_that_arrives_late_still_leads_to_its_warning(device: Client, ada: Person, now: datetime) -> None:
    sign = {"id": "chest_pain", "present": "not_sure"}
    said = raw(now, "check_in", signs_asked=True, signs=[sign])
    answer = hand_in(device, said, next="signs").json()
    assert (answer["go"], answer["warns"]) == ("/warning", True)
    later = hand_in(device, raw(now, "note", text="numb between my legs and I cannot pee")).json()
    assert later["warns"]
    diary = look_back.timeline(ada)
    assert len(list(diary.of(Note))) == 1
    assert len([c for c in diary.of(CheckIn) if c.signs]) >= 1


def test_the_worker_is_another_one_as_soon_as_anything_it_keeps_changes(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    first = client.get("/sw.js")
    assert first["Cache-Control"] == "no-cache"
    assert client.get("/sw.js").content == first.content
    source = shell._source
    monkeypatch.setattr(shell, "_source", lambda name: source(name) + (" " if name == "app.css" else ""))
    assert client.get("/sw.js").content.splitlines()[0] != first.content.splitlines()[0]


def test_the_worker_fetches_its_shell_in_the_language_of_the_pages(client: Client, db: None) -> None:
    assert '"language": "en-gb"' in client.get("/sw.js").content.decode()
    other = client.get("/sw.js", headers={"accept-language": "de"}).content.decode()
    assert '"language": "de"' in other or "de" not in dict(settings.LANGUAGES)


@pytest.mark.parametrize("address", shell.PAGES)
def test_the_shell_is_the_same_for_everybody(client: Client, device: Client, ada: Person, address: str) -> None:
    shown = Client().get(address).content.decode()
    assert "data-diary" not in shown
    assert ada.name not in shown
    assert ada.name not in device.get(address).content.decode()


def test_details_that_a_device_kept_change_their_event_once(device: Client, ada: Person, now: datetime) -> None:
    event = raw(now - timedelta(hours=2), what="cramp")
    details = {"id": str(uuid4()), "kind": "details", "target": event["id"], "at": now.isoformat()}
    told = hand_in(device, event, {**details, "site": "calf", "side": "left", "severity": "7"}).json()
    assert [one["status"] for one in told["results"]] == ["kept", "kept"]
    # Meanwhile said otherwise: what is handed in again does not undo that
    correct.change(ada, UUID(event["id"]), {"severity": 3}, now)
    again = hand_in(device, {**details, "severity": "7"}).json()
    assert [one["status"] for one in again["results"]] == ["already kept"]
    (stands,) = look_back.timeline(ada).of(Episode)
    assert (stands.site, stands.side, stands.severity) == ("calf", "left", 3)


def test_that_it_was_earlier_counts_from_when_it_was_said(device: Client, ada: Person, now: datetime) -> None:
    event = raw(now - timedelta(hours=5))
    at = (now - timedelta(hours=4)).isoformat()
    hand_in(device, event, {"id": str(uuid4()), "kind": "details", "target": event["id"], "at": at, "moved": "1h"})
    (stands,) = look_back.timeline(ada).of(Episode)
    assert stands.at == now - timedelta(hours=5)


def test_details_that_do_not_fit_cost_nothing_else(device: Client, ada: Person, bo: Person, now: datetime) -> None:
    event, note = raw(now), raw(now, "note", text="a heron")
    record(bo, [theirs := raw(now)], now)
    details = {"kind": "details", "at": now.isoformat()}
    queue = [
        event, {**details, "id": str(uuid4()), "target": event["id"], "severity": 12},
        {**details, "id": str(uuid4()), "target": theirs["id"], "severity": 1}, {**details, "id": "none"},
        {**details, "id": event["id"], "target": event["id"], "severity": 1}, note,
    ]  # fmt: skip
    told = hand_in(device, *queue, next="event-done").json()
    assert [one["status"] for one in told["results"]] == ["kept", "refused", "refused", "refused", "refused", "kept"]
    assert told["go"] == ""
    assert [e.severity for e in look_back.timeline(bo).of(Episode)] == [None]
