# SPDX-License-Identifier: Apache-2.0
"""Would a case notice if a red flag, one of its levels, a gate or one of its answers were lost?"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from supple.interop.case import Case, read_cases
from supple.interop.case_answer import answer
from supple.knowledge.base import KnowledgeBase
from supple.knowledge.load import knowledge

FOLDER = Path(__file__).parent.parent / "cases"
CASES = [case for path in sorted(FOLDER.glob("*.yaml")) for case in read_cases(path.read_text(), path.name)]
KNOWN = knowledge()


def _without_a_red_flag() -> Iterator[tuple[str, str, KnowledgeBase]]:
    for id, rule in KNOWN.red_flags.items():
        others = {k: r for k, r in KNOWN.red_flags.items() if k != id}
        yield id, id, replace(KNOWN, red_flags=others)
        for level in rule.levels if len(rule.levels) > 1 else ():
            kept = tuple(one for one in rule.levels if one is not level)
            changed = {**KNOWN.red_flags, id: rule.model_copy(update={"levels": kept})}
            yield f"{id} {level.urgency}", id, replace(KNOWN, red_flags=changed)


def _without_a_gate() -> Iterator[tuple[str, str, KnowledgeBase]]:
    for id, gate in KNOWN.gates.items():
        yield id, id, replace(KNOWN, gates={k: g for k, g in KNOWN.gates.items() if k != id})
        for number, step in enumerate(gate.stronger, 1):
            kept = tuple(one for one in gate.stronger if one is not step)
            changed = {**KNOWN.gates, id: gate.model_copy(update={"stronger": kept})}
            yield f"{id} answer {number}", id, replace(KNOWN, gates=changed)


LOSSES = [*_without_a_red_flag(), *_without_a_gate()]


def _about(case: Case, rule: str) -> bool:
    expect = case.expect
    named = {**(expect.findings or {}), **expect.findings_include, **expect.actions, **expect.blocks}
    return rule in named or rule in expect.held


@pytest.mark.parametrize(("rule", "poorer"), [loss[1:] for loss in LOSSES], ids=[loss[0] for loss in LOSSES])
def test_a_case_notices_when_it_is_lost(rule: str, poorer: KnowledgeBase) -> None:
    assert any(answer(case, poorer).misses for case in CASES if _about(case, rule))
