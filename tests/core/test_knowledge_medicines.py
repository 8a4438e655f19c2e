# SPDX-License-Identifier: Apache-2.0
"""Are the tables about medicines whole and sourced, and does a mistake in one say where it is?"""

import shutil
from pathlib import Path

import pytest

from supple.knowledge.load import FOLDER, knowledge, read

KNOWN = knowledge()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "known"))


@pytest.mark.parametrize(
    ("name", "old", "new", "field", "found"),
    [
        ("salts.csv", "60.3", "much", "percent", "much"),
        ("salts.csv", "MOLECULES-2020", "MOLECULES-1820", "SALT-01", "MOLECULES-1820"),
        ("spacing.csv", "ciprofloxacin,2,6", "ciprofloxacin,two,6", "before_h", "two"),
        ("spacing.csv", "MGX-01,", "MGX-99,", "MGX-99", "no words"),
        ("label-maxima.csv", "DRG-05,", "DRG-55,", "DRG-55", "no words"),
        ("upper-limits.csv", "UL-01,", "UL-99,", "UL-99", "no words"),
        ("withdrawal.csv", "0,72", "soon,72", "from_h", "soon"),
        ("medicine-names.csv", "aciclovir,OWN-DESIGN", "aciclovir,NOWHERE", "NAME-01", "NOWHERE"),
        ("medicine-names.csv", "aciclovir,OWN", "aciclovirr,OWN", "NAME-01", "aciclovirr"),
        ("medicine-brands.csv", "zanaflex,tizanidine", "zanaflex,tizanidin", "BRAND-72", "tizanidin"),
        ("medicine-brands.csv", "valium,", "lioresal,", "BRAND-68", "diazepam"),
        ("caution/DDI-01.yaml", "ciprofloxacin]", "ciprofloxacine]", "medicine", "ciprofloxacine"),
        ("caution/MGC-05.yaml", "myasthenia]", "weak_muscles]", "condition", "weak_muscles"),
        ("medicine/DRG-03.yaml", "[tizanidine]", "[tizanidin]", "names", "tizanidin"),
    ],
)
def test_a_mistake_in_a_table_or_caution_names_its_place(
    copy: Path, name: str, old: str, new: str, field: str, found: str
) -> None:
    text = (copy / name).read_text()
    assert old in text
    (copy / name).write_text(text.replace(old, new, 1))
    problems = read(copy, drafts=True)[1]
    assert any(p.file.startswith(name) and field in p.field and found in p.found for p in problems), [
        str(p) for p in problems
    ]


def test_every_salt_of_the_vocabulary_has_its_share_of_magnesium() -> None:
    assert set(KNOWN.vocabulary.salts) - {"unknown"} <= {salt.salt for salt in KNOWN.salts}


def test_a_salt_without_its_form_counts_with_the_highest_share_of_its_forms() -> None:
    for salt in KNOWN.salts:
        if not salt.form:
            stem = salt.salt.removesuffix("_unspecified")
            assert salt.percent >= max(s.percent for s in KNOWN.salts if s.salt.startswith(stem)), salt.salt


def test_every_row_about_magnesium_and_a_medicine_is_shipped_or_stated_to_need_nothing() -> None:
    rows = {row.row for row in KNOWN.spacing}
    assert {f"MGX-{n:02d}" for n in (*range(1, 26), *range(30, 41))} - rows == set()


def test_a_class_within_a_class_is_spelt_out() -> None:
    assert {"ramipril", "furosemide", "clonidine"} <= KNOWN.names(("antihypertensive",))
    assert not {"arb", "thiazide"} & KNOWN.names(("antihypertensive",))


def test_only_adults_have_an_intake_reference() -> None:
    assert {r.row for r in KNOWN.intake_references} == {
        "RDA-07", "RDA-08", "RDA-09", "RDA-11", "RDA-12", "RDA-14", "RDA-15", "RDA-16", "RDA-17",
    }  # fmt: skip


def test_every_medicine_that_must_not_end_suddenly_says_what_can_happen_and_when() -> None:
    assert {row.row for row in KNOWN.withdrawal} == {f"WDR-{n:02d}" for n in range(1, 7)}
    assert all(row.signs and row.from_h < row.to_h for row in KNOWN.withdrawal)


def test_no_name_on_a_pack_stands_there_from_memory() -> None:
    own = {"OWN-DESIGN", "S1", "S2", "S3"}
    assert [row.row for row in KNOWN.brand_names if own & set(row.sources)] == []
    assert {row.read_for for row in KNOWN.brand_names} == {"EU", "UK", "US"}
