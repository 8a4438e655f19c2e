# SPDX-License-Identifier: Apache-2.0
"""The past stays on its days after a move, a button is not the person, and large files are told so."""

import json
import stat
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from supple.actions import correct, look_back, record, tokens
from supple.actions.arrange import arrange
from supple.actions.bring_in import MOST_VALUES, import_csv, preview_csv
from supple.actions.home import home
from supple.actions.take_out import diary_csv
from supple.entries.felt import CheckIn, Episode
from supple.entries.kinds import Replaced
from supple.errors import SuppleError
from supple.journal import store
from supple.people.models import Person
from tests.app.saying import entry, raw

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
NIGHT = datetime(2026, 11, 19, 23, 30, tzinfo=UTC)
SIGN = {"signs_asked": True, "signs": [{"id": "chest_pain", "present": "no"}]}


def _days(person: Person) -> list[date]:
    diary = look_back.timeline(person)
    return [diary.day_of(e) for e in diary]


def test_moving_house_leaves_the_past_on_its_days(ada: Person) -> None:
    record.record(ada, [raw(NIGHT), raw(NIGHT, zone="Asia/Tokyo")], NOON)
    record.record_entries(ada, [entry(NIGHT)], NOON)
    token = tokens.find(tokens.create(ada, "write-only", "episode:spasm", now=NOON))
    assert token
    record.press(token, NOON)
    import_csv(ada, b"date,heat,note\n2026-11-18,1,a fine day\n", NOON)
    before = _days(ada)
    arrange(ada, "Pacific/Auckland", ada.day_starts)
    assert _days(ada) == before
    arrange(ada, "Pacific/Honolulu", ada.day_starts)
    assert _days(ada) == before
    assert {e.zone for e in look_back.timeline(ada)} == {"Europe/Berlin", "Asia/Tokyo"}


def test_the_same_queue_after_a_move_is_already_kept(ada: Person) -> None:
    first = raw(NIGHT)
    queue = [first, raw(NIGHT, "replaced", target=first["id"], entry=raw(NIGHT, what="cramp"))]
    assert [k.status for k in record.record(ada, queue, NOON).results] == ["kept", "kept"]
    arrange(ada, "Asia/Tokyo", time(5))
    assert [k.status for k in record.record(ada, queue, NOON).results] == ["already kept", "already kept"]
    moved = [first | {"zone": "Asia/Tokyo"}, first | {"what": "spasm"}]
    assert [k.status for k in record.record(ada, moved, NOON).results] == ["refused", "refused"]


def test_a_correction_carries_the_zone_too(ada: Person) -> None:
    first = raw(NIGHT)
    said = raw(NIGHT, "replaced", target=first["id"], entry=raw(NIGHT, what="cramp"))
    record.record(ada, [first, said], NOON)
    kept = store.kept(ada, [UUID(said["id"])])[UUID(said["id"])]
    assert isinstance(kept, Replaced)
    assert (kept.zone, kept.entry.zone) == ("Europe/Berlin", "Europe/Berlin")


def test_a_press_taken_back_does_not_swallow_the_next_one(ada: Person, now: datetime) -> None:
    token = tokens.find(tokens.create(ada, "write-only", "episode:spasm", now=now))
    assert token
    first = record.press(token, now)
    assert first.id
    correct.withdraw(ada, UUID(first.id), now + timedelta(seconds=3))
    second = record.press(token, now + timedelta(seconds=6))
    assert second.status == "kept"
    assert record.press(token, now + timedelta(seconds=8)).id == second.id
    assert [str(e.id) for e in look_back.timeline(ada).of(Episode)] == [second.id]


@pytest.mark.parametrize(
    ("label", "by"), [("bedside", "bedside"), ("", "button"), (" \x00 ", "button"), ("x" * 100, "x" * 100)]
)
def test_what_a_token_that_only_writes_says_is_not_the_persons_own_word(
    client: Client, ada: Person, now: datetime, label: str, by: str
) -> None:
    secret = tokens.create(ada, "write-only", label=label, now=now)
    queue = [raw(now, "check_in", **SIGN), raw(now, "check_in", by="Cleo", **SIGN)]
    for status in ("kept", "already kept"):
        answer = _sent(client, secret, queue)
        assert [r["status"] for r in answer.json()] == [status, status]
    assert sorted(str(c.by) for c in look_back.timeline(ada).of(CheckIn)) == sorted([by, "Cleo"])


def test_a_token_that_may_do_all_speaks_for_the_person(client: Client, ada: Person, now: datetime) -> None:
    _sent(client, tokens.create(ada, "full", label="laptop", now=now), [raw(now, "check_in", **SIGN)])
    assert [c.by for c in look_back.timeline(ada).of(CheckIn)] == [None]


@pytest.mark.parametrize(
    "since", ["0001-01-01", "1899-12-31", "9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00"]
)
def test_a_since_far_away_is_refused_with_a_sentence(client: Client, ada: Person, now: datetime, since: str) -> None:
    secret = tokens.create(ada, "full", now=now)
    answer = client.get("/api/entries", {"since": since}, headers={"Authorization": f"Bearer {secret}"})
    assert answer.status_code == 422
    assert "1900 and 2200" in answer.json()["detail"]


@pytest.mark.parametrize(
    "fields", [{"version": 10**30}, {"version": -1}, {"version": 99}, {"kind": ["note"]}, {"at": "1700000000"}]
)
def test_one_impossible_entry_costs_no_other(
    client: Client, ada: Person, now: datetime, fields: dict[str, Any]
) -> None:
    secret = tokens.create(ada, "full", now=now)
    answer = _sent(client, secret, [raw(now), {**raw(now), **fields}, raw(now)])
    assert answer.status_code == 200
    assert [r["status"] for r in answer.json()] == ["kept", "refused", "kept"]


def test_any_number_of_ids_may_be_asked_for(ada: Person, now: datetime) -> None:
    said = [entry(now) for _ in range(3)]
    store.append(ada, said, now, "test")
    asked = [*(uuid4() for _ in range(40_000)), *(e.id for e in said)]
    assert store.known_ids(ada, asked) == {e.id for e in said}
    assert set(store.kept(ada, asked)) == {e.id for e in said}


def test_a_file_of_too_many_values_is_told_so_before_it_is_read_into_entries(ada: Person) -> None:
    days = [(date(2020, 1, 1) + timedelta(n)).isoformat() for n in range(1500)]
    table = "date," + ",".join(f"c{n}" for n in range(200)) + "\n"
    content = (table + "".join(day + ",1" * 200 + "\n" for day in days)).encode()
    (problem,) = preview_csv(ada, content, NOON).problems
    assert f"{MOST_VALUES:,} values" in problem.found
    with pytest.raises(SuppleError, match="in parts"):
        import_csv(ada, content, NOON)


def test_a_diary_taken_out_brought_in_and_taken_out_again_is_the_same_file(ada: Person, bo: Person) -> None:
    said = [
        raw(NOON - timedelta(days=1), "measurement", measure="own:wind", value=2),
        raw(NOON - timedelta(days=1), "exposure", what="stress"),
        raw(NOON, "check_in", spasticity=4, mood=3),
        raw(NOON, "exposure", what="heat"),
        raw(NOON, "episode", what="spasm", woke=True),
    ]
    record.record(ada, said, NOON)
    first = diary_csv(ada)
    assert first.splitlines()[0] == "date,spasticity,episodes,woken_by_legs,mood,heat,own:wind,stress"
    import_csv(bo, first.encode(), NOON)
    assert diary_csv(bo) == first


def test_what_is_made_at_home_is_readable_by_its_owner_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUPPLE_HOME", str(tmp_path / "supple"))
    made = home() / "supple.sqlite3"
    made.touch()
    assert stat.S_IMODE(made.stat().st_mode) == 0o600


def _sent(client: Client, secret: str, queue: list[dict[str, Any]]) -> Any:
    who = {"Authorization": f"Bearer {secret}"}
    return client.post("/api/entries", json.dumps(queue), content_type="application/json", headers=who)
