# SPDX-License-Identifier: Apache-2.0
"""Is every piece of knowledge sourced and dated, are ids shared with the diary, and is no known error repeated?"""

import json
import re
from typing import Any, get_args

import pytest
import yaml

from supple.entries import vocabulary
from supple.knowledge import condition
from tests.house.tree import ROOT, files, name

FOLDER = ROOT / "supple" / "knowledge" / "data"
ITEMS = sorted(
    p for kind in ("redflag", "gate", "remedy", "trigger", "question") for p in (FOLDER / kind).glob("*.yaml")
)
CLOSED = {"symptom": vocabulary.SymptomId, "side": vocabulary.SideId, "site": vocabulary.SiteId,
          "action": vocabulary.ActionId, "exposure": vocabulary.ExposureId}  # fmt: skip
WRONG = {
    "an MS dose of magnesium": r"\b(200|250)\s*(mg)?\s*(to|-|–)\s*(400|500)\s*mg",
    "glycinate is best": r"glycinate[^.]{0,40}\b(is|as the) (the )?best",
    "magnesium is a safe easy win": r"\b(safe|easy),? (easy )?win\b",
    "cramps are only muscular": r"\bcramps? (is|are) (purely|only|just) muscular",
    "dehydration leads": r"dehydration is (a|the) (leading|main|major|common) cause",
    "water reduces spasms": r"water (reduces|prevents|stops) (the )?(spasms|cramps)",
    "always sip": r"\balways sip\b|drink before you(’|')?(re| are) thirsty",
    "electrolytes for absorption": r"electrolytes? (to|for)( better| improve)? absor",
    "coconut water": r"\b(try|drink|add|have) (some )?coconut water",
    "bananas against cramps": r"\bbananas? (help|prevent|stop|ease)",
    "bladder wastes magnesium": r"bladder[^.]{0,40}(wastes|loses|flushes out) magnesium",
    "magnesium and adaptogens": r"enhances? (the effects? of )?(ashwagandha|rhodiola|adaptogens)",
    "three minutes of massage gun": r"massage gun[^.]{0,60}\b3 min",
    "cramps improve within days": r"cramps? (improve|ease|go away) within (a few )?days",
    "better sleep for sure": r"magnesium (improves|deepens) (sleep|slow[- ]wave)",
    "less inflammation": r"magnesium (reduces|lowers|controls) (inflammation|cortisol)",
    "vassallo": r"vassallo",
    "quick stop": r"\bstop (taking )?(your )?(baclofen|tizanidine|gabapentin|pregabalin|diazepam|clonazepam)\b",
    "dose advice": r"\b(start with|increase to|take) \d+ ?mg\b",
}
"""Claims of popular articles that are wrong, cannot be traced or are unsafe; a text may name one only to correct it."""
CORRECTING = re.compile(r"\b(never|not|no|n't|cannot|without|do not|don’t|myth|wrong|unlikely)\b", re.I)


def _yaml(path: Any) -> Any:
    return yaml.load(path.read_text(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - safe


def test_there_is_knowledge() -> None:
    assert ITEMS


def test_every_item_has_sources_a_grade_and_a_review_date() -> None:
    raw = {name(p): _yaml(p) for p in ITEMS}
    assert [
        n for n, item in raw.items() if not (item.get("sources") and item.get("grade") and item.get("reviewed_on"))
    ] == []


def test_every_source_an_item_names_is_listed() -> None:
    known = {source["key"] for source in _yaml(FOLDER / "sources.yaml")}
    assert [f"{name(p)}: {key}" for p in ITEMS for key in _yaml(p)["sources"] if key not in known] == []


@pytest.mark.parametrize("group", CLOSED)
def test_the_diary_and_the_knowledge_share_one_list_of_ids(group: str) -> None:
    whole = json.loads((FOLDER / "vocabulary.json").read_text())
    ids = {word["id"] for word in whole["groups"][group]}
    ids |= set(whole["also_exposures"]) if group == "exposure" else set()
    assert set(get_args(CLOSED[group])) == ids


def test_no_text_repeats_a_claim_that_is_known_to_be_wrong() -> None:
    shown = [p for p in files() if p.is_relative_to(FOLDER) or "templates" in p.parts]
    texts = [p for p in shown if p.suffix in (".yaml", ".html", ".csv", ".txt") and p.name != "sources.yaml"]
    said = [
        f"{name(p)}: {what}: {sentence.strip()[:90]}"
        for p in texts
        for sentence in re.split(r"(?<=[.!?])\s", " ".join(p.read_text().split()))
        for what, claim in WRONG.items()
        if re.search(claim, sentence, re.I) and not CORRECTING.search(sentence)
    ]
    assert said == []


def test_every_part_of_a_rule_is_told_in_words_in_the_reference() -> None:
    told = (ROOT / "tools" / "reference" / "rules.py").read_text()
    tests = (condition.SignTest, condition.MedicineTest, condition.DeviceTest, condition.InjectionTest,
             condition.NumberTest, condition.ItemTest)  # fmt: skip
    fields = {field for one in tests for field in one.model_fields} - {"about"}  # how a finding names it
    assert sorted(f for f in fields if f"test.{f}" not in told) == []
