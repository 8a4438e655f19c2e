# SPDX-License-Identifier: Apache-2.0
"""Is every piece of knowledge sourced and dated, and are ids shared with the diary?"""

import json
from typing import Any, get_args

import pytest
import yaml

from supple.entries import vocabulary
from supple.knowledge import condition
from tests.house.tree import ROOT, name

FOLDER = ROOT / "supple" / "knowledge" / "data"
KINDS = ["redflag", "gate", "remedy", "trigger", "question", "caution", "medicine", "topic", "word", "study", "scale",
         "step"]  # fmt: skip
ITEMS = sorted(p for kind in KINDS for p in (FOLDER / kind).glob("*.yaml"))
CLOSED = {"symptom": vocabulary.SymptomId, "side": vocabulary.SideId, "site": vocabulary.SiteId,
          "action": vocabulary.ActionId, "exposure": vocabulary.ExposureId}  # fmt: skip


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


def test_every_part_of_a_rule_is_told_in_words_in_the_reference() -> None:
    told = (ROOT / "tools" / "reference" / "rules.py").read_text()
    tests = (condition.SignTest, condition.MedicineTest, condition.DeviceTest, condition.InjectionTest,
             condition.NumberTest, condition.ItemTest)  # fmt: skip
    fields = {field for one in tests for field in one.model_fields} - {"about"}  # how a finding names it
    assert sorted(f for f in fields if f"test.{f}" not in told) == []
