# SPDX-License-Identifier: Apache-2.0
"""Does the hazard log name tests and files that exist, and does every page that must say "no clinician yet" say it?"""

import ast
import re

from tests.house.tree import ROOT, lines, syntax, under

THREATS = (ROOT / "docs" / "explanation" / "threat-model.md").read_text()
ITEMS = (ROOT / "docs" / "safety" / "asvs.md").read_text()
LOG = (ROOT / "docs" / "safety" / "hazard-log.md").read_text()
ROWS = [line for line in LOG.splitlines() if re.match(r"\| \d+ \|", line)]


def test_every_hazard_and_every_threat_names_a_test_that_exists() -> None:
    known = {
        node.name
        for path in under("tests", ends=".py")
        for node in ast.walk(syntax(path))
        if isinstance(node, ast.FunctionDef)
    }
    assert sorted(set(re.findall(r"`(test_\w+)`", LOG + THREATS + ITEMS)) - known) == []
    assert [row for row in ROWS if "`test_" not in row and "case `" not in row] == []


def test_every_case_it_names_exists() -> None:
    known = {
        line.split(":")[1].strip()
        for path in under("tests", "cases")
        for line in lines(path)
        if line.startswith("- case:")
    }
    assert sorted(set(re.findall(r"case `([\w-]+)`", LOG)) - known) == []


def test_hazards_are_numbered_in_order() -> None:
    assert [int(row.split("|")[1]) for row in ROWS] == list(range(1, len(ROWS) + 1))


def test_the_readme_says_what_supple_is_not() -> None:
    readme = " ".join((ROOT / "README.md").read_text().split())
    for said in ("not a medical device", "does not diagnose", "gives no doses", "no clinician has signed"):
        assert said in readme
