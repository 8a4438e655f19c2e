# SPDX-License-Identifier: Apache-2.0
"""Is what is known sourced, dated and whole, and does a mistake in a file say where it is?"""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from supple.knowledge.check import conditions_of
from supple.knowledge.condition import Condition, walk
from supple.knowledge.load import FOLDER, knowledge, load, read
from supple.knowledge.problem import KnowledgeProblem, KnowledgeWrongError
from supple.knowledge.source import Tier


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "known"))


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def _problems(folder: Path) -> tuple[KnowledgeProblem, ...]:
    return read(folder, drafts=True)[1]


def test_the_shipped_knowledge_has_no_problem() -> None:
    assert read(drafts=True)[1] == ()


def test_every_item_carries_sources_a_grade_a_review_date_and_a_tier() -> None:
    known = knowledge()
    for item in known.items():
        assert item.sources, item.id
        assert item.grade, item.id
        assert item.reviewed_on.year >= 2026, item.id
        assert known.tier(item.id) is Tier.CHECKED, item.id


def test_nothing_is_called_reviewed_before_a_clinician_has_signed() -> None:
    assert [id for id, line in knowledge().quality.items() if line.tier is Tier.REVIEWED and not line.reviewer] == []


def test_every_question_a_rule_can_raise_has_words() -> None:
    fields = {"egfr", "age", "falls_last_month", "falls_last_3_months", "pump_refill", "pump_event", "pregnant"}
    lists = {"symptoms", "conditions", "exposures", "medicines", "devices", "seizure_history"}
    assert fields | lists <= set(knowledge().asks)


def test_every_sign_of_a_red_flag_is_asked_in_the_check_in() -> None:
    asked = {q.sign for q in knowledge().questions.values()}
    signs = {
        sign
        for rule in knowledge().red_flags.values()
        for top in conditions_of(rule)
        for term in walk(top)
        if term.sign
        for sign in term.sign.ids
    }
    # A cramp and clonus are said as episodes; the questions about pain and spasms stand for them.
    assert signs - asked == {"cramp", "clonus"}


@pytest.mark.parametrize(
    ("name", "old", "new", "field", "found"),
    [
        ("redflag/RF-01.yaml", "DVT-NHS", "DVT-NOWHERE", "sources", "DVT-NOWHERE"),
        ("redflag/RF-07.yaml", "very_drowsy", "rather_drowsy", "sign", "rather_drowsy"),
        ("redflag/RF-06.yaml", "any_new_sign", "any_odd_sign", "levels", "True"),
        ("redflag/RF-01b.yaml", "rule: RF-01", "rule: RF-99", "rule", "RF-99"),
        ("redflag/RF-05.yaml", "severity_at_least: 7}", "severity_at_least: strong}", "severity_at_least", "strong"),
        ("groups.yaml", "[baclofen, benzodiazepine,", "[baclofen, benzos,", "medicine", "benzos"),
        ("gate/SST-04.yaml", "osteoporosis", "thin_bones", "condition", "thin_bones"),
        ("trigger/TRG-10.yaml", "[heat]", "[hot]", "exposures", "hot"),
        ("remedy/EX-01.yaml", "muscle: M-01", "muscle: M-77", "muscle", "M-77"),
        ("question/ask-fever.yaml", "group: infection", "group: germs", "group", "germs"),
        ("redflag/RF-02b.yaml", "id: RF-02b", "id: RF-02", "id", "RF-02"),
        ("redflag/RF-05c.yaml", "sign: [$urine_weak]", "sign: [$urine_feeble]", "$urine_feeble", "nothing"),
        ("quality.yaml", "  case: thoughts-of-self-harm", "  case: #", "quality.case", "nothing"),
        ("quality.yaml", "RF-25:", "RF-26:", "quality", "nothing"),
        ("redflag/RF-25.yaml", "[BACLOFEN-SMPC, REGISTRY-2016]", "[BACLOFEN-SMPC]", "sources", "one source"),
        ("groups.yaml", "  - arm_weakness", "  - arm_feebleness", "never_alone", "arm_feebleness"),
        ("quality.yaml", "THR-03:", "THR-33:", "THR-33", "a line"),
        ("gate/SST-08.yaml", "grade: design", "grade: good", "grade", "good"),
        ("sources.yaml", "- key: CES\n", "- key: DVT-NHS\n", "key", "DVT-NHS"),
        ("quality.yaml", "RF-25:\n  tier: checked", "RF-25:\n  tier: reviewed", "quality.reviewer", "nothing"),
    ],
)  # fmt: skip
def test_a_mistake_names_its_file_field_and_finding(
    copy: Path, name: str, old: str, new: str, field: str, found: str
) -> None:
    _edit(copy / name, old, new)
    problems = _problems(copy)
    assert any(field in p.field and found in p.found for p in problems), [str(p) for p in problems]
    assert all(p.hint for p in problems)


def test_all_problems_are_told_at_once(copy: Path) -> None:
    _edit(copy / "redflag/RF-01.yaml", "DVT-NHS", "DVT-NOWHERE")
    _edit(copy / "gate/SST-04.yaml", "osteoporosis", "thin_bones")
    _edit(copy / "trigger/TRG-10.yaml", "[heat]", "[hot]")
    with pytest.raises(KnowledgeWrongError) as refused:
        load(copy)
    assert {p.file for p in refused.value.problems} == {
        "redflag/RF-01.yaml", "gate/SST-04.yaml", "trigger/TRG-10.yaml",
    }  # fmt: skip


def test_rules_that_lean_on_each_other_in_a_circle_are_refused(copy: Path) -> None:
    _edit(
        copy / "redflag/RF-01.yaml",
        "- all:\n            - pregnant:",
        "- rule: RF-01b\n        - all:\n            - pregnant:",
    )
    assert any(p.field == "rule" and "circle" in p.wanted for p in _problems(copy))


def test_a_file_that_is_not_yaml_is_told_and_not_thrown(copy: Path) -> None:
    (copy / "redflag/RF-01.yaml").write_text("id: [RF-01\n")
    assert any(p.file == "redflag/RF-01.yaml" and p.wanted == "YAML" for p in _problems(copy))


def test_a_missing_table_is_told(copy: Path) -> None:
    (copy / "muscles.csv").unlink()
    assert any(p.file == "muscles.csv" for p in _problems(copy))


def test_a_draft_stays_off_until_it_is_asked_for(copy: Path) -> None:
    _edit(copy / "quality.yaml", "EX-28:\n  tier: checked", "EX-28:\n  tier: draft")
    assert "EX-28" not in load(copy).remedies
    drafts, problems = read(copy, drafts=True)
    assert problems == ()
    assert drafts is not None
    assert "EX-28" in drafts.remedies


def test_the_version_changes_with_any_file(copy: Path) -> None:
    before = load(copy).version
    _edit(copy / "remedy/EX-01.yaml", "Calf stretch at the wall", "Calf stretch at a wall")
    assert load(copy).version != before


def test_the_knowledge_is_read_once() -> None:
    assert knowledge() is knowledge()


@pytest.mark.parametrize("raw", [{}, {"any": [], "all": []}, {"unknown": 1}, {"sign": []}])
def test_a_condition_has_exactly_one_operator(raw: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"condition|Extra|at least 1"):
        Condition.model_validate(raw)


def _texts() -> list[tuple[str, str]]:
    known = knowledge()
    flags = [(r.id, t) for r in known.red_flags.values() for t in (r.says, *(lv.says or "" for lv in r.levels))]
    return [*flags, *((g.id, g.says) for g in known.gates.values())]


@pytest.mark.parametrize("forbidden", ["you have a clot", "you are having", "diagnos", "is a relapse"])
def test_no_warning_says_what_the_person_has(forbidden: str) -> None:
    assert [id for id, text in _texts() if forbidden in text.lower()] == []


def _says_what_to_call(check: Callable[[str], bool]) -> list[str]:
    return [r.id for r in knowledge().red_flags.values() for lv in r.levels if not check(lv.do or r.do)]


def test_every_emergency_sends_to_an_emergency_service_or_crisis_line() -> None:
    for rule in knowledge().red_flags.values():
        for level in rule.levels:
            if level.urgency == "emergency":
                assert (level.contact or rule.contact) in ("emergency_number", "crisis_line"), rule.id
    assert _says_what_to_call(bool) == []
