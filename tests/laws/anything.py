# SPDX-License-Identifier: Apache-2.0
"""Any entry of any kind that can be kept, for laws that must hold for all of them."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, get_args
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from pydantic import ValidationError

from supple.entries.entry import Entry
from supple.entries.felt import CheckIn, EpisodeWhat
from supple.entries.kinds import KINDS, ONE
from supple.entries.known import WORDS, Treatment
from supple.entries.measure import MEASURES
from supple.entries.measured import UNITS
from supple.entries.vocabulary import ActionId, ExposureId, SideId, SiteId, SymptomId

Fields = dict[str, st.SearchStrategy[Any]]
CORRECTIONS = ("replaced", "withdrawn")
some = st.sampled_from
line = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), max_size=12)
name = st.one_of(some(["baclofen", "Tizanidine", "heat pack"]), line.filter(lambda s: bool(s.strip())))
own = name.map(lambda said: "own:" + said)
score = st.integers(0, 10)
yes = st.booleans()
day = st.dates(date(2020, 1, 1), date(2029, 12, 31)).map(str)
amount = st.floats(0.001, 5000, allow_nan=False)
answer = some(["yes", "no", "not_sure"])
site, side = some(get_args(SiteId)), some(get_args(SideId))
zones = some(["Europe/Berlin", "America/St_Johns", "Asia/Kathmandu", "Pacific/Kiritimati", "UTC"])
phase = st.fixed_dictionaries({"condition": some("ABW"), "starts": day, "days": st.integers(1, 30)})
sign = st.fixed_dictionaries(
    {"id": some(get_args(SymptomId))},
    optional={"present": answer, "site": site, "new": yes, "severity": score, "duration_h": amount},
)
clock = some(["00:00", "08:30", "23:59"])
_LIMITS = {
    name: st.floats(m.low, m.high) if not m.whole else st.integers(int(m.low), int(m.high))
    for name, m in MEASURES.items()
}
NEEDED: dict[str, Fields] = {
    "note": {"text": name}, "dose": {"medicine": name},
    "intake": {"sort": some(["drink", "food", "supplement"]), "what": name},
    "session": {"what": st.one_of(some(get_args(ActionId)), own)},
    "exposure": {"what": st.one_of(some(get_args(ExposureId)), own)},
    "scale_answer": {
        "scale": st.one_of(st.just("modified_ashworth"), name.map("clinic:".__add__)),
        "value": some(["0", "1", "1+", "4", "stiff"]),
    },
    "trial_started": {"change": name, "outcome": name, "phases": st.lists(phase, min_size=2, max_size=4)},
    "phase_changed": {"trial": name, "condition": some(["A", "B", "W", "paused"])},
    "trial_day": {"trial": name, "done": yes}, "trial_ended": {"trial": name},
    "treatment": {
        "name": name,
        "change": some(get_args(Treatment.model_fields["change"].annotation)),
    },
    "flare": {"what": some(["uti", "infection", "relapse", "steroid_course"])},
    "bladder": {"what": some(["void", "catheter", "leak", "urgency", "cannot_pass"])},
    "bowel": {"what": some(["movement", "none", "leak"])},
    "skin": {"what": some(["clear", "red_fades", "red_stays", "broken"])},
    "visit": {"with_whom": name, "on": day}, "contact": {"role": line, "name": name},
    "goal": {"text": name}, "win": {"text": name},
    "supply": {"medicine": name, "left": amount, "a_day": st.floats(0.1, 9)},
    "looked": {"trigger": some(["TRG-01", "TRG-09"]), "answer": answer, "round": st.uuids().map(str)},
    "preference": {"remedy": name, "suits": yes},
    "warning_shown": {"rule": some(["RF-01", "DDI-12"]), "urgency": some(["emergency", "prompt"])},
    "warning_answered": {"warning": st.uuids().map(str), "did": some(["called", "went"])},
}  # fmt: skip
"""What a kind cannot be without."""
MAYBE: dict[str, Fields] = {
    "check_in": {
        **{n: _LIMITS[n] for n in CheckIn.feeds},
        "about": day, "nothing_today": yes, "signs_asked": yes, "signs": st.lists(sign, max_size=2),
    },
    "episode": {
        "what": some(get_args(EpisodeWhat)), "site": site, "side": side, "severity": score, "duration_min": amount,
        "woke": yes, "doing": line, "relieved_by": line, "count": st.integers(0, 99),
        "signs": st.lists(sign, max_size=1),
    },
    "dose": {
        "status": some(["taken", "late", "missed", "ran_out"]), "dose_mg": amount,
        "missed_doses": st.integers(1, 9), "why": line,
    },
    "intake": {"amount": amount, "unit": some(["ml", "l", "glass", "mg", "piece"])},
    "session": {
        "done": yes, "minutes": st.one_of(st.integers(0, 90), st.floats(0, 1440)), "reps": st.integers(0, 99),
        "site": site, "side": side, "response": some(["easier", "same", "worse"]), "remedy": line,
    },
    "exposure": {"present": yes, "level": st.floats(0, 10)},
    "scale_answer": {"site": site, "side": side, "rater": name},
    "treatment": {
        "dose_mg": amount, "times": st.lists(clock, max_size=2), "days": st.lists(some(["mon", "sun"]), max_size=2),
        "route": some(["oral", "pump", "injection", "skin"]), "since_unknown": yes, "suddenly": yes, "site": site,
        "side": side, "next_due": day, "detail": line,
    },
    "flare": {"until": day}, "bladder": {"amount_ml": st.integers(0, 3000)}, "bowel": {"hard": yes},
    "skin": {"site": site, "side": side}, "goal": {"attainment": st.integers(-2, 2)},
    "visit": {"questions": st.lists(line, max_size=2), "outcome": line}, "contact": {"phone": line},
    "trial_ended": {"why": line}, "pause": {"why": some(["ill", "away"]), "until": day},
}  # fmt: skip


@st.composite
def _facts(draw: st.DrawFn) -> dict[str, Any]:
    topic = draw(some(["condition", "lab", "device", "allergy", "own_word", "birth_year", "fluid_limit_ml", *WORDS]))
    said: dict[str, Any] = {"topic": topic, "state": draw(answer)}
    if topic in WORDS:
        return said | {"word": draw(some(WORDS[topic]))}
    if topic in ("birth_year", "fluid_limit_ml", "lab"):
        number = {"birth_year": 1981, "fluid_limit_ml": 1500, "lab": draw(st.floats(1, 150))}[topic]
        return said | {"number": number} | ({"name": draw(some(["egfr", "crcl"]))} if topic == "lab" else {})
    said |= {"name": draw(name)} | ({"word": "symptom.spasm"} if topic == "own_word" else {})
    return said | ({"due": draw(day), "alarm": draw(some(["single_beep", "two_tone"]))} if topic == "device" else {})


@st.composite
def _measurements(draw: st.DrawFn) -> dict[str, Any]:
    which = draw(st.one_of(some(list(UNITS)), own))
    if which.startswith("own:"):
        return {"measure": which, "value": draw(st.floats(-1e6, 1e6))} | draw(
            st.fixed_dictionaries({}, optional={"unit": line})
        )
    units = list(UNITS[which])
    said = {"measure": which, "value": draw(_LIMITS[which])}
    return said | draw(st.fixed_dictionaries({}, optional={"unit": some(units)} if units else {}))


FROM, TILL = (datetime(year, 1, 1, tzinfo=UTC).replace(tzinfo=None) for year in (1990, 2030))


def moments() -> st.SearchStrategy[datetime]:
    """Moments in different writings: with seconds and without, in whole and odd offsets."""
    offsets = st.one_of(
        st.just(UTC), some([60, 330, -210, 840]).map(lambda m: timezone(timedelta(minutes=m))),
        some(["Europe/Berlin", "Australia/Lord_Howe"]).map(ZoneInfo),
    )  # fmt: skip
    return st.datetimes(FROM, TILL, timezones=offsets, allow_imaginary=False)


@st.composite
def anything(draw: st.DrawFn, kinds: tuple[str, ...] = tuple(KINDS)) -> Entry:
    """One entry that is no correction."""
    kind = draw(some([k for k in kinds if k not in CORRECTIONS]))
    raw: dict[str, Any] = {"kind": kind, "id": draw(st.uuids(version=4)), "at": draw(moments())}
    raw |= draw(st.fixed_dictionaries({}, optional={"zone": zones, "private": yes, "by": name}))
    if kind in ("fact", "measurement"):
        raw |= draw(_facts() if kind == "fact" else _measurements())
    raw |= draw(st.fixed_dictionaries(NEEDED.get(kind, {}), optional=MAYBE.get(kind, {})))
    try:
        return ONE.validate_python(raw)
    except ValidationError:
        return ONE.validate_python({"kind": "win", "text": "so close", "id": raw["id"], "at": raw["at"]})
