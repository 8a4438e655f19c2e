# SPDX-License-Identifier: Apache-2.0
"""Is everything there is to read sourced, graded and whole, and does a mistake in a text say where it is?"""

import shutil
from pathlib import Path

import pytest

from supple.knowledge.library import library, load, read
from supple.knowledge.load import FOLDER, knowledge
from supple.knowledge.problem import KnowledgeProblem, KnowledgeWrongError
from supple.knowledge.source import OUR_OWN, Grade, Tier
from supple.knowledge.texts import texts


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "known"))


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def _problems(folder: Path) -> tuple[KnowledgeProblem, ...]:
    return read(knowledge(), folder)[1]


def test_the_shipped_texts_have_no_problem() -> None:
    found, problems = read(knowledge())
    assert problems == ()
    assert min(len(found.topics), len(found.words), len(found.studies), len(found.scales), len(found.steps)) >= 8


def test_every_claim_has_a_source_and_a_grade() -> None:
    for leaf in library().leaves():
        for claim in leaf.claims:
            assert claim.sources or leaf.sources, leaf.id
            assert claim.grade or leaf.grade, leaf.id


def test_what_stands_only_in_an_article_is_called_our_choice() -> None:
    ours = [leaf for leaf in library().leaves() if set(leaf.sources) <= OUR_OWN]
    assert ours
    assert {leaf.grade for leaf in ours} == {Grade.DESIGN}


def test_nobody_has_signed_a_text_yet() -> None:
    assert {leaf.tier for leaf in library().leaves()} == {Tier.CHECKED}


def test_scales_whose_owner_must_agree_show_none_of_their_levels() -> None:
    closed = [scale for scale in library().scales.values() if scale.licence == "permission needed"]
    assert {"SCL-06", "SCL-07", "SCL-08", "SCL-09"} == {scale.id for scale in closed}
    assert all(scale.levels == () and scale.licence_note for scale in closed)


@pytest.mark.parametrize(
    ("name", "old", "new", "field", "found"),
    [
        ("topic/BAS-01.yaml", "WELL-KNOWN", "WELL-HIDDEN", "sources", "WELL-HIDDEN"),
        ("topic/BAS-01.yaml", "see: [SPASTICITY", "see: [SPASTICITAS", "see", "SPASTICITAS"),
        ("topic/BAS-01.yaml", "shelf: basics", "shelf: attic", "shelf", "attic"),
        ("topic/BAS-09.yaml", "grade: design", "grade: good", "grade", "good"),
        ("topic/BAS-09.yaml", "second_source", "# second_source", "sources", "one source"),
        ("topic/BAS-01.yaml", "id: BAS-01", "id: BAS-02", "id", "BAS-02"),
        ("word/SPASM.yaml", "tier: checked", "tier: reviewed", "reviewer", "nothing"),
        ("study/EVD-01.yaml", "certainty: against", "certainty: certain", "certainty", "certain"),
        ("step/STEP-2.yaml", "DRG-06", "DRG-66", "see", "DRG-66"),
        ("scale/SCL-02.yaml", "licence: paraphrased", "licence: copied", "licence", "copied"),
        ("foods.csv", "oxalate", "oxen", "spinach", "oxen"),
        ("foods.csv", "USDA-SR28", "USDA-SR29", "pumpkin", "USDA-SR29"),
        ("foods.csv", ",550,", ",lots,", "magnesium_mg_100g", "lots"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_text_names_its_file_field_and_finding(
    copy: Path, name: str, old: str, new: str, field: str, found: str
) -> None:
    _edit(copy / name, old, new)
    problems = _problems(copy)
    assert any(field in p.field and found in p.found for p in problems), [str(p) for p in problems]


def test_all_problems_of_the_texts_are_told_at_once(copy: Path) -> None:
    _edit(copy / "topic/BAS-01.yaml", "WELL-KNOWN", "WELL-HIDDEN")
    _edit(copy / "word/SPASM.yaml", "title:", "titel:")
    (copy / "scale/SCL-01.yaml").write_text("id: [")
    with pytest.raises(KnowledgeWrongError) as refused:
        load(knowledge(), copy)
    assert {p.file for p in refused.value.problems} >= {"topic/BAS-01.yaml", "word/SPASM.yaml", "scale/SCL-01.yaml"}


def test_a_draft_is_not_shown(copy: Path) -> None:
    _edit(copy / "topic/BAS-01.yaml", "tier: checked", "tier: draft")
    assert "BAS-01" not in load(knowledge(), copy).topics
    assert "BAS-01" in read(knowledge(), copy, drafts=True)[0].topics


def test_every_text_for_people_is_listed_once_with_its_place() -> None:
    listed = list(texts(knowledge(), library()))
    assert len(listed) == len(set(listed))
    assert {"RF-01", "SST-03", "EX-01", "DDI-01", "TRG-01", "BAS-01", "EVD-01", "SCL-01", "STEP-1", "SPASM"} <= {
        text.item for text in listed
    }
