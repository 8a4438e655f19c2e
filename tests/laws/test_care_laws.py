# SPDX-License-Identifier: Apache-2.0
"""What must hold of every profile: more danger never gives less warning, and a plan is no prescription."""

import re
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from supple.care import plan, safety
from supple.care.cautions import asks, ruling
from supple.care.doable import Plan
from supple.care.finding import RAISED, Finding
from supple.care.fitting import Fitting
from supple.care.gates import gate_findings, verdicts
from supple.care.needed import able
from supple.care.parts import Wish
from supple.care.profile import UNREMARKABLE, Profile
from supple.care.recent import Recent
from supple.care.rules import Situation, holds, level_of
from supple.knowledge.check import conditions_of
from supple.knowledge.condition import walk
from supple.knowledge.load import knowledge

KNOWN = knowledge()
SIGNS = sorted({q.sign for q in KNOWN.questions.values()} | {"cramp", "clonus", "nausea", "drowsiness"})
SITES = sorted(KNOWN.vocabulary.ids("site"))
CONDITIONS = sorted(KNOWN.vocabulary.ids("condition"))
MEDICINES = sorted({*KNOWN.vocabulary.medicines, "temazepam", "heparin"})
lawful = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])

sometimes = st.sampled_from([None, True, False])
symptom = st.fixed_dictionaries(
    {"id": st.sampled_from(SIGNS), "present": st.sampled_from([True, False, "not_sure"])},
    optional={
        "site": st.sampled_from(SITES),
        "side": st.sampled_from(["left", "right", "both"]),
        "onset": st.sampled_from(["sudden", "hours", "days", "weeks", "months", "long_standing"]),
        "duration_h": st.sampled_from([0.1, 1, 5, 24, 30, 200]),
        "new": sometimes,
        "worse": sometimes,
        "severity": st.integers(0, 10),
        "usual_severity": st.integers(0, 10),
        "prevents": st.lists(st.sampled_from(["sleep", "safe_movement", "transfer"]), unique=True),
    },
)
medicine = st.fixed_dictionaries(
    {"name": st.sampled_from(MEDICINES)},
    optional={
        "status": st.sampled_from(["taking", "missed", "ran_out", "stopped_suddenly", "stopped_as_planned"]),
        "route": st.sampled_from(["oral", "intrathecal"]),
        "started": st.sampled_from(["2024-01-01", "2026-11-15"]),
        "stopped": st.sampled_from(["2026-03-01", "2026-11-19"]),
        "missed_doses": st.integers(1, 4),
        "times": st.just(["08:00", "20:00"]),
    },
)
pump = st.fixed_dictionaries(
    {"name": st.just("itb_pump")},
    optional={
        "refill_due": st.sampled_from(["2026-11-01", "2027-01-01"]),
        "last_event": st.sampled_from(["2026-11-19", "2026-06-01"]),
        "alarm": st.sampled_from(["single_beep", "two_tone"]),
    },
)
injection = st.fixed_dictionaries(
    {"name": st.just("botulinum_toxin")},
    optional={
        "date": st.sampled_from(["2026-11-15", "2026-10-01", "2026-01-01"]),
        "site": st.sampled_from(SITES),
        "side": st.sampled_from(["left", "right", "both"]),
    },
)
supplement = st.fixed_dictionaries(
    {"name": st.just("magnesium")},
    optional={
        "elemental_mg": st.sampled_from([100, 400]),
        "times": st.just(["20:00"]),
        "prescribed": st.sampled_from([None, True, False]),
    },
)
KINDS = ["stretch", "massage_gun", "foam_roller", "heat_pack", "topical", "sauna", "cold_plunge", "potassium_food"]
wish = st.fixed_dictionaries(
    {"kind": st.sampled_from(KINDS), "site": st.sampled_from(SITES)},
    optional={
        "seconds": st.sampled_from([30, 300, 3000]),
        "name": st.sampled_from(["menthol", "tiger balm"]),
        "side": st.sampled_from(["left", "right", "both"]),
        "position": st.sampled_from(["standing", "chair", "lying", "helper"]),
        "hold_s": st.integers(10, 200),
        "reps": st.integers(1, 8),
    },
)
VITALS = {
    "temp_c": st.sampled_from([35.5, 37.0, 38.0, 39.5, 40.5]),
    "sbp": st.sampled_from([120, 150, 190]),
    "usual_sbp": st.just(118),
    "pulse": st.sampled_from([44, 80, 130]),
}
profiles = st.fixed_dictionaries(
    {},
    optional={
        "age": st.sampled_from([None, 16, 30, 45, 70]),
        "pregnant": st.sampled_from([None, "no", "yes", "within_6_weeks_after"]),
        "conditions": st.none() | st.lists(st.sampled_from(CONDITIONS), unique=True, max_size=4),
        "medicines": st.none() | st.lists(medicine, max_size=3),
        "devices": st.none() | st.lists(pump, max_size=1),
        "injections": st.none() | st.lists(injection, max_size=1),
        "supplements": st.none() | st.lists(supplement, max_size=1),
        "egfr": st.sampled_from([None, 25, 50, 90]),
        "symptoms": st.none() | st.lists(symptom, max_size=5),
        "exposures": st.none() | st.lists(st.sampled_from(["heat", "infection", "uti", "fever", "missed_dose"])),
        "vitals": st.fixed_dictionaries({}, optional=VITALS),
        "seizure_history": sometimes,
        "falls_last_month": st.sampled_from([None, 0, 2]),
        "plan_request": st.lists(wish, max_size=2).map(lambda ws: [{**w, "id": f"p{i}"} for i, w in enumerate(ws)]),
    },
).map(lambda raw: {**UNREMARKABLE, **raw})
weeks = st.builds(
    Recent,
    places=st.lists(st.tuples(st.sampled_from(SITES), st.sampled_from([None, "left", "right", "both"]))).map(tuple),
    night_cramps=st.booleans(),
    fatigue=st.sampled_from([None, 3.0, 8.0]),
    mobility=st.sampled_from([None, "walks", "wheelchair", "needs_help"]),
    drink_style=st.sampled_from([None, "sip", "bolus"]),
)
energies = st.sampled_from(["usual", "low", "five_minutes"])


def _checked(raw: dict[str, Any]) -> tuple[Finding, ...]:
    return safety.check(Profile.model_validate(raw), KNOWN)


def _planned(raw: dict[str, Any], recent: Recent, energy: Any) -> Plan:
    profile = Profile.model_validate(raw)
    return plan.today(profile, safety.check(profile, KNOWN), KNOWN, energy, recent)


@lawful
@given(profiles.filter(lambda raw: bool(raw["symptoms"])), st.data(), st.sampled_from([True, "not_sure"]))
def test_turning_a_no_into_a_yes_or_not_sure_never_lowers_the_urgency(
    raw: dict[str, Any], data: st.DataObject, answer: Any
) -> None:
    place = data.draw(st.integers(0, len(raw["symptoms"]) - 1))

    def with_answer(value: Any) -> dict[str, Any]:
        signs = [{**s, "present": value} if i == place else s for i, s in enumerate(raw["symptoms"])]
        return {**raw, "symptoms": signs}

    before, after = _checked(with_answer(False)), _checked(with_answer(answer))
    assert safety.urgency(after) >= safety.urgency(before)


@lawful
@given(profiles, symptom)
def test_saying_one_more_sign_never_lowers_the_urgency(raw: dict[str, Any], sign: dict[str, Any]) -> None:
    before = _checked({**raw, "symptoms": raw["symptoms"] or []})
    after = _checked({**raw, "symptoms": [*(raw["symptoms"] or []), sign]})
    assert safety.urgency(after) >= safety.urgency(before)


@lawful
@given(profiles, medicine)
def test_adding_a_medicine_never_removes_a_finding(raw: dict[str, Any], more: dict[str, Any]) -> None:
    grown = {**raw, "medicines": [*(raw["medicines"] or []), more]}
    before, after = _checked({**raw, "medicines": raw["medicines"] or []}), _checked(grown)
    # A sign without a rule may find one that is at least as urgent.
    assert {f.rule for f in before} - {RAISED} <= {f.rule for f in after}
    assert safety.urgency(after) >= safety.urgency(before)


@lawful
@given(profiles, st.sampled_from(CONDITIONS))
def test_adding_a_condition_never_removes_a_finding(raw: dict[str, Any], more: str) -> None:
    before = _checked({**raw, "conditions": raw["conditions"] or []})
    after = _checked({**raw, "conditions": [*(raw["conditions"] or []), more]})
    # A sign without a rule may find one that is at least as urgent.
    assert {f.rule for f in before} - {RAISED} <= {f.rule for f in after}
    assert safety.urgency(after) >= safety.urgency(before)


@lawful
@given(profiles, weeks, energies)
def test_a_red_flag_of_today_always_stops_the_plan_and_keeps_first_aid(
    raw: dict[str, Any], recent: Recent, energy: str
) -> None:
    urgent = [f for f in _checked(raw) if f.is_red_flag and f.urgency.value in ("emergency", "same_day")]
    made = _planned(raw, recent, energy)
    assert made.suppressed == bool(urgent)
    if urgent:
        assert made.lines == ()
        assert {"SPM-01", "SPM-02", "SPM-05", "KEEP-MEDS"} <= {line.knowledge for line in made.kept}
        assert all({w["id"] for w in raw["plan_request"]} <= set(f.blocks) for f in urgent)


@lawful
@given(profiles, weeks, energies)
def test_a_plan_never_names_a_medicine_and_every_line_has_its_source(
    raw: dict[str, Any], recent: Recent, energy: str
) -> None:
    made = _planned(raw, recent, energy)
    lines = [*made.lines, *made.kept]
    said = " ".join(
        [t for line in lines for t in (line.what, *line.how, line.when, line.reason, *line.cautions)]
        + [t for held in made.held for t in (held.what, held.why)]
        + list(made.stop_when)
    )
    words = set(re.findall(r"[a-z_]+", said.lower()))
    assert words & set(MEDICINES) == set()
    assert all(line.sources and line.reason for line in lines)


@lawful
@given(profiles, weeks, energies)
def test_a_plan_keeps_to_its_time_and_asks_nothing_standing_of_the_unsteady(
    raw: dict[str, Any], recent: Recent, energy: str
) -> None:
    made = _planned(raw, recent, energy)
    stretching = sum(line.minutes or 0 for line in made.lines if line.kind == "stretch")
    assert stretching <= {"usual": 20, "low": 10, "five_minutes": 5}[energy]
    if "unstable_standing" in (raw["conditions"] or ()) or raw["conditions"] is None:
        assert all(line.position != "standing" for line in made.lines)


@lawful
@given(profiles)
def test_no_red_flag_is_without_words_and_no_unknown_is_passed_over(raw: dict[str, Any]) -> None:
    for finding in _checked(raw):
        assert finding.says
        if finding.is_red_flag:
            assert finding.do
            assert finding.contact
            assert finding.call
    if raw["symptoms"] is None or raw["age"] is None:
        assert safety.questions(Profile.model_validate(raw), KNOWN)


@lawful
@given(profiles)
def test_passing_over_rules_that_cannot_speak_changes_nothing(raw: dict[str, Any]) -> None:
    profile = Profile.model_validate(raw)
    situation = Situation(profile, KNOWN)
    speaking = able(profile, KNOWN)
    for rule in KNOWN.red_flags.values():
        level, answer = level_of(rule, situation)
        assert rule.id in speaking or (level is None and not answer.asks), rule.id
    for gate in KNOWN.gates.values():
        assert gate.id in speaking or not verdicts(gate, situation), gate.id
    for caution in KNOWN.cautions.values():
        assert caution.id in speaking or (not asks(caution, situation) and not ruling(caution, situation))


@lawful
@given(profiles, st.randoms(use_true_random=False))
def test_what_was_asked_before_changes_no_answer(raw: dict[str, Any], chance: Any) -> None:
    profile = Profile.model_validate(raw)
    wishes = (None, *(profile.plan_request or ()))
    views = [(w, leg, excusing) for w in wishes for leg in (None, "left") for excusing in (False, True)]
    terms = [term for item in KNOWN.items() for top in conditions_of(item) for term in walk(top)]
    remembering = Situation(profile, KNOWN)
    for term in chance.sample(terms, 60):
        for wish, leg, excusing in chance.sample(views, len(views)):
            again = remembering.asking_of(wish).through(leg, excusing)
            assert holds(term, again) == holds(term, Situation(profile, KNOWN, wish, leg, excusing)), term


@lawful
@given(profiles, st.lists(wish, min_size=2, max_size=5))
def test_what_was_said_of_one_wish_changes_nothing_for_the_next(raw: dict[str, Any], wishes: list[Any]) -> None:
    profile = Profile.model_validate(raw)
    fitting = Fitting(profile, KNOWN, Recent(), "usual")
    for number, one in enumerate(wishes):
        asked = Wish.model_validate({**one, "id": f"p{number}"})
        alone = profile.model_copy(update={"plan_request": (asked,)})
        assert list(gate_findings(fitting.alone(asked))) == list(gate_findings(Situation(alone, KNOWN)))


@lawful
@given(profiles, st.randoms(use_true_random=False))
def test_the_order_in_which_things_are_told_changes_nothing(raw: dict[str, Any], chance: Any) -> None:
    mixed = {name: chance.sample(part, len(part)) if isinstance(part, list) else part for name, part in raw.items()}
    before, after = _checked(raw), _checked(mixed)
    assert {(f.rule, f.urgency, f.action, frozenset(f.blocks)) for f in before} == {
        (f.rule, f.urgency, f.action, frozenset(f.blocks)) for f in after
    }


@lawful
@given(profiles, st.sampled_from(["conditions", "medicines"]))
def test_what_is_not_known_never_lets_a_wish_pass_that_the_known_would_block(raw: dict[str, Any], field: str) -> None:
    known = _checked({**raw, field: raw[field] or []})
    blind = _checked({**raw, field: None})
    tools = {w["id"] for w in raw["plan_request"] if w["kind"] in ("massage_gun", "foam_roller", "topical")}
    blocked = {id for f in known for id in f.blocks if f.rule.startswith("RLF")}
    assert blocked & tools <= {id for f in blind for id in f.blocks}
