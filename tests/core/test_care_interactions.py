# SPDX-License-Identifier: Apache-2.0
"""Does every caution speak and stay silent in some case, is every name understood or asked about, in careful words?"""

import re
from pathlib import Path
from typing import Any

import pytest

from supple.care import interactions, magnesium
from supple.care.names import suggest
from supple.care.profile import UNREMARKABLE, Profile
from supple.interop.case import Case, read_cases
from supple.knowledge.load import knowledge

KNOWN = knowledge()
FOLDER = Path(__file__).parent.parent / "cases"
CASES = [case for path in sorted(FOLDER.glob("*.yaml")) for case in read_cases(path.read_text(), path.name)]
SPEAKING = sorted((set(KNOWN.cautions) - {"LABEL-MAX"}) | {row.row for row in KNOWN.label_maxima})


def _said(case: Case) -> set[str]:
    expect = case.expect
    reasons = (expect.magnesium or {}).get("reasons", [])
    return {*(expect.findings or {}), *expect.findings_include, *reasons}


def _silent(case: Case, rule: str) -> bool:
    """Whether a case about this rule says that it does not speak."""
    whole = case.expect.findings is not None or "reasons" in (case.expect.magnesium or {})
    return rule in case.expect.no_findings or (whole and rule not in _said(case))


@pytest.mark.parametrize("rule", SPEAKING)
def test_every_caution_has_a_case_that_fires_it_and_one_that_does_not(rule: str) -> None:
    assert [c.case for c in CASES if rule in _said(c)]
    assert [c.case for c in CASES if _silent(c, rule)]


def _profile(**differs: Any) -> Profile:
    return Profile.model_validate({**UNREMARKABLE, **differs})


def _texts() -> list[tuple[str, str]]:
    cautions = KNOWN.cautions.values()
    levels = [(c.id, text) for c in cautions for lv in c.levels for text in (lv.says, lv.do) if text]
    cards = [(c.id, t) for c in KNOWN.medicines.values() for t in (c.title, c.what, c.when, *c.know, *c.ask)]
    return [*((c.id, t) for c in cautions for t in (c.title, c.says, c.do)), *levels, *cards, *KNOWN.asks.items()]


def test_no_text_about_medicines_says_skip_or_stop() -> None:
    assert [id for id, text in _texts() if re.search(r"\b(skip|stop)(s|ped|ping)?\b", text, re.I)] == []


def test_no_text_about_medicines_gives_a_dose_or_says_to_take_one() -> None:
    told = re.compile(r"\b(take|start with|begin with|increase to) \d|\b(you should|try) (take|taking)\b", re.I)
    assert [id for id, text in _texts() if told.search(text)] == []


def test_every_same_day_caution_sends_to_someone() -> None:
    urgent = [c for c in KNOWN.cautions.values() for lv in c.levels if lv.urgency == "same_day"]
    assert [c.id for c in urgent if not (c.do and c.contact)] == []


def test_a_known_name_is_itself_and_another_spelling_is_read() -> None:
    assert suggest("baclofen", KNOWN).known == "baclofen"
    assert suggest("acyclovir", KNOWN).known == "aciclovir"
    assert suggest("baclofen", KNOWN).ask is None


@pytest.mark.parametrize(
    ("written", "maybe"),
    [
        ("ciprofloxacn", "ciprofloxacin"),
        ("bacofen", "baclofen"),
        ("tizandine", "tizanidine"),
        ("acyclovr", "aciclovir"),
    ],
)
def test_a_slip_of_the_pen_is_a_question_and_no_silent_guess(written: str, maybe: str) -> None:
    found = suggest(written, KNOWN)
    assert (found.known, found.maybe) == (None, (maybe,))
    assert found.ask is not None
    assert "Did you mean" in found.ask


def test_two_similar_medicines_are_not_taken_for_each_other() -> None:
    assert suggest("prednisone", KNOWN).known == "prednisone"
    assert suggest("xylometazoline", KNOWN).maybe == ()


def test_an_unknown_medicine_sends_to_a_pharmacist_and_is_never_passed_over() -> None:
    profile = _profile(medicines=[{"name": "zzyzxib", "times": ["08:00"]}])
    assert any("Ask a pharmacist" in q for q in interactions.questions(profile, KNOWN))
    assert magnesium.answer(profile, KNOWN).reasons == ("MGX-25",)


def test_a_time_that_is_no_time_holds_magnesium_back() -> None:
    answer = magnesium.answer(_profile(medicines=[{"name": "levothyroxine", "times": ["dawn"]}]), KNOWN)
    assert not answer.allowed
    assert answer.questions


def test_a_label_that_says_more_magnesium_than_salt_is_asked_about() -> None:
    odd = {"name": "magnesium", "salt": "oxide", "salt_mg": 100, "elemental_mg": 150, "times": ["08:00"]}
    answer = magnesium.answer(_profile(supplements=[odd]), KNOWN)
    assert answer.elemental_mg_now == 150
    assert any("label" in q for q in answer.questions)


def test_grams_typed_as_milligrams_are_asked_about() -> None:
    profile = _profile(medicines=[{"name": "gabapentin", "dose_mg": 0.3, "times": ["08:00"]}])
    assert KNOWN.asks["medicine_unit"] in interactions.questions(profile, KNOWN)


def test_iron_entered_as_a_supplement_is_kept_apart_as_well() -> None:
    iron = {"name": "iron", "elemental_mg": 65, "times": ["12:00"]}
    assert magnesium.answer(_profile(supplements=[iron]), KNOWN).reasons == ("MGX-11",)


@pytest.mark.parametrize(
    ("accepted", "urgency"),
    [
        ({"by": "Dr Bo", "date": "2026-11-01"}, "routine"),
        ({"by": None, "date": "2026-11-01"}, "same_day"),
        ({"by": "Dr Bo", "date": None}, "same_day"),
        ({"by": "Dr Bo", "date": "2026-12-24"}, "same_day"),
        ({"by": "Dr Bo", "date": "2026-11-01", "about": ["gabapentin"]}, "same_day"),
    ],
)
def test_only_a_named_dated_and_fitting_acceptance_counts(accepted: dict[str, Any], urgency: str) -> None:
    baclofen = {"name": "baclofen", "dose_mg": 10, "times": ["08:00"], "started": "2024-01-01"}
    known = [{"rule": "DDI-11", "about": ["baclofen", "egfr"], **accepted}]
    found = interactions.findings(_profile(egfr=20, medicines=[baclofen], known_to_prescriber=known), KNOWN)
    assert [(f.rule, f.urgency.value) for f in found] == [("DDI-11", urgency)]


def test_a_new_sign_ends_an_acceptance() -> None:
    baclofen = {"name": "baclofen", "dose_mg": 10, "times": ["08:00"], "started": "2024-01-01"}
    known = [{"rule": "DDI-11", "about": ["baclofen", "egfr"], "by": "Dr Bo", "date": "2026-11-01"}]
    asked = _profile(
        egfr=20, medicines=[baclofen], known_to_prescriber=known, symptoms=[{"id": "drowsiness", "new": True}]
    )
    assert interactions.findings(asked, KNOWN)[0].urgency.value == "same_day"


@pytest.mark.parametrize(
    "listed",
    [
        {"supplements": [{"name": "Magnesium citrate", "salt_mg": 1000, "times": ["08:00"]}]},
        {"medicines": [{"name": "magnesium citrate", "dose_mg": 1000, "times": ["08:00"], "started": "2024-01-01"}]},
    ],
)
def test_a_product_named_by_its_salt_counts_wherever_it_was_entered(listed: dict[str, Any]) -> None:
    answer = magnesium.answer(_profile(**listed), KNOWN)
    assert answer.elemental_mg_now == 162
    assert "SALT-21" in answer.reasons


def test_magnesium_listed_as_a_medicine_without_its_amount_is_not_known() -> None:
    answer = magnesium.answer(_profile(medicines=[{"name": "magnesium", "times": ["08:00"]}]), KNOWN)
    assert (answer.allowed, answer.elemental_mg_now) == (False, None)
