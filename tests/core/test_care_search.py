# SPDX-License-Identifier: Apache-2.0
"""A search for what changed goes on where it was left, asks warning signs first, and tells of itself in the report."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from supple.care.parts import Symptom
from supple.care.profile import UNREMARKABLE, Profile
from supple.care.safety import check
from supple.care.search import Search, Signs, Step, is_due, last_search, searches, step_of
from supple.care.triage import Asking, Ended, order
from supple.entries.suited import Looked
from supple.entries.timeline import Timeline, fold
from supple.insight.series import from_timeline
from supple.knowledge.load import knowledge
from supple.report.looked_for import looked_for
from supple.report.material import Material

KNOWN = knowledge()
NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
FIRST, SECOND = UUID(int=1), UUID(int=2)


def _looked(minute: int, trigger: str, answer: str, **more: Any) -> Looked:
    said = {"id": UUID(int=100 + minute), "at": NOW + timedelta(minutes=minute), "round": FIRST, **more}
    return Looked.model_validate({**said, "trigger": trigger, "answer": answer})


def _diary(*said: Looked) -> Timeline:
    return fold(said, ZoneInfo("Europe/London"))


def _profile(**differs: object) -> Profile:
    return Profile.model_validate({**UNREMARKABLE, **differs})


def _step(found: Search | None, profile: Profile) -> Step:
    return step_of(found, profile, check(profile, KNOWN), KNOWN)


def test_nothing_was_ever_looked_for() -> None:
    assert last_search(_diary()) is None
    step = _step(None, _profile())
    assert isinstance(step, Asking)
    assert step.number == 1


def test_months_later_a_round_goes_on_with_the_next_question() -> None:
    found = last_search(_diary(_looked(0, "TRG-03", "no"), _looked(1, "TRG-04", "yes")))
    assert found
    step = _step(found, _profile(now="2027-06-01T09:00"))
    assert isinstance(step, Asking)
    assert step.trigger == "TRG-05"
    assert step.do_now


def test_the_last_word_about_a_trigger_holds_and_rounds_are_kept_apart() -> None:
    diary = _diary(_looked(0, "TRG-03", "yes"), _looked(1, "TRG-03", "no"), _looked(2, "TRG-03", "yes", round=SECOND))
    assert [dict(s.answers) for s in searches(diary)] == [{"TRG-03": "no"}, {"TRG-03": "yes"}]
    found = last_search(diary)
    assert found
    assert found.round == SECOND


def test_a_yes_to_urine_trouble_asks_its_warning_signs_before_the_next_question() -> None:
    for said in ("yes", "not_sure"):
        step = _step(last_search(_diary(_looked(0, "TRG-01", said))), _profile())
        assert isinstance(step, Signs)
        asked = {question.sign for _group, questions in step.groups for question in questions}
        assert {"fever", "flank_pain", "blood_in_urine"} <= asked


def test_a_no_asks_no_signs_and_neither_does_a_yes_that_was_asked_already() -> None:
    for answer in (_looked(0, "TRG-01", "no"), _looked(0, "TRG-01", "yes", signs_asked=True)):
        assert isinstance(_step(last_search(_diary(answer)), _profile()), Asking)


def test_only_a_yes_to_several_things_asks_which_it_was() -> None:
    step = _step(last_search(_diary(_looked(0, "TRG-15", "yes"))), _profile())
    assert isinstance(step, Signs)
    assert "missed_dose" in step.which
    step = _step(last_search(_diary(_looked(0, "TRG-15", "not_sure"))), _profile())
    assert isinstance(step, Signs)
    assert step.which == ()


def test_an_urgent_red_flag_ends_it_even_before_the_signs_of_the_last_answer() -> None:
    ill = _profile(symptoms=[Symptom(id="saddle_numbness")])
    step = _step(last_search(_diary(_looked(0, "TRG-01", "yes"))), ill)
    assert isinstance(step, Ended)
    assert step.is_urgent


def test_a_search_is_offered_again_after_a_day_and_at_once_when_it_was_left_half_way() -> None:
    whole = last_search(_diary(*(_looked(n, trigger.id, "no") for n, trigger in enumerate(order(KNOWN)))))
    assert not is_due(whole, NOW + timedelta(hours=23), KNOWN)
    assert is_due(whole, NOW + timedelta(hours=25), KNOWN)
    assert is_due(last_search(_diary(_looked(0, "TRG-03", "no"))), NOW + timedelta(hours=1), KNOWN)
    assert is_due(None, NOW, KNOWN)


def test_the_report_says_what_was_found_and_what_was_not_and_names_no_cause() -> None:
    diary = _diary(_looked(0, "TRG-04", "yes"), _looked(1, "TRG-10", "not_sure"), _looked(2, "TRG-03", "no"))
    titles = {trigger.id: trigger.title for trigger in KNOWN.triggers.values()}
    day = date(2026, 11, 21)
    section = looked_for(Material(diary, from_timeline(diary), day, day, flag_titles=titles))
    assert section.table
    assert [cell.text() for cell in section.table.rows[0]] == [
        "21 Nov 2026", "Constipation", "Heat", "Full bladder or blocked catheter",
    ]  # fmt: skip
    later = looked_for(Material(diary, from_timeline(diary), date(2026, 12, 1), date(2026, 12, 2)))
    assert later.empty
    assert later.nothing is None
