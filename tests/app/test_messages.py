# SPDX-License-Identifier: Apache-2.0
"""Does a device hear once that something is due, without a word of what, and only where a key was set?"""

import base64
import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from django.test import Client
from pytest_django.fixtures import Settings

from supple.actions import push, reminders
from supple.actions.arrange import choose
from supple.actions.record import record
from supple.actions.reminders import Wanted
from supple.errors import SuppleError
from supple.interop import vapid
from supple.people.models import Person
from tests.app.saying import raw
from tests.app.test_reminders import now_by_the_clock

As = Callable[[Person], Client]
THERE = "https://updates.push.services.mozilla.com/wpush/v2/abc"
KEY = ec.generate_private_key(ec.SECP256R1())


class Post:
    """Takes what would leave, and answers as it was told to."""

    def __init__(self, status: int = 201) -> None:
        self.status = status
        self.sent: list[tuple[str, dict[str, str]]] = []

    def __call__(self, endpoint: str, headers: Mapping[str, str]) -> int:
        """One message."""
        self.sent.append((endpoint, dict(headers)))
        return self.status


def _pem(key: Any) -> bytes:
    form = serialization.PrivateFormat.PKCS8
    made: bytes = key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())
    return made


@pytest.fixture
def keyed(settings: Settings, tmp_path: Path) -> None:
    """Whoever runs supple set a key."""
    (tmp_path / "push.pem").write_bytes(_pem(KEY))
    settings.PUSH_KEY, settings.PUSH_CONTACT = str(tmp_path / "push.pem"), "mailto:home@example.org"


@pytest.fixture
def asked(ada: Person, now: datetime) -> Person:
    """Ada, who wanted to be reminded of the check-in just now, and has no quiet hours."""
    choose(ada, quiet_from="00:00", quiet_to="00:00")
    wanted = Wanted("check_in", (now_by_the_clock(ada, now),), words="How stiff is it?")
    reminders.add(ada, wanted, now - timedelta(days=2))
    return ada


@pytest.mark.usefixtures("keyed")
def test_a_device_is_told_once_and_of_nothing(asked: Person, now: datetime) -> None:
    push.start(asked, THERE)
    post = Post()
    assert [push.ring(now, post), push.ring(now + timedelta(minutes=1), post)] == [1, 0]
    ((endpoint, headers),) = post.sent
    assert endpoint == THERE
    assert headers.pop("Authorization").startswith("vapid t=")
    assert 0 < int(headers.pop("TTL")) <= 3600
    assert headers == {"Topic": "supple", "Content-Length": "0"}


@pytest.mark.usefixtures("keyed")
@pytest.mark.parametrize(
    "said",
    [
        {"kind": "flare", "what": "uti"},
        {"kind": "check_in", "pain": 1},
        {"kind": "check_in", "signs": [{"id": "face_droop", "present": "yes", "new": True}]},
    ],
)
def test_nothing_rings_in_a_flare_once_it_is_said_or_under_a_warning(
    asked: Person, now: datetime, said: dict[str, Any]
) -> None:
    push.start(asked, THERE)
    record(asked, [raw(now - timedelta(minutes=1 if "pain" in said else 5), **said)], now)
    assert push.ring(now, Post()) == 0


@pytest.mark.usefixtures("keyed")
def test_quiet_hours_and_a_pause_are_kept(asked: Person, now: datetime) -> None:
    push.start(asked, THERE)
    reminders.pause_all(asked, True)
    assert push.ring(now, Post()) == 0
    reminders.pause_all(asked, False)
    clock = now_by_the_clock(asked, now)
    choose(asked, quiet_from=f"{clock:%H:%M}", quiet_to=f"{(clock.hour + 1) % 24:02}:59")
    assert push.ring(now, Post()) == 0


@pytest.mark.usefixtures("keyed")
def test_a_device_that_is_gone_is_forgotten_and_one_that_was_busy_is_tried_again(asked: Person, now: datetime) -> None:
    push.start(asked, THERE)
    assert push.ring(now, Post(503)) == 0
    assert push.ring(now + timedelta(minutes=1), Post()) == 1
    push.start(asked, THERE)
    assert push.ring(now, Post(410)) == 0
    assert push.devices(asked) == 0


@pytest.mark.usefixtures("keyed")
@pytest.mark.parametrize(
    "address",
    [
        "http://fcm.googleapis.com/a", "https://localhost/a", "https://fcm.googleapis.com:8443/a", "",
        "https://fcm.googleapis.com@10.0.0.1/a", "https://evil.example/.push.apple.com", "https://push.apple.com.evil/a",
    ],
)  # fmt: skip
def test_messages_go_to_the_makers_of_browsers_and_nowhere_else(as_person: As, ada: Person, address: str) -> None:
    answer = as_person(ada).post("/more/phone/messages", {"do": "on", "endpoint": address})
    assert answer.status_code == 422
    assert push.devices(ada) == 0


def test_without_a_key_nothing_is_offered_and_nothing_begins(as_person: As, asked: Person) -> None:
    device = as_person(asked)
    assert b"A message when a reminder is due" not in device.get("/more/phone").content
    device.post("/more/phone/messages", {"do": "on", "endpoint": THERE})
    assert push.devices(asked) == 0


@pytest.mark.usefixtures("keyed")
def test_a_person_begins_and_ends_it_for_one_device_or_all(as_person: As, ada: Person, bo: Person) -> None:
    push.start(bo, "https://web.push.apple.com/bo")
    device = as_person(ada)
    assert b"A message when a reminder is due" in device.get("/more/phone").content
    for n in range(7):
        device.post("/more/phone/messages", {"do": "on", "endpoint": f"https://fcm.googleapis.com/fcm/send/{n}"})
    assert push.devices(ada) == push.MOST
    device.post("/more/phone/messages", {"do": "off", "endpoint": "https://fcm.googleapis.com/fcm/send/6"})
    assert b"4 devices get a message" in device.get("/reminders").content
    device.post("/reminders/pause", {"do": "no_messages"})
    assert (push.devices(ada), push.devices(bo)) == (0, 1)


def test_a_device_asks_for_the_hour_and_the_page_and_for_no_word(as_person: As, asked: Person, now: datetime) -> None:
    said = as_person(asked).get("/reminders/now").json()
    assert said == {"at": f"{now_by_the_clock(asked, now):%H:%M}", "opens": "/check-in"}
    record(asked, [raw(now, "check_in", pain=1)], now)
    assert as_person(asked).get("/reminders/now").json() == {}


def test_a_message_is_signed_for_one_server_and_half_a_day(now: datetime) -> None:
    token = vapid.authorization(THERE, "mailto:home@example.org", KEY, now).removeprefix("vapid t=").split(",")[0]
    head, claims, signature = (base64.urlsafe_b64decode(part + "==") for part in token.split("."))
    r, s = int.from_bytes(signature[:32]), int.from_bytes(signature[32:])
    said = token.rpartition(".")[0].encode()
    KEY.public_key().verify(encode_dss_signature(r, s), said, ec.ECDSA(hashes.SHA256()))
    assert json.loads(head) == {"typ": "JWT", "alg": "ES256"}
    assert json.loads(claims) == {
        "aud": "https://updates.push.services.mozilla.com", "sub": "mailto:home@example.org",
        "exp": int((now + timedelta(hours=12)).timestamp()),
    }  # fmt: skip


@pytest.mark.parametrize("wrong", [b"no key", _pem(ec.generate_private_key(ec.SECP384R1()))])
def test_a_key_that_will_not_do_is_told_in_a_sentence(wrong: bytes) -> None:
    with pytest.raises(SuppleError, match="curve P-256"):
        vapid.read_key(wrong)


def test_a_key_without_somebody_to_write_to_or_that_is_not_there_is_told(settings: Settings) -> None:
    settings.PUSH_KEY = "/nowhere/push.pem"
    with pytest.raises(SuppleError, match="whom to write to"):
        push.public_key()
    settings.PUSH_CONTACT = "mailto:home@example.org"
    with pytest.raises(SuppleError, match="cannot be read"):
        push.public_key()
