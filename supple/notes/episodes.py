# SPDX-License-Identifier: Apache-2.0
"""Which episodes does a note tell? One per symptom, place and separate time, with what was said of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from supple.entries.vocabulary import CORE
from supple.notes.amounts import Amount
from supple.notes.clauses import Clauses
from supple.notes.nearest import host_of, last_before
from supple.notes.read import Mention, Reading
from supple.notes.said import Span, Told
from supple.notes.scope import Scope
from supple.notes.sites import Place
from supple.notes.times import Clock

FELT_AS = {**{id: id for id in CORE}, "arm_weakness": "weakness", "severe_muscle_pain": "pain", "sciatica": "pain"}
"""Which episode a symptom is kept as."""
A_DAY = 1440.0
_HURTING = frozenset({"spasm", "cramp"})
"""What a word for pain may only describe."""
_USUAL_REACHES, _LABEL_REACHES, _MOST = 3, 3, 10
Score = tuple[float, int, int, Mention]
"""A number, its first and last word, and the thing that it is about."""


@dataclass(slots=True)
class Draft:
    """An episode in the making."""

    mention: Mention
    place: Place | None = None
    details: dict[str, Any] = field(default_factory=dict)
    spans: dict[str, Span] = field(default_factory=dict)
    clocks: list[Clock] = field(default_factory=list)
    strengths: list[float] = field(default_factory=list)
    said_by: list[Mention] = field(default_factory=list)
    """The words for it, and those that only say how it felt."""
    again: list[tuple[str, Any, Span]] = field(default_factory=list)
    """Details that were said once more: they may be those of a later bout."""

    def put(self, detail: str, value: Any, span: Span) -> None:
        """Keep a detail; the first one said stays."""
        if value is not None and self.details.get(detail) is None:
            self.details[detail], self.spans[detail] = value, span
        elif value is not None:
            self.again.append((detail, value, span))


def drafts(scope: Scope, hosts: Sequence[Mention], places: dict[int, list[Place]]) -> list[Draft]:
    """An unfinished episode for each core symptom that is there, and each of its places."""
    found: list[Draft] = []
    described: list[tuple[Mention, Mention]] = []
    for n, mention in enumerate(hosts):
        if mention.group != "symptom" or mention.id not in FELT_AS or mention.status != "present":
            continue
        if FELT_AS[mention.id] == "pain" and (felt := _described(mention, hosts, places[n], scope)):
            described.append((felt, mention))
            continue
        where = places[n]
        placed = mention.id == "fall" or any(p.site for p in where)
        if mention.framed and (phrase := _told_already(mention, hosts, scope)):
            described.append((phrase, mention))
            continue
        if mention.framed and not placed:
            continue
        named = [p for p in where if p.site] or where[:1]
        found += [Draft(mention, place) for place in _joined(named)] or [Draft(mention)]
    for draft in found:
        draft.said_by = [draft.mention, *(other for felt, other in described if felt is draft.mention)]
    return found


def _told_already(mention: Mention, hosts: Sequence[Mention], scope: Scope) -> Mention | None:
    """The phrase of the same sentence that tells the same episode as words that were only put together."""
    same = (h for h in hosts if h.group == "symptom" and FELT_AS.get(h.id) == FELT_AS[mention.id] and not h.framed)
    return next((h for h in same if scope.same_sentence(h.first, mention.first)), None)


def _described(pain: Mention, hosts: Sequence[Mention], where: Sequence[Place], scope: Scope) -> Mention | None:
    """The spasm or cramp that "hurts" or "pain 6/10" only describes: of its sentence, or the one before."""
    reading, kinds = scope.reading, scope.reading.lexicon.classes
    labels = _is_label(pain, reading)
    hurts = max((n for n in pain.used if labels or reading.words[n].text in kinds["hurts"]), default=0)
    beside = [h for h in hosts if h.id in _HURTING and h.status == "present" and h.group == "symptom"]
    before = [h for h in beside if h.first < hurts]
    near = [h for h in before if scope.same_sentence(h.first, pain.first)]
    first = reading.sentence.index(reading.sentence[pain.first])
    lead = [word.text for word in reading.words[first : pain.first]]
    goes_on = (lead and lead[0] in kinds["it_words"] and set(lead[1:]) <= kinds["bebad"]) or (not lead and labels)
    if not near and before and goes_on:
        near = [h for h in before if reading.sentence[h.first] == reading.sentence[first] - 1]
    own = [p for p in where if p.site and near and p.first > near[-1].last and p.last >= pain.first - 3]
    return near[-1] if near and not own else None


def _is_label(pain: Mention, reading: Reading) -> bool:
    """Whether it only says what a number right behind it rates: "pain 6/10", "pain level 6"."""
    kinds, place = reading.lexicon.classes, pain.last + 1
    words, led = reading.words, kinds["gauges"] | kinds["nearly"] | kinds["level"] | kinds["strength"]
    while place < len(words) and place - pain.last <= _LABEL_REACHES and words[place].text in led:
        place += 1
    rated = any(n.first == place and n.form in ("plain", "score") and n.value <= _MOST for n in reading.numbers)
    return rated and pain.first == pain.last and not any(a.first == place for a in reading.amounts)


def _joined(places: Sequence[Place]) -> list[Place]:
    """One place per site; the same site said twice with two sides is both."""
    by_site: dict[str | None, Place] = {}
    for place in places:
        before = by_site.get(place.site)
        if before is None or (place.side and not before.side):
            by_site[place.site] = place
        elif place.side and place.side != before.side:
            by_site[place.site] = Place(place.site, "both", before.first, place.last)
    return list(by_site.values())


def with_lengths(found: Sequence[Draft], lengths: Sequence[tuple[Amount, Mention]], scope: Scope) -> None:
    """Give each length of time, found to belong to a symptom, to its episode."""
    for amount, host in lengths:
        for draft in found:
            if host in draft.said_by and amount.minutes is not None and amount.minutes < A_DAY:
                draft.put("duration_min", round(amount.minutes, 2), scope.reading.span(amount.first, amount.last))


def with_strengths(found: Sequence[Draft], scope: Scope, hosts: Sequence[Mention], scores: Sequence[Score]) -> None:
    """Numbers out of ten first, then words such as "bad"; a word belongs to the nearest symptom."""
    for value, first, last, scored in sorted(scores, key=lambda s: _is_usual(s, scope)):
        for draft in (d for d in found if scored in d.said_by):
            draft.put("severity", whole(value), scope.reading.span(first, last))
            draft.strengths += [] if _is_usual((value, first, last, scored), scope) else [value]
    near, parts = [h for h in hosts if h.group == "symptom"], scope.clauses
    for how in scope.reading.hows:
        if "severity" not in how.said or not _is_of_a_symptom(how, hosts, scope, parts):
            continue
        host = host_of(how.first, how.last, near, scope, 14) or last_before(how.first, near, scope)
        for draft in (d for d in found if host in d.said_by):
            draft.put("severity", whole(how.said["severity"]), scope.reading.span(how.first, how.last))
    for draft in found:
        for said in draft.said_by:
            draft.put("severity", whole(said.said.get("severity")), scope.reading.span(said.first, said.last))


def _is_of_a_symptom(how: Mention, hosts: Sequence[Mention], scope: Scope, parts: Clauses) -> bool:
    """Whether a word such as "mild" can be about a symptom: it is not in "weather mild", "strong coffee", "bad day"."""
    after, part = how.last + 1, parts.near(how.first, how.last)
    here = [h for h in hosts if h.first in part or h.last in part]
    felt = any(h.group == "symptom" for h in here)
    if after in part and any(h.first <= after <= h.last for h in here if h.group in ("action", "exposure", "told")):
        return any(h.first <= after <= h.last for h in here if h.group == "symptom")
    return felt or not parts.speaks(part)


def _is_usual(score: Score, scope: Scope) -> bool:
    """Whether a strength is only the usual one: "now 9/10, ordinarily 4/10"."""
    before = scope.reading.words[max(0, score[1] - _USUAL_REACHES) : score[1]]
    return any(w.text in scope.reading.lexicon.classes["usually"] for w in before)


def whole(value: float | None) -> float | int | None:
    """A value as it is written: without a point where it is whole."""
    return int(value) if value is not None and value == int(value) else value


def with_counts(found: Sequence[Draft], counts: Sequence[Score], scope: Scope) -> None:
    """How often, where that was said."""
    for value, first, last, host in counts:
        for draft in (d for d in found if host in d.said_by):
            draft.put("count", whole(value), scope.reading.span(first, last))


def finished(timed: Sequence[Draft], scope: Scope) -> list[Told]:
    """The episodes, those said twice told once."""
    told: list[Draft] = []
    for draft in timed:
        same = next((d for d in told if _is_same(d, draft)), None)
        if same is None:
            told.append(draft)
            continue
        for name, value in draft.details.items():
            if name == "at" and draft.clocks and not same.clocks:
                same.details["at"] = value  # a clock time says more than a part of the day
            same.put(name, value, draft.spans[name])
        _keep_greater(same, draft)
        same.clocks = same.clocks or draft.clocks
        if draft.place and (same.place is None or (same.place.side is None and draft.place.side)):
            same.place = draft.place
    return [_told(d, scope) for d in told]


def _keep_greater(told: Draft, again: Draft) -> None:
    """Of the strengths of one that is told twice the greater stays; one that is only the usual counts for nothing."""
    told.strengths += again.strengths
    if again.strengths:
        told.details["severity"] = whole(max(told.strengths))


def _is_same(a: Draft, b: Draft) -> bool:
    if FELT_AS[a.mention.id] != FELT_AS[b.mention.id] or (a.mention.id == "fall" and b.mention.said.get("again")):
        return False
    sites = {d.place.site for d in (a, b) if d.place and d.place.site}
    sides = {d.place.side for d in (a, b) if d.place and d.place.side}
    timed = [d for d in (a, b) if d.clocks] or [a, b]  # a part of the day does not part what has a clock time
    times = {d.details["at"] for d in timed if "at" in d.details}
    return len(sites) <= 1 and len(sides) <= 1 and (len(times) <= 1 or _close(times))


def _close(times: set[datetime]) -> bool:
    return max(times) - min(times) <= timedelta(minutes=1)


def _told(draft: Draft, scope: Scope) -> Told:
    mention, spans = draft.mention, dict(draft.spans)
    spans["what"] = scope.reading.span(mention.first, mention.last)
    details = dict(draft.details)
    if draft.place:
        where = scope.reading.span(draft.place.first, draft.place.last)
        for name, value in (("site", draft.place.site), ("side", draft.place.side)):
            if value:
                details[name], spans[name] = value, where
    return Told("episode", FELT_AS[mention.id], details, spans)
