# SPDX-License-Identifier: Apache-2.0
"""What does a diary tell the rules, and is what it does not tell left unknown?"""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from supple.care.parts import Medicine, Symptom, Wish
from supple.care.profile import Profile, from_timeline
from supple.care.recent import recent
from supple.care.safety import check
from supple.entries.entry import Entry
from supple.entries.parse import parse
from supple.entries.timeline import Timeline, fold
from supple.knowledge.check import conditions_of
from supple.knowledge.condition import walk
from supple.knowledge.load import knowledge

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def _timeline(*said: dict[str, Any]) -> Timeline:
    entries = []
    for number, raw in enumerate(said, 1):
        ago = raw.pop("hours_ago", 1)
        entry = parse({"id": str(UUID(int=number)), "at": (NOW - timedelta(hours=ago)).isoformat(), **raw})
        assert isinstance(entry, Entry), entry
        entries.append(entry)
    return fold(entries, ZoneInfo("UTC"))


def _profile(*said: dict[str, Any]) -> Profile:
    return from_timeline(_timeline(*said), NOW, knowledge())


def test_an_empty_diary_leaves_everything_unknown() -> None:
    empty = _profile()
    unknown = ("age", "sex", "pregnant", "conditions", "egfr", "seizure_history", "medicines", "devices", "symptoms",
               "exposures", "falls_last_month", "falls_last_3_months", "jurisdiction")  # fmt: skip
    assert {name: getattr(empty, name) for name in unknown} == dict.fromkeys(unknown)


def test_signs_asked_and_absent_are_an_empty_list() -> None:
    assert _profile({"kind": "check_in", "signs_asked": True}).symptoms == ()


def test_the_latest_fact_of_a_name_holds() -> None:
    said = _profile(
        {"kind": "fact", "topic": "condition", "name": "Heat sensitive", "hours_ago": 500},
        {"kind": "fact", "topic": "condition", "name": "diabetes", "hours_ago": 400},
        {"kind": "fact", "topic": "condition", "name": "diabetes", "state": "no", "hours_ago": 300},
        {"kind": "fact", "topic": "condition", "name": "osteoporosis", "state": "not_sure", "hours_ago": 200},
    )
    assert said.conditions == ("heat_sensitive", "osteoporosis")


def test_none_is_an_answer_and_silence_is_not() -> None:
    said = _profile(
        {"kind": "fact", "topic": "condition", "name": "none"},
        {"kind": "fact", "topic": "device", "name": "none"},
        {"kind": "treatment", "name": "none", "change": "started"},
    )
    assert (said.conditions, said.devices, said.medicines) == ((), (), ())


@pytest.mark.parametrize(("born", "age"), [(1980, 46), (2008, 17), (2007, 19), (2012, 14)])
def test_in_the_year_of_the_eighteenth_birthday_one_is_still_under_age(born: int, age: int) -> None:
    assert _profile({"kind": "fact", "topic": "birth_year", "number": born}).age == age


def test_facts_become_the_fields_the_rules_ask_for() -> None:
    said = _profile(
        {"kind": "fact", "topic": "sex", "word": "female"},
        {"kind": "fact", "topic": "jurisdiction", "word": "UK"},
        {"kind": "fact", "topic": "pregnancy", "word": "trying"},
        {"kind": "fact", "topic": "seizure_history", "word": "no"},
        {"kind": "fact", "topic": "lab", "name": "egfr", "number": 55},
        {"kind": "fact", "topic": "fluid_limit_ml", "number": 1500},
        {"kind": "intake", "sort": "drink", "what": "water", "amount": 2, "unit": "glass", "hours_ago": 0.5},
        {"kind": "intake", "sort": "supplement", "what": "Magnesium", "amount": 200, "unit": "mg"},
        {"kind": "exposure", "what": "alcohol"},
    )
    assert (said.sex, said.jurisdiction, said.pregnant, said.seizure_history) == ("female", "UK", "trying", False)
    assert said.egfr == 55
    assert said.fluid is not None
    assert (said.fluid.clinician_limit_ml, said.fluid.drank_last_hour_ml) == (1500, 500)
    assert said.supplements is not None
    assert said.supplements[0].name == "magnesium"
    assert said.habits is not None
    assert said.habits.alcohol_today == 1


def test_a_medicine_follows_what_was_said_of_it() -> None:
    said = _profile(
        {
            "kind": "treatment",
            "name": "Baclofen",
            "change": "started",
            "dose_mg": 5,
            "times": ["08:00"],
            "hours_ago": 900,
        },
        {"kind": "treatment", "name": "baclofen", "change": "changed", "dose_mg": 10, "hours_ago": 100},
        {"kind": "treatment", "name": "gabapentin", "change": "started", "hours_ago": 800},
        {"kind": "treatment", "name": "gabapentin", "change": "stopped", "suddenly": True, "hours_ago": 50},
    )
    assert said.medicines is not None
    baclofen, gabapentin = said.medicines
    assert (baclofen.dose_mg, baclofen.times, baclofen.status) == (10, ("08:00",), "taking")
    assert baclofen.dose_changed == date(2026, 11, 17)
    assert (gabapentin.status, gabapentin.stopped) == ("stopped_suddenly", date(2026, 11, 19))


@pytest.mark.parametrize(
    ("doses", "status", "missed"),
    [
        ([("missed", 20)], "missed", 1),
        ([("missed", 30), ("missed", 20)], "missed", 2),
        ([("missed", 30), ("taken", 20)], "missed", 1),
        ([("missed", 80), ("taken", 50), ("taken", 20)], "taking", None),
        ([("missed", 70), ("missed", 60), ("taken", 40), ("missed", 5)], "missed", 2),
        ([("missed", 90)], "missed", 1),
        ([("ran_out", 90)], "ran_out", None),
        ([("ran_out", 90), ("taken", 20)], "missed", 1),
        ([("late", 5)], "taking", None),
    ],
)
def test_missed_doses_count_until_one_is_taken_and_two_days_longer(
    doses: list[tuple[str, float]], status: str, missed: int | None
) -> None:
    taken = [{"kind": "dose", "medicine": "baclofen", "status": s, "hours_ago": h} for s, h in doses]
    said = _profile({"kind": "treatment", "name": "baclofen", "change": "started", "hours_ago": 900}, *taken)
    assert said.medicines is not None
    assert (said.medicines[0].status, said.medicines[0].missed_doses) == (status, missed)


def test_a_dose_of_a_medicine_nobody_listed_is_not_dropped() -> None:
    said = _profile({"kind": "dose", "medicine": "Tizanidine", "status": "ran_out"})
    assert said.medicines is not None
    assert [(m.name, m.status) for m in said.medicines] == [("tizanidine", "ran_out")]


def test_a_pump_knows_its_last_refill_and_the_next() -> None:
    said = _profile(
        {
            "kind": "fact",
            "topic": "device",
            "name": "itb_pump",
            "due": "2026-06-01",
            "alarm": "single_beep",
            "hours_ago": 5000,
        },
        {"kind": "treatment", "name": "itb_pump", "change": "pump_fill", "next_due": "2027-02-01", "hours_ago": 48},
        {"kind": "treatment", "name": "botulinum toxin", "change": "injection", "site": "calf", "side": "left"},
    )
    assert said.devices is not None
    pump = said.devices[0]
    assert (pump.refill_due, pump.last_event, pump.alarm) == (date(2027, 2, 1), date(2026, 11, 19), "single_beep")
    assert said.injections is not None
    assert (said.injections[0].name, said.injections[0].site) == ("botulinum_toxin", "calf")


def test_the_highest_temperature_of_the_day_counts_in_celsius() -> None:
    said = _profile(
        {"kind": "measurement", "measure": "temp_c", "value": 101.0, "unit": "F", "hours_ago": 6},
        {"kind": "measurement", "measure": "temp_c", "value": 37.2, "hours_ago": 2},
        {"kind": "measurement", "measure": "temp_c", "value": 40.0, "hours_ago": 30},
        *({"kind": "measurement", "measure": "sbp", "value": 120, "hours_ago": 30 + n} for n in range(3)),
    )
    assert said.vitals is not None
    assert said.vitals.temp_c == pytest.approx(38.33, abs=0.01)
    assert said.vitals.usual_sbp == 120


def test_falls_are_counted_and_silence_about_them_is_unknown() -> None:
    said = _profile(
        {"kind": "episode", "what": "fall", "hours_ago": 24 * 60},
        {"kind": "check_in", "falls": 1, "hours_ago": 24 * 10},
    )
    assert (said.falls_last_month, said.falls_last_3_months) == (1, 2)


def test_infections_go_on_until_they_are_said_to_be_over() -> None:
    said = _profile(
        {"kind": "flare", "what": "uti", "hours_ago": 100},
        {"kind": "flare", "what": "infection", "until": "2026-11-19", "hours_ago": 100},
        {"kind": "exposure", "what": "own:new moon"},
        {"kind": "bowel", "what": "none"},
    )
    assert said.exposures == ("uti", "constipation")


def test_a_logged_spasm_is_usual_and_a_first_numbness_is_new() -> None:
    said = _profile(
        {"kind": "episode", "what": "spasm", "site": "calf", "side": "left", "severity": 6, "duration_min": 3},
        {"kind": "episode", "what": "numbness", "site": "hand", "side": "left"},
        {"kind": "episode", "what": "pain", "site": "knee", "hours_ago": 400},
        {"kind": "episode", "what": "pain", "site": "knee"},
        {"kind": "episode", "what": "cramp", "count": 0},
    )
    assert said.symptoms is not None
    assert {(s.id, s.new) for s in said.symptoms} == {("spasm", False), ("numbness", None), ("pain", False)}
    assert next(s.duration_h for s in said.symptoms if s.id == "spasm") == 0.05


def test_the_score_of_the_day_stands_beside_the_mean_of_the_week() -> None:
    week = [{"kind": "check_in", "spasticity": n, "hours_ago": 24 * day} for day, n in ((2, 3), (3, 4), (4, 5))]
    said = _profile(*week, {"kind": "check_in", "spasticity": 8})
    assert said.symptoms is not None
    assert [(s.id, s.severity, s.usual_severity, s.rise) for s in said.symptoms] == [("stiffness", 8, 4, 4)]


def test_too_few_days_have_no_usual_score() -> None:
    said = _profile({"kind": "check_in", "spasticity": 3, "hours_ago": 48}, {"kind": "check_in", "spasticity": 8})
    assert said.symptoms is not None
    assert said.symptoms[0].usual_severity is None


def test_a_said_stiffness_takes_the_score_of_the_day() -> None:
    said = _profile({"kind": "check_in", "spasticity": 7, "signs": [{"id": "stiffness", "worse": True}]})
    assert said.symptoms is not None
    assert [(s.id, s.worse, s.severity) for s in said.symptoms] == [("stiffness", True, 7), ("stiffness", None, 7)]


@pytest.mark.parametrize(
    "written", ["Baclofen 10 mg", "baclofen tablets", "baclofen.", "Baclofen 2 x 10mg", "BACLOFEN (10 mg) tab."]
)
def test_strength_form_and_stray_marks_do_not_hide_a_medicine(written: str) -> None:
    said = _profile(
        {"kind": "treatment", "name": written, "change": "started", "hours_ago": 900},
        {"kind": "dose", "medicine": "baclofen", "status": "missed"},
    )
    assert said.medicines is not None
    assert [(m.name, m.status) for m in said.medicines] == [("baclofen", "missed")]


def test_a_pump_is_gone_only_when_that_was_said_after_its_last_refill() -> None:
    fill = {"kind": "treatment", "name": "itb_pump", "change": "pump_fill", "hours_ago": 500}
    gone = {"kind": "fact", "topic": "device", "name": "itb_pump", "state": "no"}
    assert [d.name for d in _profile(dict(fill)).devices or ()] == ["itb_pump"]
    assert [d.name for d in _profile(dict(fill), {**gone, "hours_ago": 800}).devices or ()] == ["itb_pump"]
    assert _profile(dict(fill), {**gone, "hours_ago": 100}).devices == ()


def test_a_no_with_a_place_takes_back_only_that_place() -> None:
    left, right = ({"id": "swelling", "site": "calf", "side": side} for side in ("left", "right"))
    said = _profile(
        {"kind": "check_in", "signs": [left, right], "hours_ago": 5},
        {"kind": "check_in", "signs": [{**left, "present": "no"}], "hours_ago": 2},
    )
    assert said.symptoms is not None
    assert [s.side for s in said.symptoms] == ["right"]


def test_of_two_answers_in_one_entry_the_yes_stands() -> None:
    risen = {"id": "stiffness", "onset": "sudden", "worse": True}
    said = _profile({"kind": "check_in", "signs": [risen, {"id": "stiffness", "present": "no"}]})
    assert said.symptoms is not None
    assert [s.onset for s in said.symptoms] == ["sudden"]


def test_a_no_about_one_place_leaves_another_place_alone() -> None:
    said = _profile(
        {"kind": "check_in", "signs": [{"id": "weakness", "site": "whole_leg", "side": "both"}], "hours_ago": 5},
        {"kind": "check_in", "signs": [{"id": "weakness", "present": "no"}], "hours_ago": 1},
    )
    assert said.symptoms is not None
    assert [s.site for s in said.symptoms] == ["whole_leg"]


@pytest.mark.parametrize("question", sorted(knowledge().questions))
def test_a_yes_to_any_question_of_the_check_in_is_an_entry_and_reaches_its_rules(question: str) -> None:
    asked = knowledge().questions[question]
    sign = asked.answered("not_sure")
    said = _profile({"kind": "check_in", "signs_asked": True, "signs": [sign]})
    assert said.symptoms is not None
    assert said.symptoms[0].id == asked.sign
    for rule in asked.rules:
        assert asked.sign in _signs_of(rule), rule


def _signs_of(rule: str) -> set[str]:
    """Every sign a red flag names, the rules it leans on included."""
    terms = [t for top in conditions_of(knowledge().red_flags[rule]) for t in walk(top)]
    own = {sign for t in terms if t.sign for sign in t.sign.ids}
    return own.union(*(_signs_of(t.rule) for t in terms if t.rule))


@pytest.mark.parametrize(
    ("question", "rule"),
    [("ask-weak_legs", "RF-02"), ("ask-sciatica", "RF-02"), ("ask-swelling", "RF-01"), ("ask-stiffness", "RF-04"),
     ("ask-spasm", "RF-04"), ("ask-self_harm_thoughts", "RF-25"), ("ask-saddle_numbness", "RF-02"),
     ("ask-walking_worse", "RF-03"), ("ask-fever", "RF-05b"), ("ask-cloudy_urine", "RF-05c")],
)  # fmt: skip
def test_one_press_on_a_question_is_enough_for_its_rule(question: str, rule: str) -> None:
    sign = knowledge().questions[question].answered("yes")
    said = _profile({"kind": "check_in", "signs_asked": True, "signs": [sign]})
    assert rule in {f.rule for f in check(said, knowledge())}


def test_the_time_is_the_clock_on_the_wall_at_home() -> None:
    home = Timeline((), ZoneInfo("Europe/Berlin"))
    assert from_timeline(home, NOW, knowledge()).now == datetime(2026, 11, 21, 13, 0)  # noqa: DTZ001 - local on purpose


def test_null_is_the_same_as_left_out() -> None:
    raw = {
        "symptoms": [{"id": "fever", "present": None, "prevents": None}],
        "medicines": [{"name": "x", "times": None}],
    }
    read = Profile.model_validate({**raw, "conditions": None})
    assert read.symptoms == (Symptom(id="fever"),)
    assert read.medicines == (Medicine(name="x"),)
    assert read.conditions is None


def test_a_wish_keeps_fields_of_its_own_kind() -> None:
    wish = Wish.model_validate({"id": "p1", "kind": "drink", "ml": 300, "site": "calf"})
    assert (wish.value("ml"), wish.value("site"), wish.value("at")) == (300, "calf", None)


def test_the_last_weeks_tell_places_nights_strength_and_means() -> None:
    night = {"kind": "episode", "what": "cramp", "site": "calf", "side": "left", "woke": True}
    lately = recent(
        _timeline(
            {**night, "hours_ago": 9},
            {**night, "hours_ago": 33},
            {**night, "hours_ago": 57},
            {"kind": "episode", "what": "spasm", "site": "hamstring", "side": "left", "hours_ago": 60},
            {"kind": "episode", "what": "spasm", "site": "hamstring", "side": "right", "hours_ago": 50},
            {"kind": "episode", "what": "spasm", "site": "toes", "hours_ago": 24 * 20},
            {"kind": "check_in", "fatigue_level": 8},
            {"kind": "fact", "topic": "mobility", "word": "wheelchair", "hours_ago": 3000},
            {"kind": "fact", "topic": "drink_style", "word": "bolus", "hours_ago": 3000},
        ),
        NOW,
    )
    assert lately.places == (("calf", "left"), ("hamstring", "both"))
    assert lately.night_cramps
    assert (lately.fatigue, lately.mobility, lately.drink_style) == (8, "wheelchair", "bolus")


def test_one_bad_night_is_not_yet_a_pattern() -> None:
    assert not recent(_timeline({"kind": "episode", "what": "cramp", "woke": True}), NOW).night_cramps


def test_a_day_without_any_stiffness_is_no_sign() -> None:
    assert _profile({"kind": "check_in", "spasticity": 0, "signs_asked": True}).symptoms == ()


def test_a_relapse_or_an_old_infection_is_not_an_exposure_of_today() -> None:
    said = _profile(
        {"kind": "flare", "what": "relapse"},
        {"kind": "flare", "what": "uti", "hours_ago": 24 * 20},
        {"kind": "check_in", "signs_asked": True},
    )
    assert said.exposures == ()
