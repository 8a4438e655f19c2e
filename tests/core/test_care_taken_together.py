# SPDX-License-Identifier: Apache-2.0
"""Is everything said that a rule has against what is taken, and what only one medicine more would bring up?"""

from typing import Any

import pytest

from supple.care.profile import UNREMARKABLE, Profile
from supple.care.taken_together import taken_together, with_one_more
from supple.knowledge.load import knowledge


def _taking(*names: str, **fields: Any) -> Profile:
    return Profile.model_validate({**UNREMARKABLE, "medicines": [{"name": name} for name in names], **fields})


def test_what_is_only_worth_a_talk_within_days_is_told_too() -> None:
    (found,) = taken_together(_taking("baclofen", "tramadol"), knowledge()).findings
    assert (found.rule, found.urgency, found.is_red_flag) == ("SEDSTACK", "prompt", False)


@pytest.mark.parametrize("written", ["ciprofloxacin", "Cipro 500 mg"])
def test_one_more_brings_up_what_speaks_against_the_pair_the_most_urgent_first(written: str) -> None:
    more = with_one_more(_taking("tizanidine"), written, knowledge())
    assert [f.rule for f in more.findings][:1] == ["DDI-01"]
    assert more.unknown == ()


def test_what_held_before_is_not_laid_at_the_door_of_one_more() -> None:
    more = with_one_more(_taking("baclofen", "tramadol"), "ibuprofen", knowledge())
    assert more.findings == ()


def test_hours_to_keep_from_magnesium_are_told() -> None:
    more = with_one_more(_taking("levothyroxine"), "magnesium citrate", knowledge())
    assert "MGX-08" in {f.rule for f in more.findings}


@pytest.mark.parametrize(("written", "said"), [("foozle", "Ask a pharmacist"), ("baclofn", "Did you mean baclofen")])
def test_a_name_that_no_rule_knows_is_never_passed_over(written: str, said: str) -> None:
    assert any(said in ask for ask in with_one_more(_taking(), written, knowledge()).unknown)
    assert any(said in ask for ask in taken_together(_taking(written), knowledge()).unknown)


def test_a_list_that_was_never_told_is_asked_for() -> None:
    together = taken_together(_taking(**{"medicines": None}), knowledge())
    assert "Which medicines do you take now, and was any dose missed?" in together.questions
