# SPDX-License-Identifier: Apache-2.0
"""The diary as FHIR from one supple to another, a clinic's file into a diary, and out again as a whole."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from supple.actions import bring_in_fhir, bring_together, correct, look_back
from supple.actions.bring_in import import_csv
from supple.actions.record import record
from supple.actions.take_out_fhir import Chosen, bundle_of
from supple.entries.kinds import to_json
from supple.errors import SuppleError
from supple.journal import store
from supple.people.models import Person
from tests.app.saying import raw
from tests.core.fhir_diary import NOW, diary
from tests.core.fhir_shape import problems
from tests.core.test_fhir_outside import medicine, observation

WHOLE = Chosen(whole=True)


def said(person: Person) -> list[str]:
    """The diary as it stands."""
    return [to_json(entry) for entry in look_back.timeline(person)]


def file_of(person: Person, chosen: Chosen = WHOLE) -> bytes:
    """What goes out."""
    return "".join(bundle_of(person, NOW, chosen)).encode()


@pytest.fixture
def cleos(ada: Person) -> Person:
    """Ada's journal with the diary of every kind."""
    store.append(ada, list(diary()), NOW, "test")
    return ada


def clinic(*resources: dict[str, object]) -> bytes:
    """A clinic's file."""
    return json.dumps(
        {"resourceType": "Bundle", "type": "searchset", "entry": [{"resource": r} for r in resources]}
    ).encode()


def test_a_diary_moves_whole_into_an_empty_supple(cleos: Person, bo: Person) -> None:
    content = file_of(cleos)
    seen = bring_in_fhir.preview(bo, content, NOW)
    assert (seen.new, seen.already, seen.ignored, seen.home) == (len(diary()), 0, (), True)
    assert said(bo) == []
    bring_in_fhir.bring_in(bo, content, NOW)
    bo.refresh_from_db()
    assert said(bo) == said(cleos)
    assert bo.zone == cleos.zone
    again = bring_in_fhir.bring_in(bo, content, NOW).seen
    assert (again.new, again.already, again.home) == (0, len(diary()), False)


def test_corrections_are_folded_in_before_the_diary_goes_out(ada: Person, bo: Person) -> None:
    kept = record(ada, [raw(NOW, "note", text="stiff"), raw(NOW, "win", text="slept")], NOW)
    first = store.latest(ada, 2).entries[0]
    correct.withdraw(ada, first.id, NOW)
    assert len(kept.results) == 2
    bring_in_fhir.bring_in(bo, file_of(ada), NOW)
    assert said(bo) == said(ada)


def test_what_others_read_has_no_name_no_contact_and_nothing_private(cleos: Person) -> None:
    content = file_of(cleos, Chosen(report=True, plan=True))
    bundle = json.loads(content)
    assert problems(bundle) == []
    assert b"Ada" not in content
    assert b"030 000" not in content
    assert not any(r["resource"].get("meta") for r in bundle["entry"])
    assert [r for r in bundle["entry"] if r["resource"]["resourceType"] == "DocumentReference"]


def test_a_period_leaves_out_what_was_before_but_keeps_what_still_holds(cleos: Person) -> None:
    since = (NOW - timedelta(days=43)).date()
    kinds = {json.loads(line)["kind"] for line in said(cleos)}
    short = json.loads(file_of(cleos, replace(WHOLE, since=since)))["entry"]
    assert "treatment" in kinds
    assert any(e["resource"]["resourceType"] == "MedicationStatement" for e in short)
    assert len(short) < len(json.loads(file_of(cleos))["entry"])


def test_a_clinics_file_adds_values_and_medicines_and_counts_the_rest(ada: Person) -> None:
    content = clinic(observation("29463-7", 68, "kg"), medicine(), {"resourceType": "Immunization", "subject": {}})
    seen = bring_in_fhir.preview(ada, content, NOW)
    assert (seen.counts, seen.ignored) == (
        {"measurement": 1, "treatment": 1}, (("Immunization", "a kind that supple does not read", 1),)
    )  # fmt: skip
    bring_in_fhir.bring_in(ada, content, NOW)
    assert bring_in_fhir.preview(ada, content, NOW).new == 0


def test_a_file_is_taken_out_as_a_whole_and_can_come_again(ada: Person) -> None:
    record(ada, [raw(NOW, "note", text="mine")], NOW)
    before = said(ada)
    content = clinic(observation("29463-7", 68, "kg"), medicine())
    for _ in range(2):
        bring_in_fhir.bring_in(ada, content, NOW)
        with_file = said(ada)
        (batch, *_earlier) = bring_together.brought(ada)
        assert (batch.form, batch.entries, batch.undone) == ("fhir", 2, False)
        assert bring_together.undo(ada, batch.key, NOW).left == 2
        assert said(ada) == before
    bring_in_fhir.bring_in(ada, content, NOW)
    assert said(ada) == with_file
    assert [b.undone for b in bring_together.brought(ada)] == [False, True, True]


def test_what_was_corrected_since_stays_when_its_file_is_taken_out(ada: Person) -> None:
    import_csv(ada, b"date,spasticity,pain\n2026-10-01,3,4\n2026-10-02,5,6\n", NOW)
    one = next(iter(look_back.timeline(ada)))
    correct.change(ada, one.id, {"private": True}, NOW)
    (batch,) = bring_together.brought(ada)
    assert bring_together.undo(ada, batch.key, NOW) == bring_together.Undone(left=3, stay=1)
    assert [e.id for e in look_back.timeline(ada)] == [one.id]


def test_what_the_person_took_out_themselves_does_not_come_back_with_the_file(ada: Person) -> None:
    content = b"date,spasticity\n2026-10-01,3\n2026-10-02,5\n"
    import_csv(ada, content, NOW)
    one = next(iter(look_back.timeline(ada)))
    correct.withdraw(ada, one.id, NOW)
    (batch,) = bring_together.brought(ada)
    bring_together.undo(ada, batch.key, NOW)
    assert import_csv(ada, content, NOW).preview.new == 1
    assert one.id not in {e.id for e in look_back.timeline(ada)}


def test_only_ones_own_files_can_be_taken_out_and_only_once(ada: Person, bo: Person) -> None:
    import_csv(ada, b"date,spasticity\n2026-10-01,3\n", NOW)
    (batch,) = bring_together.brought(ada)
    with pytest.raises(SuppleError, match="no such file"):
        bring_together.undo(bo, batch.key, NOW)
    bring_together.undo(ada, batch.key, NOW)
    with pytest.raises(SuppleError, match="no such file"):
        bring_together.undo(ada, batch.key, NOW)


def test_an_empty_file_is_refused_in_words(ada: Person) -> None:
    with pytest.raises(SuppleError, match="holds nothing"):
        bring_in_fhir.preview(ada, clinic(), NOW)
