# SPDX-License-Identifier: Apache-2.0
"""A server of an encrypted diary begins locked: it takes what is said, shows nothing, and reads each thing once."""

import http.client
import json
import random
import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

import pytest

from tests.app.test_headers import FORBIDDEN, SAID
from tests.faults.encrypting import PASSPHRASE, encrypt, plain_words, unlocking
from tests.faults.installation import PASSWORD, Installation, Server, free_port

WORDS = "said while locked"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
Line = tuple[int, dict[str, str], str]


def made(home: Installation, scope: str, *more: str) -> dict[str, str]:
    """The header of a fresh token of Ada's."""
    said = home.did("token", "create", "--scope", scope, "--person", "Ada", "--json", *more)
    return {"Authorization": f"Bearer {json.loads(said)['token']}", "Content-Type": "application/json"}


@pytest.fixture
def closed(home: Installation) -> Iterator[Server]:
    """A server of an encrypted diary, locked; afterwards its commands may open it."""
    server = Server(home, free_port())
    yield server
    server.close()


def lock(server: Server) -> None:
    """Encrypt, and start: nobody has unlocked it yet."""
    encrypt(server.of, "--remove-plain-backups")
    server.start()
    assert server.ask("GET", "/healthz") == (200, b"locked\n")


def ask(server: Server, verb: str, place: str, body: bytes = b"", headers: dict[str, str] | None = None) -> Line:
    """With all headers of the answer."""
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    try:
        line.request(verb, place, body, headers or {})
        answer = line.getresponse()
        told = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, told, answer.read().decode(errors="replace")
    finally:
        line.close()


def unlock(server: Server, passphrase: str = PASSPHRASE) -> int:
    """Type it on the page; answers the status."""
    _, headers, page = ask(server, "GET", "/")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    form = urlencode({"csrfmiddlewaretoken": token[1], "passphrase": passphrase}).encode()
    cookie = headers["set-cookie"].strip().split(";")[0]
    return ask(server, "POST", "/", form, {**FORM, "Cookie": cookie})[0]


def until_open(server: Server) -> None:
    """Until the real app answers, every time, and all that was sealed is read."""
    until, good = time.monotonic() + 90, 0
    while time.monotonic() < until and good < 10:
        good = good + 1 if _is_well(server) else 0
        time.sleep(0.1)
    assert good == 10, server.said()


def _is_well(server: Server) -> bool:
    """Whether it says so; the worker that answered while it was locked may end in the middle of an answer."""
    try:
        return server.ask("GET", "/healthz")[1] == b"ok\n"
    except ConnectionError:
        return False


def note(text: str = WORDS) -> dict[str, str]:
    """A note of a minute ago."""
    return {
        "kind": "note",
        "id": str(uuid4()),
        "at": (datetime.now(UTC) - timedelta(minutes=1)).isoformat(),
        "text": text,
    }


def sealed(server: Server) -> list[Path]:
    """What waits."""
    return sorted((server.of.home / "sealed").glob("*.sealed"))


def entries(home: Installation) -> list[dict[str, str]]:
    """Ada's diary."""
    lines = unlocking(home).did("export", "entries", "--person", "Ada").splitlines()
    return [json.loads(line) for line in lines]


def test_what_is_said_while_locked_is_sealed_and_arrives_once_when_it_came(closed: Server) -> None:
    button = made(closed.of, "write-only", "--preset", "episode:cramp")
    phone, reader = made(closed.of, "full"), made(closed.of, "read-report")
    lock(closed)
    said = [note() for _ in range(3)]
    before = datetime.now(UTC)
    for one in (*said, said[0]):
        status, _, told = ask(closed, "POST", "/api/entries", json.dumps([one]).encode(), phone)
        assert (status, json.loads(told)) == (202, [{"id": one["id"], "status": "sealed", "problems": []}])
    assert ask(closed, "POST", "/api/entries", b"", button)[0] == 202
    after = datetime.now(UTC)
    assert ask(closed, "POST", "/api/entries", json.dumps([note("of a reader")]).encode(), reader)[0] == 202
    assert len(sealed(closed)) == 6
    assert plain_words(closed.of.home) == []
    assert unlock(closed) == 200
    until_open(closed)
    assert sealed(closed) == []
    kept = entries(closed.of)
    assert sorted(e["id"] for e in kept if e.get("text") == WORDS) == sorted(one["id"] for one in said)
    (press,) = [e for e in kept if e.get("what") == "cramp"]
    assert before <= datetime.fromisoformat(press["at"]) <= after
    assert "of a reader" not in [e.get("text") for e in kept]
    assert "5 taken, 1 refused" in closed.said()
    assert plain_words(closed.of.home) == []


def signed_in(server: Server) -> str:
    """The cookies of a browser in which Ada signed in."""
    _, headers, page = ask(server, "GET", "/account/login/")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    form = urlencode({"csrfmiddlewaretoken": token[1], "login": "Ada", "password": PASSWORD}).encode()
    secret = headers["set-cookie"].strip().split(";")[0]
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    line.request("POST", "/account/login/", form, {**FORM, "Cookie": secret})
    answer = line.getresponse()
    cookies = [value.split(";")[0] for name, value in answer.getheaders() if name.lower() == "set-cookie"]
    line.close()
    assert answer.status == 302
    return "; ".join(cookie.strip() for cookie in cookies)


def test_the_night_button_of_a_signed_in_browser_is_kept_and_what_was_refused_is_shown(closed: Server) -> None:
    reader = made(closed.of, "read-report")
    encrypt(unlocking(closed.of))
    closed.start()
    until_open(closed)
    cookies = signed_in(closed)
    page = ask(closed, "GET", "/more", headers={"Cookie": cookies})[2]
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    form = urlencode({"csrfmiddlewaretoken": token[1]}).encode()
    assert ask(closed, "POST", "/more/lock", form, {**FORM, "Cookie": cookies})[0] == 200
    until = time.monotonic() + 60
    while time.monotonic() < until:  # the same server, again, and it has forgotten the key
        try:
            if closed.ask("GET", "/healthz")[1] == b"locked\n":
                break
        except OSError:
            pass
        time.sleep(0.1)
    _, _headers, page = ask(closed, "GET", "/night", headers={"Cookie": cookies})
    fields = dict(re.findall(r'name="(\w+)" value="([^"]+)"', page))
    status, _, told = ask(closed, "POST", "/night", urlencode(fields).encode(), {**FORM, "Cookie": cookies})
    assert (status, "Kept, sealed" in told) == (202, True)
    ask(closed, "POST", "/night", urlencode(fields).encode(), {**FORM, "Cookie": cookies})  # pressed twice
    ask(closed, "POST", "/api/entries", json.dumps([note("of a reader")]).encode(), reader)
    assert unlock(closed) == 200
    until_open(closed)
    assert "2 taken, 1 refused" in closed.said()
    page = ask(closed, "GET", "/more/while-locked", headers={"Cookie": cookies})[2]
    assert "of a reader" in page
    assert "This token may not do that" in page
    assert len([e for e in entries(closed.of) if e["kind"] == "episode"]) == 2  # one of before, and the press


def test_locked_it_shows_nothing_says_so_strictly_and_takes_only_what_shows_somebody(closed: Server) -> None:
    phone = made(closed.of, "full")
    lock(closed)
    for place in ("/", "/night", "/press", "/timeline", "/report.pdf", "/api/entries", "/nowhere", "/sw.js", "/outbox"):
        status, headers, page = ask(closed, "GET", place, headers=phone)
        assert status in (200, 404, 503), place
        assert {name: headers[name.lower()] for name in SAID} == SAID, place
        assert not any(word in headers["content-security-policy"].replace("data:", "") for word in FORBIDDEN)
        assert not any(word.decode() in page for word in (b"legs like wood", b"Bo was here"))
        assert "csrftoken=" in headers.get("set-cookie", "csrftoken=")
    assert ask(closed, "POST", "/api/entries", json.dumps([note()]).encode())[0] == 401
    assert ask(closed, "POST", "/more/erase", b"", phone)[0] == 503
    assert ask(closed, "POST", "/api/entries", b"x" * 600_000, phone)[0] == 413
    assert ask(closed, "POST", "/", b"passphrase=x", FORM)[0] == 302
    assert sealed(closed) == []


def test_guessing_waits_and_capture_goes_on(closed: Server) -> None:
    phone = made(closed.of, "full")
    lock(closed)
    told = [unlock(closed, f"wrong {number}") for number in range(7)]
    assert told[:4] == [403] * 4
    assert 429 in told
    assert ask(closed, "POST", "/api/entries", json.dumps([note()]).encode(), phone)[0] == 202


def test_more_than_there_is_room_for_is_refused_so_that_the_phone_keeps_it(closed: Server) -> None:
    phone = made(closed.of, "full")
    lock(closed)
    place = closed.of.home / "sealed"
    place.mkdir(mode=0o700)
    (place / f"{1:020}-{'0' * 16}.sealed").write_bytes(bytes(64 * 2**20))
    assert ask(closed, "POST", "/api/entries", json.dumps([note()]).encode(), phone)[0] == 507


def test_a_sealed_thing_that_was_changed_is_not_taken_stays_and_is_told(closed: Server) -> None:
    phone = made(closed.of, "full")
    lock(closed)
    ask(closed, "POST", "/api/entries", json.dumps([note()]).encode(), phone)
    (file,) = sealed(closed)
    raw = bytearray(file.read_bytes())
    raw[300] ^= 1
    file.write_bytes(raw)
    unlock(closed)
    until_open(closed)
    assert sealed(closed) == [file]
    assert [e for e in entries(closed.of) if e.get("text") == WORDS] == []
    assert "one that stays was changed" in closed.of.run("doctor").stdout


def test_killed_while_locked_and_while_reading_everything_acknowledged_arrives_once(closed: Server) -> None:
    phone, chance = made(closed.of, "full"), random.Random(3)  # noqa: S311
    lock(closed)
    acknowledged: list[str] = []
    for number in range(4):
        for _ in range(8):
            one = note()
            if ask(closed, "POST", "/api/entries", json.dumps([one]).encode(), phone)[0] == 202:
                acknowledged.append(one["id"])
        if number:  # the others are killed while somebody unlocks and what waits is read
            assert unlock(closed) == 200
            time.sleep(chance.random() * 6)
        closed.kill()
        closed.start()
        if closed.ask("GET", "/healthz")[1] != b"locked\n":
            raise AssertionError("a restart is locked again")
    assert unlock(closed) == 200
    until_open(closed)
    kept = [e["id"] for e in entries(closed.of) if e.get("text") == WORDS]
    assert sorted(kept) == sorted(acknowledged)
    assert len(acknowledged) == 32
