# SPDX-License-Identifier: Apache-2.0
"""Does every written case still get the answer that was written down for it?"""

from pathlib import Path

import pytest

from supple.interop.case import Case, read_cases
from supple.interop.case_answer import answer
from supple.knowledge.load import knowledge

FOLDER = Path(__file__).parent.parent / "cases"
CASES = [case for path in sorted(FOLDER.glob("*.yaml")) for case in read_cases(path.read_text(), path.name)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.case)
def test_a_written_case_gets_the_answer_that_was_written_down(case: Case) -> None:
    assert answer(case, knowledge()).misses == ()


def test_no_two_cases_carry_the_same_name() -> None:
    names = [case.case for case in CASES]
    assert sorted(names) == sorted(set(names))


def test_every_red_flag_has_a_case_that_fires_it_and_one_that_does_not() -> None:
    for rule in knowledge().red_flags:
        fires = [c for c in CASES if rule in {**(c.expect.findings or {}), **c.expect.findings_include}]
        silent = [c for c in CASES if c.expect.findings is not None and rule not in c.expect.findings]
        assert fires, rule
        assert silent, rule


def test_every_item_names_a_case_that_covers_it() -> None:
    covered = {id: case.case for case in CASES for id in case.covers}
    named = {case.case for case in CASES}
    for item in knowledge().items():
        assert knowledge().quality[item.id].case in named, item.id
        assert item.id in covered, item.id
        chosen = next(c for c in CASES if c.case == knowledge().quality[item.id].case)
        assert item.id in chosen.covers, item.id
