# SPDX-License-Identifier: Apache-2.0
"""Recording: each entry has its own answer, and the warning signs are looked at before the answer goes out."""

import logging
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from supple.actions import check_safety, correct, look_back, record, tokens
from supple.entries.felt import Episode, Note
from supple.entries.known import WarningShown
from supple.errors import SuppleError
from supple.journal import store
from supple.people.models import Person, Token
from tests.app.saying import entry, raw, same_id

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
CANARY = "canary-in-the-coal-mine"
SADDLE_NUMB = {"signs_asked": True, "signs": [{"id": "saddle_numbness", "onset": "hours"}]}

BAD: dict[str, tuple[dict[str, Any], str, str]] = {
    "unknown kind": ({"kind": "dream"}, "", "not known"),
    "no kind": ({"kind": None}, "", "kind"),
    "not an id": ({"id": "1"}, "id", "UUID"),
    "impossible date": ({"at": "2026-02-30T03:05:00+01:00"}, "at", "not a real date"),
    "no zone": ({"at": "2026-01-01T03:05:00"}, "at", "time zone"),
    "a bare number": ({"at": 1_700_000_000}, "at", "2026-11-21T03:05"),
    "unknown zone": ({"zone": "Europe/Atlantis"}, "zone", "time zone is not known"),
    "severity 11": ({"severity": 11}, "severity", "10 or less"),
    "severity -1": ({"severity": -1}, "severity", "0 or more"),
    "severity a half": ({"severity": 0.5}, "severity", "whole number"),
    "severity endless": ({"severity": float("inf")}, "severity", "number"),
    "unknown field": ({"colour": "red"}, "colour", "not known"),
    "unknown site": ({"site": "wing"}, "site", "use one of"),
    "wrong unit": ({"kind": "measurement", "measure": "temp_c", "value": 37, "unit": "K"}, "", "unit"),
    "out of range": ({"kind": "measurement", "measure": "temp_c", "value": 12}, "", "between"),
    "a zero byte": ({"kind": "note", "text": "a\x00b"}, "text", "form"),
    "half a character": ({"kind": "note", "text": "\ud800"}, "text", "text"),
    "a novel": ({"kind": "note", "text": "x" * 20_001}, "text", "20000"),
    "a day to come": ({"kind": "check_in", "about": "2199-01-01"}, "about", "not come yet"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_entry_is_named_and_costs_no_other(ada: Person, now: datetime, name: str) -> None:
    fields, place, words = BAD[name]
    bad = {**raw(now), **{"kind": "episode"}, **fields}
    answers = record.record(ada, [raw(now), bad, raw(now)], now).results
    assert [a.status for a in answers] == ["kept", "refused", "kept"]
    assert answers[1].problems[0].place == place
    assert words in answers[1].problems[0].sentence
    assert len(look_back.timeline(ada)) == 2


@pytest.mark.parametrize("junk", [None, 1, "episode", [], [[]], {}, True])
def test_what_is_no_entry_at_all_is_refused_with_a_sentence(ada: Person, now: datetime, junk: object) -> None:
    answer = record.record(ada, [junk], now).results[0]
    assert (answer.id, answer.status) == (None, "refused")
    assert answer.problems[0].sentence


def test_a_clock_may_run_five_minutes_ahead_and_no_more(ada: Person, now: datetime) -> None:
    answers = record.record(ada, [raw(now + 4 * MINUTE), raw(now + 6 * MINUTE)], now).results
    assert [a.status for a in answers] == ["kept", "refused"]
    assert answers[1].problems[0].sentence == "This moment lies in the future; check the clock."


def test_a_correction_cannot_move_an_entry_into_the_future(ada: Person, now: datetime) -> None:
    said = raw(now, "replaced", target=str(uuid4()), entry=raw(now + DAY))
    assert record.record(ada, [said], now).results[0].status == "refused"


def test_more_than_two_thousand_entries_at_once_are_refused_whole(ada: Person, now: datetime) -> None:
    with pytest.raises(SuppleError, match="more than 2000 entries"):
        record.record(ada, [raw(now)] * 2001, now)
    assert len(look_back.timeline(ada)) == 0


def test_other_content_under_a_kept_id_is_refused_with_a_cure(ada: Person, now: datetime) -> None:
    record.record(ada, [raw(now, id=same_id(1), what="spasm")], now)
    answer = record.record(ada, [raw(now, id=same_id(1), what="cramp")], now).results[0]
    assert answer.status == "refused"
    assert "send it under a new id" in answer.problems[0].sentence
    assert [e.what for e in look_back.timeline(ada).of(Episode)] == ["spasm"]


def test_a_red_flag_is_answered_at_once_and_noted_once_a_day(ada: Person, now: datetime) -> None:
    said = raw(now, "check_in", **SADDLE_NUMB)
    first = record.record(ada, [said], now)
    again = record.record(ada, [said], now + MINUTE)
    assert first.checked
    assert first.findings[0].urgency == "emergency"
    assert again.findings == first.findings
    shown = list(look_back.timeline(ada).of(WarningShown))
    marked = [f.rule for f in first.findings if f.urgency in ("emergency", "same_day")]
    assert sorted(w.rule for w in shown) == sorted(marked)
    assert shown[0].id == check_safety.warning_id(ada, first.findings[0], now)


def test_whoever_asks_blind_is_not_noted_as_having_been_warned(ada: Person, now: datetime) -> None:
    record.record(ada, [raw(now, "check_in", **SADDLE_NUMB)], now, blind="bedside")
    assert list(look_back.timeline(ada).of(WarningShown)) == []


def test_whoever_asks_blind_cannot_correct(ada: Person, now: datetime) -> None:
    kept = entry(now)
    store.append(ada, [kept], now, "test")
    said = raw(now, "withdrawn", target=str(kept.id))
    assert record.record(ada, [said], now, blind="bedside").results[0].status == "refused"
    assert look_back.timeline(ada).entries == (kept,)


def test_a_broken_check_keeps_the_entries_and_says_that_nothing_was_checked(
    ada: Person, now: datetime, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks(person: Person, now: datetime) -> None:
        raise RuntimeError(CANARY)

    monkeypatch.setattr(check_safety, "check", breaks)
    said = record.record(ada, [raw(now, "note", text=CANARY)], now)
    assert [k.status for k in said.results] == ["kept"]
    assert (said.findings, said.checked) == ((), False)
    assert [n.text for n in look_back.timeline(ada).of(Note)] == [CANARY]
    assert [r.message for r in caplog.records if r.levelno == logging.ERROR] == ["safety-check-failed"]


def test_replacing_goes_on_under_the_same_id_and_can_be_undone_step_by_step(ada: Person, now: datetime) -> None:
    said = entry(now, what="spasm")
    store.append(ada, [said], now, "test")
    rightly = correct.replace(ada, said.id, entry(now, what="cramp"), now).results[0]
    assert _whats(ada) == [(said.id, "cramp")]
    gone = correct.withdraw(ada, said.id, now)
    assert _whats(ada) == []
    correct.withdraw(ada, gone, now)
    assert _whats(ada) == [(said.id, "cramp")]
    correct.withdraw(ada, type(said.id)(rightly.id), now)
    assert _whats(ada) == [(said.id, "spasm")]


def test_the_last_correction_counts_even_after_one_from_a_clock_that_ran_ahead(ada: Person, now: datetime) -> None:
    said = entry(now, what="spasm")
    early = raw(now + 4 * MINUTE, "replaced", target=str(said.id), entry=raw(now, what="pain"))
    store.append(ada, [said], now, "test")
    record.record(ada, [early], now)
    correct.replace(ada, said.id, entry(now, what="cramp"), now + MINUTE)
    assert _whats(ada) == [(said.id, "cramp")]


def test_nobody_corrects_what_is_not_theirs(ada: Person, bo: Person, now: datetime) -> None:
    said = entry(now)
    store.append(bo, [said], now, "test")
    with pytest.raises(SuppleError, match="not in the diary"):
        correct.replace(ada, said.id, entry(now), now)
    with pytest.raises(SuppleError, match="not in the diary"):
        correct.withdraw(ada, said.id, now)
    assert look_back.one(ada, said.id) is None


def _whats(person: Person) -> list[tuple[object, str | None]]:
    return [(e.id, e.what) for e in look_back.timeline(person).of(Episode)]


@pytest.fixture
def button(ada: Person, now: datetime) -> Token:
    """A button that means a spasm."""
    token = tokens.find(tokens.create(ada, "write-only", "episode:spasm", "bedside", now=now))
    assert token
    return token


def test_a_press_is_one_event_of_the_buttons_kind(ada: Person, button: Token, now: datetime) -> None:
    assert record.press(button, now).status == "kept"
    assert [(e.what, e.at) for e in look_back.timeline(ada).of(Episode)] == [("spasm", now)]


def test_a_second_press_within_ten_seconds_is_the_same_press(ada: Person, button: Token, now: datetime) -> None:
    first = record.press(button, now)
    second = record.press(button, now + timedelta(seconds=9))
    assert (second.status, second.id) == ("already kept", first.id)
    assert record.press(button, now + timedelta(seconds=11)).status == "kept"
    assert len(look_back.timeline(ada)) == 2


def test_two_buttons_do_not_merge_with_each_other(ada: Person, button: Token, now: datetime) -> None:
    other = tokens.find(tokens.create(ada, "write-only", "episode:cramp", now=now))
    assert other
    assert record.press(button, now).status == record.press(other, now).status == "kept"
    assert len(look_back.timeline(ada)) == 2
