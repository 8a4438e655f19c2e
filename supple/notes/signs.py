# SPDX-License-Identifier: Apache-2.0
"""Which signs do the words tell of, since when, and are they new, worse or the usual? The rules decide elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from supple.notes.amounts import Amount
from supple.notes.details import Details
from supple.notes.nearest import distance
from supple.notes.read import Mention, Reading
from supple.notes.said import Felt
from supple.notes.scope import Scope
from supple.notes.sites import Place
from supple.notes.words import COMMA

_QUALIFIES = ("new", "worse", "onset", "prevents", "hours", "usual")
_DIRECT = ("new", "worse", "onset", "severity")
_BESIDE = 2
_OF_DATED = 3
"""How many words may lie between a medicine and the time since when it is taken."""
_OF_TONE = frozenset({"stiffness", "spasm", "clonus"})
_CALMS = 6
_SINCE_REACHES = 7
"""How many words may lie between a "since" and its year."""
FAMILIAR = frozenset(
    {"spasm", "cramp", "stiffness", "clonus", "weakness", "numbness", "tingling", "drowsiness", "urinary_urgency",
     "night_voiding", "bladder_incontinence", "constipation", "vision_change", "trouble_swallowing", "pain", "headache",
     "light_headed", "swelling", "goosebumps", "flushing", "unusual_tiredness", "walking_worse", "cold_pale_limb",
     "feels_unsafe", "urine_retention", "itching", "nausea"}
)  # fmt: skip
"""Signs that may well be a person's usual; a grave one is only called so right beside it."""
_HOUR, _DAY = 1.0, 24.0
_ONSET_BY_UNIT = {"day": "days", "week": "weeks", "month": "long_standing"}


def signs(scope: Scope, hosts: Sequence[Mention], places: dict[int, list[Place]], found: Details) -> list[Felt]:
    """Each symptom that is there, or that may be, with its qualities; the usual is told as the usual."""
    strengths = {id(host): value for value, _, _, host in found.scores}
    told: list[Felt] = []
    for n, mention in enumerate(hosts):
        if mention.group != "symptom" or mention.status not in ("present", "maybe"):
            continue
        qualities = _qualities(mention, hosts, scope, found)
        severity = strengths.get(id(mention), qualities.pop("severity", None))
        where: list[Place | None] = [*places[n]]
        told += [_felt(mention, place, severity, qualities, scope.reading) for place in where or [None]]
    return told


def _felt(
    mention: Mention, place: Place | None, severity: float | None, qualities: dict[str, Any], reading: Reading
) -> Felt:
    return Felt(
        id=mention.id,
        present=True if mention.status == "present" else "not_sure",
        site=place.site if place else None,
        side=place.side if place else None,
        severity=severity,
        span=reading.span(mention.first, mention.last),
        **qualities,
    )


def _qualities(mention: Mention, hosts: Sequence[Mention], scope: Scope, found: Details) -> dict[str, Any]:
    """Everything said of a sign: by its own phrase first, then by the words around it."""
    said = {key: mention.said[key] for key in _DIRECT if key in mention.said}
    prevents = {str(mention.said["prevents"])} if "prevents" in mention.said else set()
    hours = mention.said.get("hours")
    for how in _around(mention, hosts, scope):
        prevents |= {str(how.said["prevents"])} if "prevents" in how.said else set()
        hours = hours or how.said.get("hours")
        said = {**{key: how.said[key] for key in _DIRECT if key in how.said}, **said}
        if how.said.get("usual") and not said.get("worse") and not said.get("new"):
            said["new"] = False
    if prevents and said.get("new") is False:
        del said["new"]  # "cramps every night, I can't sleep" is no calming habit
    if _robs_sleep(mention, hosts, scope):
        prevents.add("sleep")
    if mention.id in _OF_TONE and _beside_idea(mention, scope, "no_transfer", 2):
        prevents.add("transfer")
    if not said.get("worse") and _since_a_year(mention, scope):
        said |= {"new": False, "onset": "long_standing"}
    lasted = _lasted(mention, scope, found)
    if lasted and lasted[1]:
        said.setdefault("onset", lasted[1])
    return {**said, "duration_h": hours or (lasted[0] if lasted else None), "prevents": tuple(sorted(prevents))}


def _since_a_year(mention: Mention, scope: Scope) -> bool:
    """Whether it is there since a year of long ago: "numb since the 2014 relapse"."""
    words, since = scope.reading.words, scope.reading.lexicon.classes["since"]
    near = [y for y in scope.years if scope.same_sentence(y, mention.first) and y > mention.last]
    return any(
        any(words[n].text in since for n in range(max(mention.last, year - _SINCE_REACHES), year))
        and not scope.contrasted(mention.last, year)
        for year in near
    )


def _robs_sleep(mention: Mention, hosts: Sequence[Mention], scope: Scope) -> bool:
    """Whether a painful spasm is told of beside a night without sleep."""
    if mention.id not in ("spasm", "cramp"):
        return False
    sentence = scope.reading.sentence
    near = [h for h in hosts if abs(sentence[h.first] - sentence[mention.first]) <= 1 and h.status == "present"]
    words = [w.text for w, s in zip(scope.reading.words, sentence, strict=True) if s == sentence[mention.first]]
    sleepless = any(h.id == "poor_sleep" for h in near) or _beside_idea(mention, scope, "hardly_slept")
    return sleepless and bool(set(words) & scope.reading.lexicon.classes["robs"])


def _beside_idea(mention: Mention, scope: Scope, idea: str, apart: int = 1) -> bool:
    """Whether an idea stands in the sentence of a sign, or so many sentences away."""
    sentence = scope.reading.sentence
    spots = scope.reading.ideas.get(idea, ())
    return any(abs(sentence[spot[0]] - sentence[mention.first]) <= apart for spot in spots)


def _around(mention: Mention, hosts: Sequence[Mention], scope: Scope) -> list[Mention]:
    """The qualifying words that reach a sign: in its sentence up to a turn, or in a sentence of their own behind it."""
    reading = scope.reading
    here = reading.sentence[mention.first]
    symptoms = [h for h in hosts if h.group == "symptom"]
    reached: list[Mention] = []
    for how in reading.hows:
        if "dose" in how.said or not any(key in how.said for key in (*_QUALIFIES, "severity")):
            continue
        away = reading.sentence[how.first] - here
        if away == 0:
            if not scope.contrasted(*sorted((how.first, mention.first))) and _belongs(how, mention, symptoms, scope):
                reached.append(how)
        elif "severity" not in how.said and not how.said.get("close") and _stands_alone(how, symptoms, reading):
            reached += [how] if _reaches_back(how, away, reading) else []
    return sorted(reached, key=lambda h: abs(h.first - mention.first))


def _reaches_back(how: Mention, away: int, reading: Reading) -> bool:
    """Whether a sentence such as "Never had this." speaks of the sign before; "as usual" must begin its sentence."""
    if not 0 < away <= 2:
        return away == -1 and not how.said.get("usual")
    if not how.said.get("usual"):
        return True
    return away == 1 and how.first - reading.sentence.index(reading.sentence[how.first]) <= 1


def _belongs(how: Mention, mention: Mention, symptoms: Iterable[Mention], scope: Scope) -> bool:
    """Whether a qualifying word is about this sign: strengths about the nearest, usual and new about all beside it."""
    near = [s for s in symptoms if scope.same_sentence(s.first, how.first)]
    if "severity" in how.said or how.said.get("close"):
        best = min(near, key=lambda s: distance(how.first, how.last, s, scope, near))
        return best is mention and not (how.said.get("close") and _apart(how, mention) > _BESIDE)
    if how.said.get("usual") and (_is_about_doing(how, scope) or _is_too_far(how, mention, scope)):
        return False
    if how.said.get("usual") or how.said.get("new") is False:
        best = min(near, key=lambda s: distance(how.first, how.last, s, scope, near))
        between = scope.reading.words[mention.last + 1 : how.first]
        apart = any(w.stop >= COMMA for w in between) and len(between) >= 3 and not _begins_part(how, scope)
        if apart and not any(w.text in scope.reading.lexicon.classes["it_words"] for w in between):
            return False
        return best is mention or scope.reading.stops(best.first, mention.first) < COMMA
    return True


def _begins_part(how: Mention, scope: Scope) -> bool:
    """Whether a part of the sentence says only that it has been so for long: ", as since years"."""
    return bool(how.said.get("firm")) and scope.reading.words[how.first].stop == COMMA


def _is_about_doing(how: Mention, scope: Scope) -> bool:
    """Whether "usual" or "every night" stands beside something done or taken, and tells how often that is."""
    done = [m for m in scope.reading.mentions if m.group in ("action", "medicine")]
    return any(0 <= how.first - m.last <= 2 or 0 < m.first - how.last <= 2 for m in done)


def _is_too_far(how: Mention, mention: Mention, scope: Scope) -> bool:
    """Whether a "usual" may not calm about a grave sign: it must speak of nothing else, right beside it."""
    if mention.id in FAMILIAR or how.said.get("firm"):
        return False
    return _apart(how, mention) > _CALMS or (
        scope.part[how.first] != scope.part[mention.first] and how.first < mention.first
    )


def _apart(how: Mention, mention: Mention) -> int:
    """How many words lie between a qualifying word and a sign."""
    return max(mention.first - how.last, how.first - mention.last) - 1


def _stands_alone(how: Mention, symptoms: Iterable[Mention], reading: Reading) -> bool:
    return not any(reading.sentence[s.first] == reading.sentence[how.first] for s in symptoms)


def _lasted(mention: Mention, scope: Scope, found: Details) -> tuple[float, str | None] | None:
    """For how many hours, and how it began by that: a length given to it, or "since Friday"."""
    reading = scope.reading
    for amount, host in found.lengths:
        if _is_of_something_else(amount, mention, scope):
            continue
        if host is mention or (_beside(host, mention, scope) and amount.unit in ("hour", "day", "week", "month")):
            hours = (amount.minutes or 0) / 60
            return hours, _ONSET_BY_UNIT.get(amount.unit)
    for day in reading.days:
        since = reading.words[day.first - 1].text if day.first else ""
        near = scope.same_sentence(day.first, mention.first) and not scope.contrasted(
            *sorted((day.first, mention.first))
        )
        if since in reading.lexicon.classes["since"] and near:
            back = day.back if day.back is not None else 2 if day.weekday is not None else 0
            return (_DAY * back or _HOUR * 3), "days" if back else "hours"
    for clock, timed in found.clocks:
        since = reading.words[clock.first - 1].text if clock.first else ""
        until = {w.text for w in reading.words[clock.last + 1 : clock.last + 3]} & reading.lexicon.classes["till"]
        if timed is mention and since in reading.lexicon.classes["since"] and not until:
            return _HOUR * 3, "hours"
    return None


def _is_of_something_else(amount: Amount, mention: Mention, scope: Scope) -> bool:
    """Whether a long time tells since when a medicine is taken or a child expected, not since when something hurts."""
    if amount.unit not in ("week", "month", "year") or scope.part[amount.first] == scope.part[mention.first]:
        return False
    dated = [m for m in scope.reading.mentions if m.group in ("medicine", "context") or m.id == "magnesium"]
    return any(
        0 <= amount.first - m.last <= _OF_DATED or 0 <= m.first - amount.last <= _OF_DATED or m.first == amount.first
        for m in dated
    ) or (amount.unit == "week" and "pregnancy" in scope.reading.ideas)


def _beside(host: Mention, mention: Mention, scope: Scope) -> bool:
    """Whether two signs are told of together, so that one length speaks for both."""
    return (
        host.group == "symptom"
        and scope.same_sentence(host.first, mention.first)
        and not scope.contrasted(*sorted((host.first, mention.first)))
    )
