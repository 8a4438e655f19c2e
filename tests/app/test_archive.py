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

from supple.actions import archive, bring_together, correct, look_back
from supple.actions.arrange import arrange
from supple.actions.plant_example import plant
from supple.actions.record import record
from supple.entries.felt import Episode
from supple.errors import SuppleError
from supple.journal import store
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
    assert (done.seen.already, done.seen.changed, done.seen.home) == (0, 0, True)
    assert (bo.zone, bo.day_starts) == ("Asia/Tokyo", time(4, 30))
    assert look_back.timeline(bo).entries == look_back.timeline(example).entries
    assert len(look_back.timeline(bo)) > 100


def test_corrections_and_what_was_taken_back_move_along(ada: Person, bo: Person, now: datetime) -> None:
    first, second = (UUID(record(ada, [raw(now, what=w)], now).results[0].id) for w in ("spasm", "cramp"))
    correct.change(ada, first, {"severity": 7}, now)
    correct.withdraw(ada, second, now)
    content = written(ada, now)
    assert archive.read_in(bo, content, now).seen.new == 4
    assert look_back.timeline(bo).entries == look_back.timeline(ada).entries
    again = archive.read_in(bo, content, now).seen
    assert (again.new, again.already, again.home) == (0, 4, False)


def test_looking_at_an_archive_first_keeps_nothing(ada: Person, bo: Person, now: datetime) -> None:
    record(ada, [raw(now, what="spasm"), raw(now, "note", text="a")], now)
    content = written(ada, now)
    seen = archive.preview(bo, content)
    assert (seen.new, seen.counts, seen.home) == (2, {"episode": 1, "note": 1}, True)
    assert len(look_back.timeline(bo)) == 0
    assert archive.preview(ada, content).already == 2


def test_an_empty_diary_becomes_the_other_one_bit_for_bit(ada: Person, bo: Person, now: datetime) -> None:
    fall = raw(now, "episode", what="weakness", severity=9)
    record(ada, [fall, raw(now, "note", text="a sudden weak face and slurred speech")], now)
    correct.change(ada, UUID(fall["id"]), {"severity": 8}, now)
    archive.read_in(bo, written(ada, now), now)
    assert list(store.everything(bo)) == list(store.everything(ada))


def test_an_archive_is_taken_out_as_a_whole_and_can_come_again(ada: Person, bo: Person, now: datetime) -> None:
    first, second, _ = (UUID(record(ada, [raw(now, what=w)], now).results[0].id) for w in ("spasm", "cramp", "pain"))
    correct.change(ada, first, {"severity": 7}, now)
    correct.withdraw(ada, second, now)
    content = written(ada, now)
    record(bo, [raw(now, what="tingling")], now)
    for _again in range(2):
        archive.read_in(bo, content, now)
        assert {e.what for e in look_back.timeline(bo).of(Episode)} == {"spasm", "pain", "tingling"}
        batch = bring_together.brought(bo)[0]
        assert batch.form == "archive"
        assert bring_together.undo(bo, batch.key, now) == bring_together.Undone(left=2, stay=0)
        assert [e.what for e in look_back.timeline(bo).of(Episode)] == ["tingling"]


def test_a_correction_of_what_was_here_before_leaves_with_its_archive(ada: Person, bo: Person, now: datetime) -> None:
    spasm = raw(now, what="spasm")
    record(ada, [spasm], now)
    archive.read_in(bo, written(ada, now), now)
    correct.change(ada, UUID(spasm["id"]), {"severity": 7}, now)
    archive.read_in(bo, written(ada, now), now)
    assert [e.severity for e in look_back.timeline(bo).of(Episode)] == [7]
    bring_together.undo(bo, bring_together.brought(bo)[0].key, now)
    assert [e.severity for e in look_back.timeline(bo).of(Episode)] == [None]


def test_what_was_corrected_by_hand_stays_when_the_archive_leaves(ada: Person, bo: Person, now: datetime) -> None:
    spasm = raw(now, what="spasm")
    record(ada, [spasm, raw(now, what="cramp")], now)
    archive.read_in(bo, written(ada, now), now)
    correct.change(bo, UUID(spasm["id"]), {"severity": 3}, now)
    batch = bring_together.brought(bo)[0]
    assert bring_together.undo(bo, batch.key, now) == bring_together.Undone(left=1, stay=1)


def test_what_is_here_already_stays_as_it_is(ada: Person, bo: Person, now: datetime) -> None:
    kept = raw(now, what="spasm")
    record(ada, [kept], now)
    record(bo, [{**kept, "what": "cramp"}], now)
    done = archive.read_in(bo, written(ada, now), now).seen
    assert (done.new, done.changed, done.home) == (0, 1, False)
    assert [e.what for e in look_back.timeline(bo)] == ["cramp"]  # type: ignore[attr-defined]
    assert bo.zone == "Europe/London"


def test_an_archive_can_be_read_without_supple(ada: Person, now: datetime) -> None:
    record(ada, [raw(now, "note", text="legs like wood")], now)
    with zipfile.ZipFile(io.BytesIO(written(ada, now))) as parts:
        assert parts.testzip() is None
        assert set(parts.namelist()) == {"READ-ME.txt", "supple.json", "diary.csv", "entries.jsonl", "besides.json"}
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


def test_an_archive_that_unfolds_without_end_is_refused(ada: Person, bo: Person, now: datetime) -> None:
    record(ada, [raw(now, "note", text="x" * 5000)], now)
    whole = written(ada, now)
    with pytest.raises(SuppleError, match="more than any diary"):
        archive.read_in(bo, whole, now, most=4000)
