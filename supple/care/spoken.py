# SPDX-License-Identifier: Apache-2.0
"""Which red flags do the words of a note fulfil? The same rules as everywhere, asked about what was said alone.

What a note leaves out is taken as unremarkable, not as unknown: nobody is asked back here. A sign that many people
with MS know counts as new only where the words make it so; a grave one counts unless they call it the usual.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from supple.care.finding import RAISED, Finding, Urgency
from supple.care.profile import UNREMARKABLE, Profile
from supple.care.reading import read_profile
from supple.care.safety import check
from supple.care.together import ABOVE, PAINS, PLAIN, SPASTICITY, together
from supple.knowledge.base import KnowledgeBase
from supple.notes.said import Felt, Understood

FAMILIAR = frozenset(
    {"spasm", "cramp", "stiffness", "clonus", "weakness", "numbness", "tingling", "drowsiness", "urinary_urgency",
     "night_voiding", "bladder_incontinence", "constipation", "vision_change", "trouble_swallowing"}
)  # fmt: skip
"""Signs that belong to many a day with MS: without a word that they are new, they are the usual."""
SAID_BY = {
    "RF-03": ("RF-02", "RF-04", "RF-05", "RF-07", "RF-12", "RF-12b", "RF-17", "RF-18", "RF-21", "RF-27", "RF-29"),
    "RF-01": ("RF-17", "RF-20"),
    "RF-20b": ("RF-20",),
    "RF-27": ("RF-07", "RF-15", "RF-09", "RF-12", "RF-14", "RF-29"),
    "RF-05c": ("RF-24",),
    "DDI-08b": ("DDI-08",),
}
"""A rule is left out where another one, at least as urgent, already speaks of the same words."""
_WEAK_BY = ("RF-07", "RF-12", "RF-12b", "RF-15", "RF-17")
_PAIRS_OF_RF_10 = ("DDI-01", "DDI-02")
SPREADING = frozenset({"weakness", "vision_change", "trouble_swallowing", "bladder_incontinence"})
"""What may come of an injection that spreads, and is not taken for the usual while one works."""
_STRUCK = frozenset({"face_droop", "arm_weakness", "trouble_speaking"})
"""Signs of a stroke; one that began hours ago did so suddenly, as far as anybody can know."""
_WITH_INFECTION = frozenset(
    {"confusion", "mottled_skin", "no_urine_12h", "fast_breathing", "slow_breathing", "extreme_shivering",
     "severe_muscle_pain", "trouble_speaking"}
)  # fmt: skip
_INFECTED = frozenset({"infection", "uti", "fever"})
"""Beside one of these signs an infection counts that is only suspected: not sure is yes."""
_LITTLE_MAGNESIUM, _MUCH_MAGNESIUM = 100.0, 900.0
_WILD = 8
"""How strong a spasm is that nobody takes for the usual when it came on within days."""
_HIGH_PRESSURE = 150
"""An upper pressure that is far up for anybody, where tizanidine was left out and no usual one is told."""
_STATUS = {"taken": "taking", "late": "taking", "prescribed": "taking", "open": None, None: None,
           "missed": "missed", "ran_out": "ran_out", "stopped": "stopped_suddenly"}  # fmt: skip
_ALWAYS_NEW = frozenset({"ciprofloxacin", "fluvoxamine"})
"""Medicines that are seldom a person's usual; to take one for new is on the safe side."""
_NOT_A_MEDICINE = ("magnesium", "vitamin", "zinc")
_BLOOD_THINNER, _STEROID = "warfarin", "prednisolone"


def alerts(note: Understood, knowledge: KnowledgeBase) -> tuple[Finding, ...]:
    """The red flags that the words fulfil, and pairs of medicines that the note itself names, most urgent first."""
    if not (note.signs or note.context or note.by_rule):
        return ()
    found = check(profile(note, knowledge), knowledge)
    spoken = [f for f in found if f.rule == RAISED or f.rule.startswith("RF-") or _is_pair(f, note)]
    rules = {f.rule for f in spoken}
    kept = [f for f in spoken if rules.isdisjoint(SAID_BY.get(f.rule, ())) and not _is_only_weak(f, rules)]
    if any(f.rule == "RF-10" and f.urgency is Urgency.EMERGENCY for f in kept):
        kept = [replace(f, urgency=Urgency.EMERGENCY) if f.rule in _PAIRS_OF_RF_10 else f for f in kept]
    return tuple(sorted(kept, key=lambda f: -f.urgency.rank))


def alerts_beside(note: Understood, person: Profile, knowledge: KnowledgeBase) -> tuple[Finding, ...]:
    """What the words fulfil by themselves, and what they fulfil together with what is known of the person.

    The signs of the note stand beside those of the diary; what the diary says of medicines, devices and illness
    stays, and is only added to.
    """
    alone = alerts(note, knowledge)
    read = profile(note, knowledge)
    signs = (*(person.symptoms or ()), *(read.symptoms or ()))
    met = tuple(dict.fromkeys((*(person.exposures or ()), *(read.exposures or ()))))
    together = person.model_copy(update={"symptoms": signs, "exposures": met})
    before = {(f.rule, f.urgency) for f in check(person, knowledge)}
    fresh = [f for f in check(together, knowledge) if f.is_red_flag and (f.rule, f.urgency) not in before]
    told = {f.rule: f for f in sorted((*fresh, *alone), key=lambda f: f.urgency.rank)}
    return tuple(sorted(told.values(), key=lambda f: -f.urgency.rank))


def _is_only_weak(finding: Finding, rules: set[str]) -> bool:
    """Whether weak legs alone speak for RF-02, while a rule about their likelier cause speaks as well."""
    return finding.rule == "RF-02" and set(finding.about) <= {"weakness"} and not rules.isdisjoint(_WEAK_BY)


def _is_pair(finding: Finding, note: Understood) -> bool:
    named = {m.name for m in note.context.get("medicines", ()) if m.status != "open" and not m.denied}
    return finding.rule.startswith("DDI-") and len(named & set(finding.about)) >= 2


def profile(note: Understood, knowledge: KnowledgeBase) -> Profile:
    """The note as a person about whom only this is known."""
    return read_profile({**UNREMARKABLE, "now": note.now.isoformat(timespec="minutes"), **said(note, knowledge)})


def said(note: Understood, knowledge: KnowledgeBase) -> dict[str, Any]:
    """The parts of a profile that a note speaks of."""
    grave = any(s.id in _WITH_INFECTION for s in note.signs)
    exposures = [t.what for t in note.ruled("exposure") if t.get("present") is True or (grave and t.what in _INFECTED)]
    around = note.context
    parts: dict[str, Any] = {
        "symptoms": [*(_symptom(s, around) for s in together(note.signs, around)), *_far_up(note)],
        "exposures": exposures,
        "vitals": _vitals(note),
        "medicines": _medicines({**around, "signs": note.signs}, note.now.date(), knowledge),
        "conditions": around.get("conditions", []),
        "devices": _devices(around, note.now.date()),
        "supplements": [{"name": "magnesium", "elemental_mg": _magnesium_mg(note)}] if _takes_magnesium(note) else [],
        "injections": [{"name": "botulinum_toxin"}] if around.get("botulinum") else [],
        "fluid": {"drank_last_hour_ml": around.get("drank_last_hour_ml")},
        "seizure_history": bool(around.get("epilepsy")),
        "falls_last_month": around.get("falls", 0),
        "falls_last_3_months": around.get("falls", 0),
    }
    if "egfr" in around:
        parts["egfr"] = around["egfr"]
    if "years_old" in around:
        parts["age"] = around["years_old"]
    if "pregnant" in around:
        parts["pregnant"] = {"pregnant": "yes"}.get(around["pregnant"], around["pregnant"])
    return parts


def _symptom(sign: Felt, around: Mapping[str, Any]) -> dict[str, Any]:
    hours = sign.duration_h
    new = sign.new
    known = FAMILIAR - SPREADING if around.get("botulinum") else FAMILIAR
    known = known - {"vision_change"} if around.get("pregnant") else known
    fierce = sign.id in SPASTICITY and sign.onset in ("hours", "days") and (sign.severity or 0) >= _WILD
    usual = sign.id in known and not (fierce or around.get("refill_passed") or sign.worse or sign.prevents)
    if new is None and usual:
        new = _made_new(sign) or (
            sign.id == "stiffness" and sign.onset in ("sudden", "hours") and bool(around.get("devices"))
        )
    return {
        "id": sign.id,
        "present": sign.present,
        "site": sign.site,
        "side": sign.side,
        "onset": "sudden" if sign.id in _STRUCK and sign.onset == "hours" else sign.onset or _onset(sign),
        "duration_h": 0.1 if hours is None else hours,
        "new": new,
        "worse": sign.worse,
        "severity": PLAIN if sign.severity is None else sign.severity,
        "usual_severity": around.get("usual_score") if sign.id in SPASTICITY else None,
        "prevents": list(sign.prevents),
    }


def _made_new(sign: Felt) -> bool:
    """Whether a known beginning makes a familiar sign a new one."""
    return sign.id not in SPASTICITY and sign.onset in ("sudden", "hours", "days", "weeks")


def _onset(sign: Felt) -> str | None:
    """Without a word on it, a familiar sign did not begin suddenly; of a grave one the rules may think the worst."""
    return "days" if sign.id in (FAMILIAR | PAINS | {"severe_headache"}) - SPASTICITY else None


def _vitals(note: Understood) -> dict[str, Any]:
    measured = {t.what: t.get("value") for t in note.ruled("measure")}
    return {
        "temp_c": measured.get("temp_c"),
        "sbp": measured.get("sbp"),
        "usual_sbp": note.context.get("usually"),
        "pulse": note.context.get("pulse"),
    }


def _far_up(note: Understood) -> Iterator[dict[str, Any]]:
    """A high pressure without a usual one to set it against, without tizanidine or beside a headache or a flush."""
    vitals = _vitals(note)
    gap = any(
        m.name == "tizanidine" and m.status in ("missed", "ran_out", "stopped")
        for m in note.context.get("medicines", ())
    )
    above = any(s.id in ABOVE | {"headache", "severe_headache"} for s in note.signs)
    if (gap or above) and vitals["usual_sbp"] is None and (vitals["sbp"] or 0) >= _HIGH_PRESSURE:
        yield {"id": "high_bp", "present": True, "new": True}


def _takes_magnesium(note: Understood) -> bool:
    return any(t.what == "magnesium" and t.get("present") is True for t in note.ruled("action"))


def _magnesium_mg(note: Understood) -> float:
    """How much magnesium the note tells of; "far over the cap" is much, and nothing said is little."""
    told = [t.get("amount") for t in note.ruled("action") if t.what == "magnesium" and t.get("unit") == "mg"]
    said = max((float(amount) for amount in told if amount), default=0.0)
    return max(said, _MUCH_MAGNESIUM if note.context.get("over_cap") else _LITTLE_MAGNESIUM)


def _medicines(around: Mapping[str, Any], today: date, knowledge: KnowledgeBase) -> list[dict[str, Any]]:
    """The named medicines as they stand today; one named only in talk is not on the list.

    Nor is one after a plain "no", unless to go without it harms: "no baclofen" may well be a dose left out.
    One that was ended step by step matters only beside a sign.
    """
    harms = knowledge.names(tuple(row.medicine for row in knowledge.withdrawal))
    named = [m for m in around.get("medicines", ()) if not m.denied or m.name in harms]
    named = [m for m in named if not m.eased or around.get("signs")]
    listed = [_medicine(m, today) for m in named if _STATUS.get(m.status)]
    if around.get("blood_thinner"):
        listed.append({"name": _BLOOD_THINNER, "started": _long_ago(today)})
    if around.get("steroids"):
        listed.append({"name": _STEROID, "started": _long_ago(today)})
    if "itb_pump" in around.get("devices", ()):
        listed = [m if m["name"] != "baclofen" else {**m, "route": "intrathecal"} for m in listed]
    return listed


def _medicine(medicine: Any, today: date) -> dict[str, Any]:
    status = _STATUS[medicine.status]
    return {
        "name": medicine.name,
        "dose_mg": medicine.dose_mg,
        "times": ["08:00"],
        "started": today.isoformat() if medicine.new or medicine.name in _ALWAYS_NEW else _long_ago(today),
        "status": status,
        "stopped": today.isoformat() if status == "stopped_suddenly" else None,
        "missed_doses": medicine.missed,
    }


def _long_ago(today: date) -> str:
    return (today - timedelta(days=365)).isoformat()


def _devices(around: Mapping[str, Any], today: date) -> list[dict[str, Any]]:
    alarms = around.get("alarms", ())
    if "itb_pump" not in around.get("devices", ()):
        return []
    alarm = "two_tone" if "two_tone" in alarms else "single_beep" if "single_beep" in alarms else None
    passed, event = around.get("refill_passed"), around.get("pump_event")
    return [
        {
            "name": "itb_pump",
            "alarm": alarm,
            "refill_due": (today + timedelta(days=-1 if passed else 60)).isoformat(),
            "last_event": (today - timedelta(days=1 if event else 40)).isoformat(),
        }
    ]


def names_of(knowledge: KnowledgeBase) -> dict[str, str]:
    """Every written name of a medicine for reading notes; magnesium, vitamins and injected toxins are none there."""
    kept_out = knowledge.names(("botulinum",))
    return {
        written: name
        for written, name in knowledge.spellings.items()
        if name not in kept_out and written not in kept_out and not name.startswith(_NOT_A_MEDICINE)
    }
