# SPDX-License-Identifier: Apache-2.0
"""Do skin, bladder and pulse, logged as what they are, reach the rules that are about them?"""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from supple.care.profile import Profile, from_timeline
from supple.care.safety import check
from supple.entries.entry import Entry
from supple.entries.parse import parse
from supple.entries.timeline import fold
from supple.knowledge.load import knowledge

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
HEEL = {"kind": "skin", "what": "broken", "site": "foot", "side": "left"}


def _profile(*said: tuple[float, dict[str, Any]]) -> Profile:
    entries = []
    for number, (days_ago, raw) in enumerate(said, 1):
        at = (NOW - timedelta(days=days_ago)).isoformat()
        entry = parse({"id": str(UUID(int=number)), "at": at, **raw})
        assert isinstance(entry, Entry), entry
        entries.append(entry)
    return from_timeline(fold(entries, ZoneInfo("UTC")), NOW, knowledge())


def _red_flags(profile: Profile) -> set[str]:
    return {f.rule for f in check(profile, knowledge()) if f.is_red_flag}


@pytest.mark.parametrize(
    ("logged", "rule"),
    [
        (HEEL, "RF-19"),
        ({"kind": "skin", "what": "red_stays", "site": "gluteal"}, "RF-19"),
        ({"kind": "bladder", "what": "cannot_pass"}, "RF-02"),
    ],
)
def test_what_was_logged_today_counts_as_a_sign(logged: dict[str, Any], rule: str) -> None:
    assert rule in _red_flags(_profile((0.1, logged)))
    assert rule not in _red_flags(_profile((2, logged)))


def test_clear_skin_and_an_emptied_bladder_are_no_signs() -> None:
    said = _profile((0.1, {"kind": "skin", "what": "clear"}), (0.1, {"kind": "bladder", "what": "void"}))
    assert said.symptoms is None


def test_a_sore_known_for_weeks_is_the_usual_one_and_a_new_place_is_not() -> None:
    assert "RF-19" not in _red_flags(_profile((30, HEEL), (0.1, HEEL)))
    assert "RF-19" in _red_flags(_profile((30, HEEL), (0.1, {**HEEL, "side": "right"})))


def test_a_slow_pulse_is_seen_even_when_a_later_one_is_fast() -> None:
    slow = {"kind": "measurement", "measure": "pulse", "value": 44}
    said = _profile((0.2, slow), (0.1, {**slow, "value": 80}))
    assert [s.id for s in said.symptoms or ()] == ["slow_pulse"]
