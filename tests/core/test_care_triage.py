# SPDX-License-Identifier: Apache-2.0
"""When stiffness rises: are the causes asked in their order, one at a time, and where does it end?"""

from supple.care.parts import Symptom
from supple.care.profile import UNREMARKABLE, Profile
from supple.care.safety import check
from supple.care.triage import Answers, Asking, Ended, Said, has_risen, next_step, order
from supple.knowledge.load import knowledge

KNOWN = knowledge()
TOPICS = ["TRG-03", "TRG-04", "TRG-05", "TRG-01", "TRG-02", "TRG-06", "TRG-17", "TRG-07", "TRG-10", "TRG-15"]


def _person(**differs: object) -> Profile:
    return Profile.model_validate({**UNREMARKABLE, **differs})


def _all(said: Said, **others: Said) -> Answers:
    return {**dict.fromkeys(TOPICS, said), **{key.replace("_", "-"): value for key, value in others.items()}}


def test_bladder_comes_first_and_medicines_last() -> None:
    assert [t.id for t in order(KNOWN)] == TOPICS


def test_each_answer_leads_to_the_next_question_until_none_is_left() -> None:
    answers: dict[str, Said] = {}
    seen = []
    while isinstance(step := next_step(answers, (), KNOWN), Asking):
        seen.append(step.trigger)
        assert (step.number, step.of) == (len(seen), len(TOPICS))
        answers[step.trigger] = "no"
    assert seen == TOPICS
    assert isinstance(step, Ended)


def test_an_interrupted_round_goes_on_where_it_was_left() -> None:
    step = next_step({"TRG-03": "no", "TRG-04": "no"}, (), KNOWN)
    assert isinstance(step, Asking)
    assert step.trigger == "TRG-05"


def test_a_yes_or_a_not_sure_says_what_to_do_now_and_a_no_does_not() -> None:
    for said, told in (("yes", True), ("not_sure", True), ("no", False)):
        answers: Answers = {"TRG-03": said}  # type: ignore[dict-item]
        step = next_step(answers, (), KNOWN)
        assert isinstance(step, Asking)
        assert (step.do_now is not None) is told


def test_a_red_flag_of_today_ends_it_at_once() -> None:
    findings = check(_person(symptoms=[Symptom(id="saddle_numbness")]), KNOWN)
    step = next_step({"TRG-03": "no"}, findings, KNOWN)
    assert isinstance(step, Ended)
    assert [f.rule for f in step.red_flags] == ["RF-02"]
    assert step.note == ""


def test_it_ends_in_a_note_that_says_what_was_found_and_names_no_cause() -> None:
    step = next_step(_all("no", TRG_04="yes", TRG_10="not_sure"), (), KNOWN)
    assert isinstance(step, Ended)
    assert [t.id for t in step.found] == ["TRG-04"]
    assert [t.id for t in step.open] == ["TRG-10"]
    assert "I found: constipation." in step.note
    assert "I am not sure about: heat." in step.note
    assert "because" not in step.note


def test_a_prompt_red_flag_stands_beside_the_note() -> None:
    findings = check(_person(symptoms=[{"id": "stiffness", "new": False, "worse": True, "onset": "days"}]), KNOWN)
    step = next_step(_all("no"), findings, KNOWN)
    assert isinstance(step, Ended)
    assert [f.rule for f in step.red_flags] == ["RF-04"]
    assert step.note


def test_a_rise_is_measured_against_the_persons_own_usual() -> None:
    usual = {"id": "stiffness", "new": False, "severity": 6, "usual_severity": 6}
    assert not has_risen(_person(symptoms=[usual]))
    assert has_risen(_person(symptoms=[{**usual, "severity": 7}]))
    assert has_risen(_person(symptoms=[{"id": "spasm", "new": False, "worse": True}]))
    assert not has_risen(_person(symptoms=None))
