# SPDX-License-Identifier: Apache-2.0
"""What must hold of every list of medicines and products: more danger never frees, and no window is forbidden."""

from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from supple.care import interactions, magnesium
from supple.care.clock import DAY, SHORTEST, Span, windows
from supple.care.finding import Finding
from supple.care.names import understood
from supple.care.profile import UNREMARKABLE, Profile
from supple.care.spacing import spaced
from supple.knowledge.load import knowledge

KNOWN = knowledge()
CONDITIONS = sorted(KNOWN.vocabulary.ids("condition"))
MEDICINES = sorted({*KNOWN.vocabulary.medicines, "zzyzxib", "heparin", "ciprofloxacine"})
SALTS = [*sorted({salt.salt for salt in KNOWN.salts}), "unknown", None]
lawful = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])

clock = st.builds("{:02d}:{:02d}".format, st.integers(0, 23), st.sampled_from([0, 5, 13, 30, 55]))
medicine = st.fixed_dictionaries(
    {"name": st.sampled_from(MEDICINES)},
    optional={
        "dose_mg": st.sampled_from([0.5, 2, 10, 90, 500]),
        "times": st.lists(clock, max_size=4),
        "route": st.sampled_from(["oral", "intravenous", "oromucosal"]),
        "status": st.sampled_from(["taking", "missed", "stopped_as_planned"]),
        "started": st.sampled_from(["2024-01-01", "2026-11-15"]),
        "stopped": st.just("2026-03-01"),
    },
)
product = st.fixed_dictionaries(
    {"name": st.just("magnesium"), "times": st.lists(clock, min_size=1, max_size=3)},
    optional={
        "salt": st.sampled_from(SALTS),
        "salt_mg": st.floats(0, 1500),
        "elemental_mg": st.none() | st.floats(0, 300),
        "kind": st.sampled_from(["supplement", "laxative", "antacid", "multivitamin", "drink"]),
        "prescribed": st.sampled_from([True, False, None]),
    },
)
wish = st.fixed_dictionaries(
    {"kind": st.sampled_from(["magnesium", "herb", "drive", "electrolyte_drink", "epsom_salt_oral"])},
    optional={"elemental_mg": st.integers(1, 400), "at": clock, "name": st.just("valerian")},
)
profiles = st.fixed_dictionaries(
    {},
    optional={
        "jurisdiction": st.sampled_from(["EU", "UK", "US", "unknown", None]),
        "age": st.sampled_from([None, 16, 30, 45, 70]),
        "sex": st.sampled_from(["female", "male", None]),
        "pregnant": st.sampled_from([None, "no", "yes", "trying"]),
        "egfr": st.sampled_from([None, 20, 45, 90]),
        "crcl": st.sampled_from([None, 45, 60, 90]),
        "seizure_history": st.sampled_from([None, True, False]),
        "conditions": st.none() | st.lists(st.sampled_from(CONDITIONS), unique=True, max_size=3),
        "medicines": st.none() | st.lists(medicine, max_size=4),
        "supplements": st.none() | st.lists(product, max_size=4),
        "plan_request": st.lists(wish, max_size=3).map(lambda ws: [{**w, "id": f"p{i}"} for i, w in enumerate(ws)]),
    },
).map(lambda raw: {**UNREMARKABLE, **raw})
spans = st.lists(
    st.tuples(st.integers(-DAY, DAY), st.integers(0, 16 * 60)).map(lambda s: (s[0], s[0] + s[1])), max_size=8
)

UNKNOWN_KIDNEYS = {"MGC-03", "MGC-04"}
AMOUNTS = {"MGD-02", "MGD-03", "MGD-04"}


def _findings(raw: dict[str, Any]) -> tuple[Finding, ...]:
    return interactions.findings(Profile.model_validate(raw), KNOWN)


def _answer(raw: dict[str, Any]) -> magnesium.Magnesium:
    return magnesium.answer(Profile.model_validate(raw), KNOWN)


def _rules(found: tuple[Finding, ...]) -> set[str]:
    """The rules that speak; MGC-03 takes the place of MGC-04, and a stricter amount rule of a milder one."""
    rules = {f.rule for f in found}
    merged = {"kidneys not known"} if rules & UNKNOWN_KIDNEYS else set()
    return (rules - UNKNOWN_KIDNEYS - AMOUNTS) | merged


def _blocks(found: tuple[Finding, ...]) -> set[str]:
    return {id for f in found for id in f.blocks}


def _only_more(raw: dict[str, Any], grown: dict[str, Any]) -> None:
    before, after = _findings(raw), _findings(grown)
    assert _rules(before) <= _rules(after)
    assert _blocks(before) <= _blocks(after)
    strongest = {f.rule: f.urgency for f in after}
    assert all(strongest[f.rule] >= f.urgency for f in before if f.rule in strongest)
    assert _answer(raw).allowed or not _answer(grown).allowed


@lawful
@given(profiles, medicine)
def test_one_more_medicine_only_adds_findings_blocks_and_urgency(raw: dict[str, Any], more: dict[str, Any]) -> None:
    known = {**raw, "medicines": raw["medicines"] or []}
    _only_more(known, {**known, "medicines": [*known["medicines"], more]})


@lawful
@given(profiles, st.sampled_from(CONDITIONS))
def test_one_more_condition_only_adds_findings_blocks_and_urgency(raw: dict[str, Any], more: str) -> None:
    known = {**raw, "conditions": raw["conditions"] or []}
    _only_more(known, {**known, "conditions": [*known["conditions"], more]})


@lawful
@given(profiles, product)
def test_one_more_product_never_frees_magnesium(raw: dict[str, Any], more: dict[str, Any]) -> None:
    known = {**raw, "supplements": raw["supplements"] or []}
    _only_more(known, {**known, "supplements": [*known["supplements"], more]})


BAD: dict[str, list[Any]] = {
    "age": [16],
    "pregnant": ["yes", "trying", "breastfeeding"],
    "conditions": [["myasthenia"], ["heart_block"], ["abnormal_magnesium"], ["bowel_obstruction"]],
    "medicines": [[{"name": "raltegravir"}], [{"name": "digoxin", "times": ["08:00"]}], [{"name": "methenamine"}]],
    "egfr": [20, 45],
    "supplements": [[{"name": "magnesium", "elemental_mg": 400, "times": ["08:00"]}]],
}
MG_WISH = {"id": "mg", "kind": "magnesium", "elemental_mg": 50, "at": "20:00"}


@lawful
@given(profiles, st.sampled_from(sorted(BAD)), st.data())
def test_what_is_unknown_never_passes_where_a_bad_answer_blocks(
    raw: dict[str, Any], field: str, data: st.DataObject
) -> None:
    asked = {**raw, "sex": "female", "crcl": None if field == "egfr" else raw["crcl"], "plan_request": [MG_WISH]}
    if field == "pregnant":
        asked["age"] = 30
    bad = {**asked, field: data.draw(st.sampled_from(BAD[field]))}
    unknown = {**asked, field: None}
    assert not _answer(bad).allowed
    assert not _answer(unknown).allowed
    assert _answer(unknown).questions
    assert "mg" in _blocks(_findings(unknown))


@lawful
@given(profiles, st.randoms(use_true_random=False))
def test_the_order_in_which_things_were_said_changes_nothing(raw: dict[str, Any], chance: Any) -> None:
    mixed = dict(raw)
    for field in ("medicines", "supplements", "conditions", "plan_request"):
        if raw[field]:
            mixed[field] = chance.sample(raw[field], len(raw[field]))
    plain, other = _answer(raw), _answer(mixed)
    assert (plain.allowed, plain.elemental_mg_now, plain.slots) == (other.allowed, other.elemental_mg_now, other.slots)
    assert set(plain.reasons) == set(other.reasons)

    def told(found: tuple[Finding, ...]) -> set[Any]:
        return {(f.rule, f.urgency, f.action, frozenset(f.about), frozenset(f.blocks)) for f in found}

    assert told(_findings(raw)) == told(_findings(mixed))


@lawful
@given(profiles, st.lists(product, max_size=5))
def test_the_limit_holds_under_any_combination_of_products(raw: dict[str, Any], taken: list[dict[str, Any]]) -> None:
    answer = _answer({**raw, "supplements": taken})
    assert answer.cap_mg == (350 if raw["jurisdiction"] == "US" else 250)
    if answer.allowed:
        assert answer.elemental_mg_now is not None
        assert answer.elemental_mg_now <= answer.cap_mg
    planned = {**raw, "supplements": taken, "plan_request": [{**MG_WISH, "elemental_mg": 200}]}
    if "mg" not in _blocks(_findings(planned)):
        now = _answer(planned).elemental_mg_now
        assert now is not None
        assert now + 200 <= answer.cap_mg + 0.05


def _forbidden(spans: list[Span]) -> set[int]:
    """Every minute inside a span, counted one by one around the circle; each stands for the minute after it."""
    return {m % DAY for start, end in spans for m in range(start, end)}


@lawful
@given(spans)
def test_windows_are_what_a_minute_by_minute_walk_around_the_circle_leaves(spans: list[Span]) -> None:
    taken = _forbidden(spans)
    left = [m for m in range(DAY) if m not in taken]
    free = {m % DAY for start, end in windows(spans) for m in range(start, end)}
    assert free & taken == set()
    assert {m for m in left if _run(m, taken) >= SHORTEST} == free
    assert [start for start, _ in windows(spans)] == sorted(start for start, _ in windows(spans))


def _run(minute: int, taken: set[int]) -> int:
    """How long the free stretch around a minute is."""
    if not taken:
        return DAY
    ahead = next(n for n in range(1, DAY + 1) if (minute + n) % DAY in taken)
    behind = next(n for n in range(1, DAY + 1) if (minute - n) % DAY in taken)
    return ahead + behind - 1


@lawful
@given(profiles, st.lists(medicine.filter(lambda m: bool(m.get("times"))), min_size=1, max_size=4))
def test_no_window_touches_the_hours_that_a_medicine_forbids(raw: dict[str, Any], taken: list[dict[str, Any]]) -> None:
    plain = {**UNREMARKABLE, "jurisdiction": raw["jurisdiction"], "medicines": taken}
    answer = _answer(plain)
    assume(answer.allowed)
    read = understood(Profile.model_validate(plain), KNOWN)
    inside = {m % DAY for start, end in answer.slots for m in range(start + 1, end)}
    for one in spaced(read, KNOWN):
        for start, end in one.spans or ():
            assert not inside & {m % DAY for m in range(start + 1, end)}
