# SPDX-License-Identifier: Apache-2.0
"""A whole diary moves to another machine as one file, corrections and all; a damaged file brings in nothing."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from hashlib import sha256
from uuid import UUID

import pytest

from supple.actions import archive, correct, look_back
from supple.actions.arrange import arrange
from supple.actions.plant_example import plant
from supple.actions.record import record
from supple.errors import SuppleError
from supple.people.models import Person
from tests.app.saying import raw


def written(person: Person, now: datetime) -> bytes:
    """The archive of a diary."""
    to = io.BytesIO()
    archive.write(person, to, now)
    return to.getvalue()


def changed(content: bytes, name: str, part: bytes) -> bytes:
    """The archive with another content of one part, or without it when that is empty."""
    to = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(to, "w") as new:
        for one in old.namelist():
            if one != name:
                new.writestr(one, old.read(one))
        if part:
            new.writestr(name, part)
    return to.getvalue()


@pytest.mark.django_db
def test_ninety_days_move_to_another_person_and_say_the_same(bo: Person, now: datetime) -> None:
    example = plant(datetime.now(UTC))[0]
    arrange(example, "Asia/Tokyo", time(4, 30))
    done = archive.read_in(bo, written(example, now), now)
    bo.refresh_from_db()
    assert (done.already, done.other, done.home) == (0, 0, True)
    assert (bo.zone, bo.day_starts) == ("Asia/Tokyo", time(4, 30))
    assert look_back.timeline(bo).entries == look_back.timeline(example).entries
    assert len(look_back.timeline(bo)) > 100


def test_corrections_and_what_was_taken_back_move_along(ada: Person, bo: Person, now: datetime) -> None:
    first, second = (UUID(record(ada, [raw(now, what=w)], now).results[0].id) for w in ("spasm", "cramp"))
    correct.change(ada, first, {"severity": 7}, now)
    correct.withdraw(ada, second, now)
    content = written(ada, now)
    assert archive.read_in(bo, content, now).new == 4
    assert look_back.timeline(bo).entries == look_back.timeline(ada).entries
    again = archive.read_in(bo, content, now)
    assert (again.new, again.already, again.home) == (0, 4, False)


def test_what_is_here_already_stays_as_it_is(ada: Person, bo: Person, now: datetime) -> None:
    kept = raw(now, what="spasm")
    record(ada, [kept], now)
    record(bo, [{**kept, "what": "cramp"}], now)
    done = archive.read_in(bo, written(ada, now), now)
    assert (done.new, done.other, done.home) == (0, 1, False)
    assert [e.what for e in look_back.timeline(bo)] == ["cramp"]  # type: ignore[attr-defined]
    assert bo.zone == "Europe/London"


def test_an_archive_can_be_read_without_supple(ada: Person, now: datetime) -> None:
    record(ada, [raw(now, "note", text="legs like wood")], now)
    with zipfile.ZipFile(io.BytesIO(written(ada, now))) as parts:
        assert parts.testzip() is None
        assert set(parts.namelist()) == {"READ-ME.txt", "supple.json", "diary.csv", "entries.jsonl"}
        assert json.loads(parts.read("entries.jsonl"))["text"] == "legs like wood"
        assert "not encrypted" in parts.read("READ-ME.txt").decode()


def test_a_moment_that_was_right_when_it_was_kept_comes_in_also_where_the_clock_is_behind(
    ada: Person, bo: Person, now: datetime
) -> None:
    record(ada, [raw(now)], now)
    archive.read_in(bo, written(ada, now), now - timedelta(days=400))
    assert len(look_back.timeline(bo)) == 1


HARMED: dict[str, Callable[[bytes], bytes]] = {
    "not a zip": lambda whole: b"hello",
    "cut short": lambda whole: whole[: len(whole) // 2],
    "another zip": lambda whole: changed(changed(whole, "supple.json", b""), "entries.jsonl", b""),
    "no list": lambda whole: changed(whole, "supple.json", b""),
    "a list of nothing": lambda whole: changed(whole, "supple.json", b"[]"),
    "other entries": lambda whole: changed(whole, "entries.jsonl", b"{}\n"),
    "a newer form": lambda whole: changed(whole, "supple.json", b'{"format": "supple archive", "form": 99}'),
}


@pytest.mark.parametrize("harm", HARMED)
def test_a_damaged_archive_brings_in_nothing(ada: Person, bo: Person, now: datetime, harm: str) -> None:
    record(ada, [raw(now), raw(now)], now)
    with pytest.raises(SuppleError):
        archive.read_in(bo, HARMED[harm](written(ada, now)), now)
    assert len(look_back.timeline(bo)) == 0


def test_one_line_of_a_newer_supple_brings_in_nothing_and_is_named(ada: Person, bo: Person, now: datetime) -> None:
    record(ada, [raw(now), raw(now)], now)
    whole = written(ada, now)
    with zipfile.ZipFile(io.BytesIO(whole)) as parts:
        listed, said = json.loads(parts.read("supple.json")), parts.read("entries.jsonl")
    said = said.replace(b'"kind":"episode"', b'"kind":"from_tomorrow"', 1)
    listed["sha256"] = sha256(said).hexdigest()
    newer = changed(changed(whole, "entries.jsonl", said), "supple.json", json.dumps(listed).encode())
    with pytest.raises(SuppleError, match="line 1"):
        archive.read_in(bo, newer, now)
    assert len(look_back.timeline(bo)) == 0


def test_an_archive_that_unfolds_without_end_is_refused(
    ada: Person, bo: Person, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(ada, [raw(now, "note", text="x" * 5000)], now)
    whole = written(ada, now)
    monkeypatch.setattr("supple.interop.archive.LARGEST", 4000)
    with pytest.raises(SuppleError, match="more than any diary"):
        archive.read_in(bo, whole, now)
