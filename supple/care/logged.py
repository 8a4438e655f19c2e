# SPDX-License-Identifier: Apache-2.0
"""Which signs does the diary tell of outside the questions: the skin, bladder, bowel, a measured pulse?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from supple.care.parts import Symptom
from supple.entries.known import Bladder, Bowel, Skin
from supple.entries.measured import Measurement
from supple.entries.timeline import Timeline

A_DAY = timedelta(hours=24)
SLOW_PULSE = 50
_ON_THE_SKIN = {"red_stays": "fixed_redness", "broken": "skin_break"}


def logged_signs(timeline: Timeline, now: datetime, new_for: timedelta) -> Iterator[Symptom]:
    """Signs logged in the last 24 hours as what they are; one that was there before `new_for` ago is the usual one."""
    old = now - new_for
    before = {(e.what, e.site, e.side) for e in timeline.of(Skin) if e.at < old}
    for skin in timeline.of(Skin):
        if skin.at >= now - A_DAY and skin.what in _ON_THE_SKIN:
            usual = (skin.what, skin.site, skin.side) in before
            yield Symptom(id=_ON_THE_SKIN[skin.what], site=skin.site, side=skin.side, new=False if usual else None)
    if any(e.what == "cannot_pass" and e.at >= now - A_DAY for e in timeline.of(Bladder)):
        # Known or not, water that does not come is looked at today.
        yield Symptom(id="urine_retention")
    leaks = [e for e in timeline.of(Bowel) if e.what == "leak"]
    if any(e.at >= now - A_DAY for e in leaks):
        yield Symptom(id="bowel_incontinence", new=False if any(e.at < old for e in leaks) else None)
    pulses = [m for m in timeline.of(Measurement) if m.measure == "pulse" and m.in_own_unit < SLOW_PULSE]
    if any(m.at >= now - A_DAY for m in pulses):
        yield Symptom(id="slow_pulse", new=False if any(m.at < old for m in pulses) else None)
