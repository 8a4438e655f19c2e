# SPDX-License-Identifier: Apache-2.0
"""What must hold of every diary: telling of one more bout never makes the warning milder."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from supple.care import safety
from supple.care.finding import Urgency
from supple.care.profile import from_timeline
from supple.entries.entry import Entry
from supple.entries.parse import parse
from supple.entries.timeline import fold
from supple.knowledge.load import knowledge

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
KNOWN = knowledge()
LISTED = {"kind": "treatment", "change": "started", "hours_ago": 900.0}

hours = st.sampled_from([0.5, 5.0, 23.0, 25.0, 70.0, 100.0])
sign = st.fixed_dictionaries(
    {"id": st.sampled_from(["stiffness", "weakness", "numbness", "seizure", "chest_pain", "fever", "light_headed"])},
    optional={"present": st.sampled_from(["yes", "not_sure"]), "worse": st.booleans(), "severity": st.integers(0, 10)},
)
bout = st.fixed_dictionaries(
    {
        "kind": st.just("episode"),
        "what": st.sampled_from(["stiffness", "spasm", "weakness", "numbness", "pain", "fall"]),
        "hours_ago": st.sampled_from([0.5, 5.0, 23.0]),
    },
    optional={
        "severity": st.integers(0, 10),
        "site": st.sampled_from(["calf", "whole_leg"]),
        "side": st.sampled_from(["left", "right", "both"]),
        "duration_min": st.sampled_from([1.0, 60.0, 3000.0]),
        "signs": st.lists(sign, max_size=2),
    },
)
check_in = st.fixed_dictionaries(
    {"kind": st.just("check_in"), "hours_ago": hours},
    optional={
        "spasticity": st.integers(0, 10),
        "signs_asked": st.booleans(),
        "signs": st.lists(sign | sign.map(lambda s: {**s, "present": "no"}), max_size=3),
        "about_days_before": st.sampled_from([0, 1, 7]),
    },
)
dose = st.fixed_dictionaries(
    {
        "kind": st.just("dose"),
        "medicine": st.sampled_from(["baclofen", "Baclofen 10 mg", "baclofn"]),
        "status": st.sampled_from(["taken", "missed", "ran_out"]),
        "hours_ago": hours,
    }
)
diaries = st.lists(check_in | bout | dose | st.just({**LISTED, "name": "baclofen"}), max_size=6)


def _urgency(said: list[dict[str, Any]]) -> Urgency:
    entries = []
    for number, raw in enumerate(said, 1):
        told = {key: value for key, value in raw.items() if key not in ("hours_ago", "about_days_before")}
        at = NOW - timedelta(hours=raw["hours_ago"])
        if "about_days_before" in raw:
            told["about"] = str((at - timedelta(days=raw["about_days_before"])).date())
        entry = parse({"id": str(UUID(int=number)), "at": at.isoformat(), **told})
        assert isinstance(entry, Entry), entry
        entries.append(entry)
    return safety.urgency(safety.check(from_timeline(fold(entries, ZoneInfo("UTC")), NOW, KNOWN), KNOWN))


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(diaries, bout)
def test_adding_an_episode_never_lowers_the_urgency(diary: list[dict[str, Any]], more: dict[str, Any]) -> None:
    assert _urgency([*diary, more]) >= _urgency(diary)
