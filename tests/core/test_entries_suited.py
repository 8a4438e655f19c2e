# SPDX-License-Identifier: Apache-2.0
"""What suits someone, what is left at home, what was looked for: what is said, and what is asked back."""

from supple.entries.entry import Entry
from supple.entries.parse import parse

ID, ROUND = "0190f3b2-7c1e-7d10-9a55-3f0d5c1f2a11", "0190f3b2-7c1e-7d10-9a55-3f0d5c1f2a12"
AT = "2026-11-21T09:00:00+01:00"


def _said(kind: str, **fields: object) -> Entry | list[str]:
    read = parse({"id": ID, "at": AT, "kind": kind, **fields})
    return read if isinstance(read, Entry) else [problem.place for problem in read]


def test_a_preference_that_says_nothing_is_asked_back() -> None:
    assert _said("preference", remedy="EX-02")
    assert not isinstance(_said("preference", remedy="EX-02"), Entry)
    assert isinstance(_said("preference", remedy="EX-02", clock="21:30"), Entry)


def test_a_time_that_no_clock_shows_is_refused() -> None:
    assert _said("preference", remedy="EX-02", clock="24:30") == ["clock"]


def test_a_supply_that_nobody_uses_up_is_refused() -> None:
    assert _said("supply", medicine="baclofen", left=30, a_day=0) == ["a_day"]
    assert isinstance(_said("supply", medicine="baclofen", left=0, a_day=3), Entry)


def test_only_a_trigger_of_the_list_can_be_looked_for() -> None:
    assert _said("looked", trigger="heat", answer="yes", round=ROUND) == ["trigger"]
    assert isinstance(_said("looked", trigger="TRG-03", answer="yes", round=ROUND), Entry)


def test_none_of_them_is_a_measure_of_the_day() -> None:
    supply = _said("supply", medicine="baclofen", left=1, a_day=1)
    for read in (_said("win", text="walked"), _said("pause"), supply):
        assert isinstance(read, Entry)
        assert read.readings() == []
