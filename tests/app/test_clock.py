# SPDX-License-Identifier: Apache-2.0
"""A clock that jumps loses nothing: a press after it is a press, and what lies ahead is refused with a sentence."""

from datetime import datetime, timedelta

import pytest

from supple.actions import look_back, tokens
from supple.actions.record import press, record
from supple.people.models import Person, Token
from tests.app.saying import raw


@pytest.fixture
def button(ada: Person, now: datetime) -> Token:
    """A button that says a spasm."""
    found = tokens.find(tokens.create(ada, "write-only", "episode:spasm", now=now))
    assert found
    return found


@pytest.mark.parametrize("jump", [timedelta(hours=1), timedelta(days=3650), timedelta(seconds=11)])
def test_a_press_after_the_clock_was_set_back_is_kept(
    ada: Person, button: Token, now: datetime, jump: timedelta
) -> None:
    assert press(button, now).status == "kept"
    assert press(button, now - jump).status == "kept"
    assert press(button, now + jump).status == "kept"
    assert len(look_back.timeline(ada)) == 3


@pytest.mark.parametrize("step", [timedelta(seconds=-9), timedelta(seconds=9)])
def test_two_presses_within_ten_seconds_are_one_also_when_the_clock_steps_back(
    ada: Person, button: Token, now: datetime, step: timedelta
) -> None:
    first, second = press(button, now), press(button, now + step)
    assert (first.id, second.status) == (second.id, "already kept")


def test_what_comes_from_a_clock_ahead_is_refused_with_a_sentence_and_kept_once_it_is_right(
    ada: Person, now: datetime
) -> None:
    said = raw(now)
    behind = record(ada, [said], now - timedelta(days=30)).results[0]
    assert behind.status == "refused"
    assert "clock" in behind.problems[0].sentence
    assert record(ada, [said], now).results[0].status == "kept"


def test_entries_of_before_a_jump_can_be_read_after_it(ada: Person, now: datetime) -> None:
    record(ada, [raw(now)], now)
    for moment in (now - timedelta(days=4000), now + timedelta(days=4000)):
        record(ada, [raw(moment)], moment)
    assert len(look_back.timeline(ada)) == 3
