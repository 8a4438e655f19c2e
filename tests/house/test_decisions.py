# SPDX-License-Identifier: Apache-2.0
"""Are the decision records numbered once, of one shape and one page, and is the changelog open for the next?"""

import re

from tests.house.tree import ROOT, lines, name, under

RECORDS = under("docs", "adr", ends=".md")
HEADINGS = ["Context", "Options", "Decision", "Consequences", "How we would notice we were wrong"]


def test_decision_records_are_numbered_without_gaps_or_twins() -> None:
    numbers = [int(p.name[:4]) for p in RECORDS]
    assert numbers == list(range(1, len(numbers) + 1))


def test_every_record_has_its_number_in_the_title_a_status_and_the_five_headings() -> None:
    for path in RECORDS:
        text = lines(path)
        assert text[0].startswith(f"# {path.name[:4]} "), name(path)
        assert re.match(r"Status: (accepted|proposed|superseded by \d{4})", text[2]), name(path)
        assert [line[3:] for line in text if line.startswith("## ")] == HEADINGS, name(path)


def test_every_record_fits_on_one_page() -> None:
    assert [name(p) for p in RECORDS if len(lines(p)) > 60] == []


def test_the_changelog_has_a_place_for_what_is_not_released() -> None:
    assert any(line.startswith("## [Unreleased]") for line in lines(ROOT / "CHANGELOG.md"))
