# SPDX-License-Identifier: Apache-2.0
"""What goes to a clinic as FHIR: the recorded bundles that other programs found valid, and what they must not say."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from supple.care.doable import Plan
from supple.cli.main import main
from supple.entries.kinds import to_json
from supple.entries.known import Contact
from supple.entries.timeline import DAY_STARTS
from supple.interop.fhir.bundle import Kind, write
from supple.interop.fhir.code_system import GROUPS, code_system
from supple.interop.fhir.codes import LABS, LOINC, LOINC_OF, OURS, SNOMED, UCUM, WHOLE
from supple.interop.fhir.read import Whose, read
from tests.core.fhir_diary import CLEO, NOW, ZONE, diary, sent
from tests.core.fhir_shape import problems

RECORDED = Path(__file__).with_name("recorded")
KINDS: tuple[Kind, ...] = ("collection", "transaction", "document")
WHOSE = Whose(CLEO, ZONE, DAY_STARTS, NOW)
every_kind = pytest.mark.parametrize("kind", KINDS)


def bundle(kind: Kind) -> dict[str, Any]:
    """Cleo's diary as it goes out."""
    said: dict[str, Any] = json.loads("".join(write(sent(kind))))
    return said


def resources(kind: Kind = "transaction") -> list[dict[str, Any]]:
    """What is in it."""
    return [entry["resource"] for entry in bundle(kind)["entry"]]


@every_kind
def test_a_bundle_is_still_the_one_that_other_programs_found_valid(kind: Kind) -> None:
    """When this fails on purpose: run `make audit`, which has it validated and says how to record it anew."""
    recorded = json.loads((RECORDED / f"{kind}.fhir.json").read_text())
    assert bundle(kind) == recorded


@every_kind
def test_a_bundle_has_the_shape_that_the_standard_asks_for(kind: Kind) -> None:
    assert problems(bundle(kind)) == []


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"resourceType": "Observation", "code": {"text": "x"}}, "Observation.status: missing"),
        (
            {"resourceType": "Observation", "status": "zzz", "code": {"text": "x"}},
            "Observation.status: not one of the codes",
        ),
        ({"resourceType": "Observation", "status": "final", "code": {"text": ""}}, "Observation.code.text: no string"),
        ({"resourceType": "Basic", "code": {"text": "x"}, "bogus": 1}, "Basic.bogus: not in the standard"),
        ({"resourceType": "Basic", "code": [{"text": "x"}]}, "Basic.code: a list"),
        ({"resourceType": "Goal", "lifecycleStatus": "active", "description": {"text": "x"}}, "Goal.subject: missing"),
    ],
)
def test_our_own_check_of_the_shape_notices_what_is_wrong(wrong: dict[str, Any], told: str) -> None:
    assert told in problems(wrong)


@every_kind
def test_every_reference_leads_to_something_in_the_bundle(kind: Kind) -> None:
    there = {entry["fullUrl"] for entry in bundle(kind)["entry"]}
    assert len(there) == len(bundle(kind)["entry"])
    assert set(_under(bundle(kind), "reference")) <= there


def _under(part: Any, name: str) -> list[Any]:
    if isinstance(part, list):
        return [found for one in part for found in _under(one, name)]
    if not isinstance(part, dict):
        return []
    return [said for key, said in part.items() if key == name] + [
        f for said in part.values() for f in _under(said, name)
    ]


def test_what_goes_out_under_no_name_names_nobody() -> None:
    text = "".join(write(sent("collection")))
    assert "Cleo" not in text
    assert not re.search(r"\bBo\b", text)
    assert "030 000" not in text
    assert not any("name" in one for one in resources("collection") if one["resourceType"] == "Patient")
    assert "Cleo" in "".join(write(sent("document")))


def test_codes_of_others_are_sent_only_where_they_were_confirmed() -> None:
    sent_codes = {(c["system"], c["code"]) for part in _under(resources(), "coding") for c in part}
    loinc = {code for system, code in sent_codes if system == LOINC}
    assert loinc <= {code for code, _ in LOINC_OF.values()} | {
        code for units in LABS.values() for code in units.values()
    }
    assert {"38208-5", "8310-5", "8480-6", "29463-7", "2823-3"} <= loinc
    assert {system for system, _ in sent_codes} >= {SNOMED}


def test_a_score_of_spasticity_is_a_number_with_a_unit_and_findable_by_code() -> None:
    found = [r for r in resources() if r.get("code", {}).get("coding", [{}])[0].get("code") == "measure.spasticity"]
    assert [r["valueQuantity"] for r in found] == [{"value": 6, "system": UCUM, "code": "{score}"}]


def test_an_ashworth_grade_is_a_word_with_muscle_side_and_rater_and_never_a_number() -> None:
    (found,) = [
        r for r in resources() if r.get("code", {}).get("coding", [{}])[0].get("code") == "scale.modified_ashworth"
    ]
    assert found["valueCodeableConcept"]["coding"][0]["code"] == "ashworth.1+"
    assert [c["code"] for c in found["bodySite"]["coding"]] == ["site.calf", "side.left"]
    assert found["performer"] == [{"display": "Dr Lin"}]
    assert "valueQuantity" not in found


def test_a_routine_that_a_red_flag_stopped_is_not_sent() -> None:
    stopped = replace(sent("transaction"), plan=Plan("usual"))
    assert "CarePlan" not in "".join(write(stopped))
    assert sum(r["resourceType"] == "CarePlan" for r in resources()) == 1


@every_kind
def test_the_diary_comes_back_from_the_file(kind: Kind) -> None:
    back = read(json.dumps(bundle(kind)).encode(), WHOSE)
    expected = [e for e in diary() if kind != "collection" or not isinstance(e, Contact)]
    said = sorted(back.ours, key=lambda e: (e.at, e.id))
    if kind == "collection":
        said, expected = (
            [e.model_copy(update={"by": None}) for e in said],
            [e.model_copy(update={"by": None}) for e in expected],
        )
    assert [to_json(e) for e in said] == [to_json(e) for e in expected]
    assert (back.others, back.ignored) == ((), {})


def test_the_diary_comes_back_from_a_server_of_others_that_gave_everything_new_ids() -> None:
    back = read((RECORDED / "from-a-server.fhir.json").read_bytes(), WHOSE)
    assert [to_json(e) for e in sorted(back.ours, key=lambda e: (e.at, e.id))] == [to_json(e) for e in diary()]
    assert (back.others, back.ignored) == ((), {})


def test_only_kinds_that_fhir_cannot_hold_are_carried_whole() -> None:
    whole = {
        json.loads(x["valueString"])["kind"] for r in resources() for x in r.get("extension", ()) if x["url"] == WHOLE
    }
    plain = {e.model_dump()["kind"] for e in diary()} - whole
    assert plain >= {
        "note",
        "dose",
        "exposure",
        "measurement",
        "scale_answer",
        "flare",
        "bladder",
        "bowel",
        "skin",
        "intake",
    }
    assert whole >= {"visit", "contact", "goal", "supply", "pause", "preference", "warning_shown"}


def test_every_code_of_ours_in_a_file_is_in_the_published_list() -> None:
    listed = code_system("1")
    assert problems(listed) == []
    known = [concept["code"] for concept in listed["concept"]]
    assert len(known) == len(set(known))
    used = {c["code"] for part in _under(resources("document"), "coding") for c in part if c["system"] == OURS}
    assert {code for code in used if not code.startswith("remedy.")} <= set(known)
    assert {code.partition(".")[0] for code in known} == set(GROUPS)


def test_a_report_of_a_bare_table_goes_out_as_fhir_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    diary_file = tmp_path / "diary.csv"
    diary_file.write_text("date,spasticity,heat\n2026-06-01,3,0\n2026-06-02,6,1\n")
    assert main(["report", str(diary_file), "--format", "fhir"]) == 0
    whole = json.loads(capsys.readouterr().out)
    assert problems(whole) == []
    kinds = [entry["resource"]["resourceType"] for entry in whole["entry"]]
    assert kinds[:2] == ["Patient", "DocumentReference"]
    assert {tuple(r["valueQuantity"].values()) for e in whole["entry"] if "valueQuantity" in (r := e["resource"])} >= {
        (3, UCUM, "{score}"), (6, UCUM, "{score}")
    }  # fmt: skip
