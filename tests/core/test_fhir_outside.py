# SPDX-License-Identifier: Apache-2.0
"""What a clinic's own FHIR file says to a diary, and what becomes of files that are broken, huge or hostile."""

import json
import tracemalloc
from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from supple.entries.entry import Entry
from supple.entries.felt import CheckIn
from supple.entries.known import Fact, Treatment
from supple.entries.measured import Measurement
from supple.errors import SuppleError
from supple.interop.fhir import read as fhir
from supple.interop.fhir.codes import ATC, LOINC, UCUM
from supple.interop.fhir.read import FromClinic, Whose, read

WHOSE = Whose(UUID(int=9), ZoneInfo("Europe/Berlin"), time(6), datetime(2026, 11, 21, 12, tzinfo=UTC))
ME = {"reference": "Patient/me"}


def of(*resources: dict[str, Any]) -> FromClinic:
    """A bundle of these, read."""
    said = {"resourceType": "Bundle", "type": "searchset", "entry": [{"resource": one} for one in resources]}
    return read(json.dumps(said).encode(), WHOSE)


def observation(code: str, value: float, unit: str, **other: Any) -> dict[str, Any]:
    """A value of a clinic."""
    return {
        "resourceType": "Observation", "id": code, "status": "final", "subject": ME, "effectiveDateTime": "2026-11-03",
        "code": {"coding": [{"system": LOINC, "code": code}]},
        "valueQuantity": {"value": value, "system": UCUM, "code": unit}, **other,
    }  # fmt: skip


def only(found: FromClinic) -> Entry:
    """The one entry it says."""
    (entry,) = found.others
    assert found.ignored == {}
    return entry


@pytest.mark.parametrize(
    ("code", "value", "unit", "measure", "reads"),
    [
        ("29463-7", 68.5, "kg", "weight_kg", 68.5), ("29463-7", 151, "[lb_av]", "weight_kg", 68.49),
        ("8310-5", 98.6, "[degF]", "temp_c", 37.0), ("8310-5", 37.2, "Cel", "temp_c", 37.2),
        ("8867-4", 70, "/min", "pulse", 70), ("8480-6", 130, "mm[Hg]", "sbp", 130), ("8462-4", 80, "mm[Hg]", "dbp", 80),
        ("8302-2", 170, "cm", "own:height", 170), ("2823-3", 4.1, "mmol/L", "own:potassium in serum", 4.1),
        ("19123-9", 2.1, "mg/dL", "own:magnesium in serum", 2.1),
        ("2160-0", 0.9, "mg/dL", "own:creatinine in serum", 0.9),
        ("1742-6", 31, "U/L", "own:ALT in serum", 31),
    ],
)  # fmt: skip
def test_measures_of_the_body_and_blood_values_come_in(
    code: str, value: float, unit: str, measure: str, reads: float
) -> None:
    entry = only(of(observation(code, value, unit)))
    assert isinstance(entry, Measurement)
    assert entry.measure == measure
    assert entry.in_own_unit == pytest.approx(reads, abs=0.01)
    assert entry.at.isoformat() == "2026-11-03T06:00:00+01:00"


def test_a_kidney_value_becomes_what_rules_ask_for_and_pain_a_score() -> None:
    kidney = only(of(observation("98979-8", 92, "mL/min/{1.73_m2}")))
    assert isinstance(kidney, Fact)
    assert (kidney.topic, kidney.name, kidney.number) == ("lab", "egfr", 92)
    pain = only(of(observation("72514-3", 4, "{score}")))
    assert isinstance(pain, CheckIn)
    assert pain.pain == 4


def test_a_blood_pressure_in_two_parts_is_two_values() -> None:
    parts = [observation("8480-6", 128, "mm[Hg]"), observation("8462-4", 82, "mm[Hg]")]
    panel = {
        **observation("85354-9", 0, "x"),
        "component": [{k: p[k] for k in ("code", "valueQuantity")} for p in parts],
    }
    del panel["valueQuantity"]
    found = of(panel)
    assert [(e.measure, e.value) for e in found.others if isinstance(e, Measurement)] == [("sbp", 128), ("dbp", 82)]


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"status": "entered-in-error"}, "not final, or taken back"),
        ({"effectiveDateTime": "2026-11"}, "no exact day"),
        ({"effectiveDateTime": "2026-11-03T10:00:00"}, "no exact day"),
        ({"effectiveDateTime": "2027-01-01"}, "a moment that has not come yet"),
        ({"valueQuantity": {"value": 68, "unit": "kg"}}, "a unit that supple does not know here"),
        ({"valueQuantity": {"value": 5, "comparator": "<", "system": UCUM, "code": "kg"}}, "not one plain number"),
        ({"valueQuantity": {"value": 5000, "system": UCUM, "code": "kg"}}, "a value that cannot be meant"),
        ({"code": {"coding": [{"system": LOINC, "code": "0-0"}]}}, "a code that supple does not know"),
        ({"code": 7}, "not written as the standard asks"), ({"component": 3}, "not written as the standard asks"),
        ({"resourceType": "Immunization"}, "a kind that supple does not read"),
    ],
)  # fmt: skip
def test_what_is_not_read_is_counted_with_its_reason(changed: dict[str, Any], why: str) -> None:
    one = {**observation("29463-7", 68, "kg"), **changed}
    found = of(one)
    assert found.others == ()
    assert dict(found.ignored) == {(one["resourceType"], why): 1}


def medicine(**other: Any) -> dict[str, Any]:
    """A medicine as a clinic states it."""
    return {
        "resourceType": "MedicationStatement", "status": "active", "subject": ME,
        "effectivePeriod": {"start": "2026-01-05"},
        "medicationCodeableConcept": {"coding": [{"system": ATC, "code": "M03BX01"}], "text": "Lioresal 10 mg"},
        "dosage": [{"timing": {"repeat": {"timeOfDay": ["08:00:00", "20:00:00"]}},
                    "doseAndRate": [{"doseQuantity": {"value": 10, "system": UCUM, "code": "mg"}}]}],
        **other,
    }  # fmt: skip


def test_a_medicine_comes_in_by_its_substance_with_its_times() -> None:
    entry = only(of(medicine()))
    assert isinstance(entry, Treatment)
    assert (entry.name, entry.change, entry.dose_mg, entry.times) == ("baclofen", "started", 10, ("08:00", "20:00"))


def test_a_medicine_whose_start_is_not_told_did_not_start_on_the_day_it_was_told() -> None:
    entry = only(of(medicine(effectivePeriod={}, dateAsserted="2026-11-01T10:00:00Z")))
    assert isinstance(entry, Treatment)
    assert (entry.since_unknown, entry.at.isoformat()) == (True, "2026-11-01T10:00:00+00:00")


def test_a_medicine_that_ended_has_a_start_and_a_planned_stop() -> None:
    found = of(medicine(status="stopped", effectivePeriod={"start": "2025-01-05", "end": "2026-02-01"}))
    assert [(e.change, e.suddenly) for e in found.others if isinstance(e, Treatment)] == [
        ("started", None),
        ("stopped", False),
    ]


@pytest.mark.parametrize("status", ["intended", "entered-in-error", "not-taken", "on-hold"])
def test_a_medicine_that_is_not_taken_does_not_come_in(status: str) -> None:
    assert of(medicine(status=status)).others == ()


def test_a_medicine_named_elsewhere_in_the_file_is_looked_up() -> None:
    by_reference = {
        k: v for k, v in medicine(medicationReference={"reference": "#m"}).items() if k != "medicationCodeableConcept"
    }
    held = {**by_reference, "contained": [{"resourceType": "Medication", "id": "m", "code": {"text": "Oxybutynin"}}]}
    entry = only(of(held))
    assert isinstance(entry, Treatment)
    assert entry.name == "Oxybutynin"


def test_the_same_file_says_the_same_entries_and_two_people_are_refused() -> None:
    assert of(observation("29463-7", 68, "kg")).others == of(observation("29463-7", 68, "kg")).others
    with pytest.raises(SuppleError, match="more than one person"):
        of(observation("29463-7", 68, "kg"), observation("8867-4", 70, "/min", subject={"reference": "Patient/bo"}))


HOSTILE: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "fhir-unreadable"),
    "cut off": (b'{"resourceType":"Bundle","entry":[{"resource":', "fhir-unreadable"),
    "no json": (b"hello", "fhir-unreadable"),
    "a list": (b"[]", "fhir-unreadable"),
    "json of something else": (b'{"a":1}', "fhir-unreadable"),
    "latin letters": ('{"resourceType":"Bundle","id":"é"}'.encode("latin-1"), "fhir-unreadable"),
    "utf-16": ('{"resourceType":"Bundle"}'.encode("utf-16"), "fhir-unreadable"),
    "nul": (b'{"resourceType":"\x00"}', "fhir-unreadable"),
    "not a number": (b'{"resourceType":"Bundle","total":NaN}', "fhir-unreadable"),
    "nested too deep": (b"[" * 100_000 + b"]" * 100_000, "fhir-unreadable"),
    "xml with entities": (b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><Bundle>&b;</Bundle>', "fhir-xml"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_is_none_is_refused_in_words(name: str) -> None:
    content, code = HOSTILE[name]
    with pytest.raises(SuppleError) as refusal:
        read(content, WHOSE)
    assert refusal.value.code == code
    assert refusal.value.hint


def test_a_file_that_is_too_large_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fhir, "MOST_BYTES", 1000)
    with pytest.raises(SuppleError, match="larger than"):
        read(b" " * 1001, WHOSE)


def test_reading_takes_a_few_times_the_files_size_in_memory() -> None:
    entries = [{"resource": observation("29463-7", 60 + n % 40, "kg", id=str(n))} for n in range(5000)]
    content = json.dumps({"resourceType": "Bundle", "type": "searchset", "entry": entries}).encode()
    tracemalloc.start()
    assert len(read(content, WHOSE).others) == 5000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20 * len(content)


def test_a_file_with_a_mark_at_its_start_and_a_single_resource_are_read() -> None:
    found = read(b"\xef\xbb\xbf" + json.dumps(observation("8867-4", 70, "/min")).encode(), WHOSE)
    assert len(found.others) == 1
