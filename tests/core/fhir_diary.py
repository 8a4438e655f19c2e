# SPDX-License-Identifier: Apache-2.0
"""A made-up diary with something of every kind, for the bundles that are recorded and shown to other programs."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5
from zoneinfo import ZoneInfo

from supple.care.doable import Plan, PlanLine
from supple.entries.kinds import MANY
from supple.entries.timeline import Timeline, fold
from supple.interop.fhir.bundle import Attached, Kind, Sent
from supple.knowledge.source import Grade

CLEO = UUID("01920000-0000-7000-8000-0000000000c1")
ZONE = ZoneInfo("Europe/Berlin")
START = datetime(2026, 10, 1, 7, 30, tzinfo=ZONE)
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
SAID: tuple[dict[str, Any], ...] = (
    {"kind": "check_in", "spasticity": 6, "spasm_count": 4, "sleep_hours": 6.5, "pain": 3, "falls": 0,
     "signs_asked": True, "signs": [{"id": "fever", "present": "no"}]},
    {"kind": "check_in", "about": "2026-10-01", "nothing_today": True},
    {"kind": "episode", "what": "spasm", "site": "hamstring", "side": "left", "severity": 6, "duration_min": 3,
     "woke": True, "count": 2, "doing": "turning over", "zone": "Europe/London"},
    {"kind": "episode", "what": "cramp", "site": "calf", "side": "both", "signs": [{"id": "pain", "new": True}]},
    {"kind": "episode", "by": "Bo"},
    {"kind": "note", "text": "A long day – stiff “as a board”, 5 < 6 & tired."},
    {"kind": "dose", "medicine": "baclofen", "dose_mg": 10},
    {"kind": "dose", "medicine": "baclofen", "status": "missed"},
    {"kind": "dose", "medicine": "magnesium rub", "status": "late", "why": "was out"},
    {"kind": "intake", "sort": "drink", "what": "tea", "amount": 2, "unit": "cup"},
    {"kind": "session", "what": "stretching", "minutes": 12, "site": "calf", "side": "left", "response": "easier"},
    {"kind": "session", "what": "own:tai chi", "done": False},
    {"kind": "exposure", "what": "heat", "level": 7}, {"kind": "exposure", "what": "own:new shoes"},
    {"kind": "measurement", "measure": "temp_c", "value": 98.6, "unit": "F"},
    {"kind": "measurement", "measure": "sbp", "value": 128, "unit": "mmHg"},
    {"kind": "measurement", "measure": "weight_kg", "value": 68.5, "unit": "kg"},
    {"kind": "measurement", "measure": "steps", "value": 3120},
    {"kind": "measurement", "measure": "own:potassium in serum", "value": 4.1, "unit": "mmol/L"},
    {"kind": "scale_answer", "scale": "modified_ashworth", "value": "1+", "site": "calf", "side": "left",
     "rater": "Dr Lin"},
    {"kind": "scale_answer", "scale": "clinic:walking index", "value": "two sticks"},
    {"kind": "treatment", "name": "tizanidine", "change": "started", "dose_mg": 2, "times": ["22:00"]},
    {"kind": "treatment", "name": "baclofen", "change": "changed", "since_unknown": True, "days": ["mon", "sun"]},
    {"kind": "treatment", "name": "dantrolene", "change": "stopped", "suddenly": False},
    {"kind": "treatment", "name": "baclofen", "change": "side_effect", "detail": "drowsy at noon"},
    {"kind": "treatment", "name": "botulinum toxin", "change": "injection", "route": "injection", "site": "calf",
     "side": "left"},
    {"kind": "treatment", "name": "home programme", "change": "programme", "detail": "calf and hamstring"},
    {"kind": "fact", "topic": "condition", "name": "heat_sensitive"},
    {"kind": "fact", "topic": "condition", "name": "copd", "state": "not_sure"},
    {"kind": "fact", "topic": "allergy", "name": "aspirin"},
    {"kind": "fact", "topic": "lab", "name": "egfr", "number": 92},
    {"kind": "fact", "topic": "birth_year", "number": 1984}, {"kind": "fact", "topic": "sex", "word": "female"},
    {"kind": "flare", "what": "uti", "until": "2026-10-20"}, {"kind": "flare", "what": "relapse"},
    {"kind": "bladder", "what": "void", "amount_ml": 250}, {"kind": "bowel", "what": "movement", "hard": True},
    {"kind": "skin", "what": "red_fades", "site": "foot", "side": "right"},
    {"kind": "visit", "with_whom": "neurology", "on": "2026-12-01", "questions": ["Why at night?"]},
    {"kind": "contact", "role": "neurologist", "name": "Dr Lin", "phone": "030 000"},
    {"kind": "goal", "text": "walk to the lake", "attainment": 1}, {"kind": "win", "text": "slept through"},
    {"kind": "supply", "medicine": "baclofen", "left": 30, "a_day": 3}, {"kind": "pause", "why": "ill"},
    {"kind": "preference", "remedy": "STC-08", "suits": True, "private": True},
    {"kind": "warning_shown", "rule": "RF-05", "urgency": "prompt"},
)  # fmt: skip


def diary() -> Timeline:
    """Cleo's diary, always the same."""
    raw = [
        {"id": str(uuid5(NAMESPACE_URL, f"cleo {n}")), "at": START + timedelta(hours=7 * n), **one}
        for n, one in enumerate(SAID)
    ]
    return fold(MANY.validate_python(raw), ZONE)


def sent(kind: Kind) -> Sent:
    """What goes to the clinic, with a routine and a report."""
    how = ("Hold 30 s", "3 times")
    line = PlanLine("STC-08", "stretch", "Calf stretch on a step", how, "evening", 4, ("stiff",), (), Grade.WEAK)
    report = Attached("Report of four weeks", b"A report in plain text.\n", "text/plain; charset=utf-8")
    return Sent(
        CLEO, diary(), NOW, kind, snomed=True, plan=Plan("usual", (line,)), day=NOW.date(), attached=report,
        name="" if kind == "collection" else "Cleo",
    )  # fmt: skip
