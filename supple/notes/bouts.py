# SPDX-License-Identifier: Apache-2.0
"""When was each episode? One that is told at several clock times is several, each with what was said of it alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from supple.notes.episodes import Draft, whole
from supple.notes.moments import Daytime, about, in_order, moments
from supple.notes.read import Mention, Reading
from supple.notes.said import Span
from supple.notes.scope import Scope
from supple.notes.times import Clock

_ONE_BOUT = 5
"""Two times so few minutes apart are those of one bout."""
_TOGETHER = 8
"""How many words apart a day and a part of it may be named."""


def with_times(
    found: Sequence[Draft], clocks: Sequence[tuple[Clock, Mention | None]], scope: Scope, now: datetime
) -> list[Draft]:
    """Each episode at its moment; one told at several clock times becomes several."""
    for clock, host in clocks:
        for draft in (d for d in found if host and _is_one_event(d.mention, host)):
            draft.clocks.append(clock)
    _inherit(found, scope)
    return [bout for draft in found for bout in _bouts(draft, scope, now)]


def _is_one_event(one: Mention, other: Mention) -> bool:
    """Whether the same words tell of both: a knee that gave way is a weakness and may be a fall."""
    return one is other or (one.first <= other.last and other.first <= one.last)


def _bouts(draft: Draft, scope: Scope, now: datetime) -> list[Draft]:
    """One episode per separate clock time; without one, some moment inside the part of the day that was named."""
    reading = scope.reading
    if len(draft.strengths) > 1 and len(draft.clocks) <= 1:
        draft.details["severity"] = whole(max(draft.strengths))  # "up to a 6 from a 4"
    if not draft.clocks:
        day = day_at(draft.mention.first, scope)
        if day and scope.same_sentence(day.first, draft.mention.first):
            draft.put("at", about(day, now), reading.span(day.first, day.last))
        return [draft]
    clocks = _separate(draft, reading)
    fitting = [moments(clock, day_at(clock.first, scope), now, _part(draft, clock, scope)) for clock in clocks]
    bouts: list[Draft] = []
    for n, (clock, at) in enumerate(zip(clocks, in_order(fitting), strict=True)):
        bouts.append(_bout(draft, n, clocks, scope))
        bouts[-1].put("at", at, reading.span(clock.first, clock.last))
    return bouts


def _bout(draft: Draft, n: int, clocks: Sequence[Clock], scope: Scope) -> Draft:
    """One of the bouts of an episode, with what was said of it alone."""
    own, reading = Draft(draft.mention, draft.place, dict(draft.details), dict(draft.spans), [clocks[n]]), scope.reading
    if len(clocks) == 1:
        return own
    own.details.pop("count", None)
    starts = [0, *(scope.clauses.near(c.first, c.last).start for c in clocks[1:]), len(reading.words)]
    reaches = (starts[n], starts[n + 1])
    for detail in ("woke", "duration_min") if not _each_time(reading) else ():
        if detail in own.spans and not _within(own.spans[detail], reaches, reading):
            own.details.pop(detail, None)
    if n:
        _say_again(own, draft, reaches, reading)
    if len(draft.strengths) == len(clocks):
        own.details["severity"] = whole(draft.strengths[n])
    return own


def _within(span: Span, words: tuple[int, int], reading: Reading) -> bool:
    """Whether something was said between two words."""
    first, end = words
    return reading.words[first].start <= span[0] <= reading.words[end - 1].start


def _say_again(bout: Draft, draft: Draft, words: tuple[int, int], reading: Reading) -> None:
    """Give a later bout what was said once more from its clock time to the next."""
    for detail, value, span in draft.again:
        if _within(span, words, reading):
            bout.details[detail], bout.spans[detail] = value, span


def _each_time(reading: Reading) -> bool:
    """Whether what was said of several bouts holds for each of them."""
    kinds, units = reading.lexicon.classes, reading.lexicon.units
    return any(
        one.text in kinds["each"] and (units.get(two.text) == "times" or two.text in kinds["woken"] | kinds["the_one"])
        for one, two in pairwise(reading.words)
    )


def _separate(draft: Draft, reading: Reading) -> list[Clock]:
    """Two clock times joined by "to" are a start and an end; others are separate bouts."""
    first, *rest = draft.clocks
    kinds = reading.lexicon.classes
    kept = [first]
    for clock in rest:
        between = reading.between(kept[-1].last, clock.first)
        length = kept[-1].minutes_to(clock)
        led = reading.words[kept[-1].first - 1].text if kept[-1].first else ""
        ranged = any(w in kinds["till"] for w in between) or (led in kinds["between"] and set(between) <= kinds["and"])
        if len(between) <= 2 and ranged:
            draft.put("duration_min", float(length), reading.span(kept[-1].first, clock.last))
        elif length > _ONE_BOUT:
            kept.append(clock)
    return kept


def _part(draft: Draft, clock: Clock, scope: Scope) -> str | None:
    """Night, when the note says so beside a bare hour."""
    if clock.half or clock.sure:
        return None
    reading = scope.reading
    here = reading.sentence[clock.first]
    days = {n for day in reading.days if day.part != "night" for n in range(day.first, day.last + 1)}
    near = (n for n, s in enumerate(reading.sentence) if abs(s - here) <= 1 and n not in days)
    words = {reading.words[n].text for n in near}
    return "night" if draft.details.get("woke") or words & reading.lexicon.classes["night"] else None


def _inherit(found: Sequence[Draft], scope: Scope) -> None:
    """What is listed with a timed thing happened with it."""
    for before, draft in pairwise(found):
        same = scope.same_sentence(before.mention.first, draft.mention.first)
        if draft.clocks or not before.clocks or not same or scope.turned(before.mention.last, draft.mention.first):
            continue
        if draft.mention is before.mention:
            draft.clocks = list(before.clocks)
        elif scope.reading.stops(before.mention.last, draft.mention.first) < 1 and before.place is not None:
            draft.clocks = before.clocks[-1:] if draft.mention.first - before.mention.last < 8 else []


def day_at(place: int, scope: Scope) -> Daytime | None:
    """The day or part of it that was last named in this sentence, else the next in it, else the last before it."""
    reading = scope.reading
    here = [d for d in reading.days if reading.sentence[d.first] == reading.sentence[place]]
    here = [d for d in here if not _is_past(d, place, scope)]
    if here:
        near = [d for d in here if d.first < place + 4] or here
        whole = min(near, key=lambda d: abs(d.first - place))
        return _combined(whole, here)
    before = [d for d in reading.days if 0 < reading.sentence[place] - reading.sentence[d.first] <= _back(d)]
    before = [d for d in before if d.back or d.weekday is not None or d.part == "night"]
    return before[-1] if before else None


def _back(day: Daytime) -> int:
    """How many sentences on a day is still meant: a night is told at more length."""
    return 2 if day.part == "night" else 1


def _is_past(day: Daytime, place: int, scope: Scope) -> bool:
    """Whether the telling has gone on from a part of the day: "stiff this morning, then at two a spasm"."""
    ended = day.part not in (None, "night") and not day.back
    return ended and day.last < place and scope.turned(day.last, place)


def _combined(day: Daytime, here: Sequence[Daytime]) -> Daytime:
    """Read "Tuesday ... in the night" together."""
    for other in (d for d in here if abs(d.first - day.first) <= _TOGETHER):
        if day.part is None and other.part and other.back in (None, 0):
            return Daytime(day.first, day.last, day.back, other.part, day.weekday)
        named = other.back is not None or other.weekday is not None
        if day.part and day.back is None and day.weekday is None and named:
            return Daytime(day.first, day.last, other.back, day.part, other.weekday)
    return day
