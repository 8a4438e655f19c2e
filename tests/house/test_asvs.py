# SPDX-License-Identifier: Apache-2.0
"""Is every item of the security list, levels 1 and 2, looked at once, with a test that exists or a reason?"""

import ast
import re
from collections import Counter

from tests.house.tree import ROOT, syntax, under

PAGES = [ROOT / "docs" / "safety" / f"asvs-{name}.md" for name in ("input", "people", "machine")]
ROWS = [
    row for page in PAGES for row in re.findall(r"^\| ([\d.]+) \| (.+?) \| (.+?) \| (.+?) \|$", page.read_text(), re.M)
]
FIRST = (ROOT / "docs" / "safety" / "asvs.md").read_text()
STATES = {"met", "partly", "**not met**", "does not apply"}
SECTIONS = {
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1, "3.2": 2, "3.3": 4,
    "3.4": 6, "3.5": 5, "3.7": 2, "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4, "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3,
    "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4, "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5,
    "7.5": 2, "7.6": 2, "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1, "9.1": 3, "9.2": 4, "11.1": 2, "11.2": 3, "11.3": 3,
    "11.4": 4, "11.5": 1, "11.6": 1, "12.1": 3, "12.2": 2, "12.3": 4, "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5,
    "14.1": 2, "14.2": 4, "14.3": 3, "15.1": 3, "15.2": 3, "15.3": 7, "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3,
    "16.5": 3,
}  # fmt: skip
"""Items of levels 1 and 2 in each section of ASVS 5.0.0; chapters 10 and 17 apply to nothing here."""
ALTOGETHER, ELSEWHERE = 253, 36


def test_every_item_of_levels_one_and_two_is_looked_at_once() -> None:
    ids = [row[0] for row in ROWS]
    assert [id for id, times in Counter(ids).items() if times > 1] == []
    assert Counter(id.rpartition(".")[0] for id in ids) == SECTIONS
    assert len(ids) == ALTOGETHER - ELSEWHERE


def test_every_item_has_a_state_and_says_how_or_why_not() -> None:
    assert [row for row in ROWS if row[2] not in STATES or len(row[3].strip()) < 4] == []


def test_every_test_and_file_that_is_named_exists() -> None:
    known = {
        n.name for path in under("tests", ends=".py") for n in ast.walk(syntax(path)) if isinstance(n, ast.FunctionDef)
    }
    text = "".join(page.read_text() for page in PAGES)
    assert sorted(set(re.findall(r"`(test_\w+)`", text)) - known) == []


def test_the_first_page_tells_the_same_numbers_and_all_that_is_not_met() -> None:
    counted = Counter(row[2].strip("*") for row in ROWS)
    for state, told in (("met", "met"), ("partly", "partly"), ("not met", "not met")):
        assert f"| {told} | {counted[state]} |" in FIRST
    missing = [row[0] for row in ROWS if row[2] in ("partly", "**not met**")]
    assert re.findall(r"^\| ([\d.]+) \|", FIRST, re.M) == missing
