# SPDX-License-Identifier: Apache-2.0
"""A diary that goes to a clinic's computer and comes back is the same diary, whatever was said in it."""

import json
from datetime import UTC, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from supple.entries.entry import Entry
from supple.entries.kinds import to_json
from supple.entries.timeline import fold
from supple.interop.fhir.bundle import Kind, Sent, write
from supple.interop.fhir.codes import WHOLE
from supple.interop.fhir.entry import read as read_entry
from supple.interop.fhir.entry import written
from supple.interop.fhir.read import FromClinic, Whose, read
from tests.core.fhir_shape import problems
from tests.laws.anything import anything

STRANGE: list[object] = [None, [], {}, 3, "x", [{}], [None]]
PERSON, ZONE, NOW = UUID(int=7), ZoneInfo("Europe/Berlin"), datetime(2031, 1, 1, tzinfo=UTC)
WHOSE = Whose(PERSON, ZONE, time(6), NOW)
some_diary = st.lists(anything(), max_size=6, unique_by=lambda e: e.id)
kinds = st.sampled_from(["collection", "transaction", "document"])
slow = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def sent_and_read(diary: list[Entry], kind: Kind, snomed: bool = False) -> FromClinic:
    """Written with everything in it, and read by somebody who never saw it."""
    whole = Sent(PERSON, fold(diary, ZONE, time(5)), NOW, kind, name="Ada", snomed=snomed)
    return read("".join(write(whole)).encode(), WHOSE)


@slow
@given(some_diary, kinds, st.booleans())
def test_a_diary_comes_back_as_it_went(diary: list[Entry], kind: Kind, snomed: bool) -> None:
    back = sent_and_read(diary, kind, snomed)
    before = fold(diary, ZONE).entries
    assert [to_json(e) for e in fold(back.ours, ZONE)] == [to_json(e) for e in before]
    assert (back.others, dict(back.ignored)) == ((), {})
    assert back.home == ("Europe/Berlin", time(5))


@slow
@given(anything())
def test_every_resource_has_the_shape_that_the_standard_asks_for(entry: Entry) -> None:
    for resource in written(entry, "urn:uuid:0", snomed=True):
        assert problems(resource) == []
        json.loads(json.dumps(resource, allow_nan=False))


@slow
@given(anything(("episode", "check_in", "measurement", "exposure", "flare", "skin", "bladder", "session")))
def test_an_entry_is_carried_whole_only_when_its_resource_cannot_hold_it(entry: Entry) -> None:
    made = written(entry, "urn:uuid:0")
    bare = [{name: said for name, said in one.items() if name != "extension"} for one in made]
    found = read_entry(bare[0], {f"urn:uuid:{one['id']}": one for one in bare})
    holds = found is not None and to_json(found) == to_json(entry)
    assert holds == ("extension" not in made[0])
    assert all(one["url"] == WHOLE for one in made[0].get("extension", ()))


@slow
@given(some_diary, st.data())
def test_a_file_that_was_cut_or_changed_is_refused_or_read_and_nothing_else(
    diary: list[Entry], data: st.DataObject
) -> None:
    whole = Sent(PERSON, fold(diary, ZONE), NOW, name="Ada")
    bundle = json.loads("".join(write(whole)))
    entries = bundle["entry"]
    for entry in entries:
        resource = entry["resource"]
        gone = data.draw(st.sampled_from(sorted(resource)))
        resource[gone] = data.draw(st.sampled_from(STRANGE))
    read(json.dumps(bundle).encode(), WHOSE)
