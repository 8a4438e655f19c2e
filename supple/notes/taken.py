# SPDX-License-Identifier: Apache-2.0
"""Which medicines does a note name, and were they taken, missed, run out of, begun or only talked about?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from supple.notes.amounts import Amount
from supple.notes.nearest import host_of
from supple.notes.numbers import Number
from supple.notes.read import Mention, Reading
from supple.notes.said import Span, Told
from supple.notes.scope import Scope
from supple.notes.words import COMMA, SENTENCE

_REACH = 8
_BEGUN_WITHIN = 3
_LEAST_MG, _NO_STRENGTH, _SURELY_MG = 2, 10, 50
"""Numbers without a unit that may be milligrams: right behind a name, behind a pause, and before a name."""
_LEFT_OUT = ("missed", "ran_out", "stopped", "paused")


@dataclass(frozen=True, slots=True)
class Medicine:
    """A named medicine: how it stands with it, one intake in milligrams, and how many were missed."""

    name: str
    status: str | None
    """taken, late, missed, ran_out, stopped, prescribed (new, not begun), open (named, not taken yet), or None."""
    dose_mg: float | None
    new: bool
    missed: int | None
    sure: bool
    written: str
    span: Span
    spans: dict[str, Span] = field(default_factory=dict)
    denied: bool = False
    """Whether a plain "no" stands before its name, which may say that it is none of this person's."""
    eased: bool = False
    """Whether it was ended step by step."""

    def told(self) -> Told:
        """As it is answered."""
        taken = {"taken": True, "late": True, None: None, "open": None, "prescribed": None}.get(self.status, False)
        said = {
            "taken": taken,
            "dose_mg": self.dose_mg,
            "sure": self.sure,
            "written": self.written,
            "status": self.status,
        }
        return Told("medicine", self.name, said, {"name": self.span, **self.spans})


def medicines(scope: Scope) -> list[Medicine]:
    """Every medicine of this person that the note names; of two mentions the one that says more stands."""
    found: dict[str, Medicine] = {}
    named = [m for m in scope.reading.mentions if m.group == "medicine"]
    doses = _doses(named, scope)
    for mention in named:
        if mention.status == "elsewhere" and not _is_begun_after(mention, scope):
            continue
        medicine = _medicine(mention, named, doses, scope)
        before = found.get(medicine.name)
        if before is None or _says_more(medicine, before):
            found[medicine.name] = medicine
    return list(found.values())


def _says_more(a: Medicine, b: Medicine) -> bool:
    return (a.status in _LEFT_OUT, a.dose_mg is not None) > (b.status in _LEFT_OUT, b.dose_mg is not None)


def _is_begun_after(mention: Mention, scope: Scope) -> bool:
    """Whether what was wished or advised was then begun: "the nurse wants me on it, started today"."""
    hows = [h for h in scope.reading.hows if h.said.get("dose") in ("started", "late") and h.first > mention.last]
    return any(scope.same_sentence(h.first, mention.first) for h in hows)


def _medicine(
    mention: Mention, named: Sequence[Mention], doses: dict[int, tuple[float, Amount | None]], scope: Scope
) -> Medicine:
    how = _how(mention, scope)
    status: str | None = str(how.said["dose"]) if how else "taken"
    dose = doses.get(mention.first)
    if mention.status == "absent" and status in ("taken", "started", "late"):
        status = None if _is_denied(mention, scope) else "missed"
    elif mention.status == "absent" and how and status in _LEFT_OUT and _is_undone(how, scope):
        status = "taken"
    elif mention.status == "maybe":
        status = "open"
    if status == "spoken":
        status = None
    new = bool(how and how.said.get("new")) or status in ("started", "prescribed")
    spans = {"taken": scope.reading.span(how.first, how.last)} if how else {}
    if dose and dose[1]:
        spans["dose_mg"] = scope.reading.span(dose[1].first, dose[1].last)
    return Medicine(
        name=mention.id,
        status="taken" if status == "started" else status,
        dose_mg=dose[0] if dose else None,
        new=new,
        missed=_missed(how, scope),
        sure=mention.sure,
        written=mention.written,
        span=scope.reading.span(mention.first, mention.last),
        spans=spans,
        denied=status == "missed" and mention.status == "absent" and _is_none_of_his(mention, scope),
        eased=status in ("stopped", "ran_out") and _is_eased(mention, scope),
    )


def _is_none_of_his(mention: Mention, scope: Scope) -> bool:
    """Whether a plain "no" stands right before its name: "no desmopressin in this house"."""
    before = scope.reading.words[mention.first - 1].text if mention.first else ""
    return before in scope.reading.lexicon.classes["answers"]


def _is_eased(mention: Mention, scope: Scope) -> bool:
    """Whether its sentence says that the end came slowly: "weaned off diazepam"."""
    words, eased = scope.reading.words, scope.reading.lexicon.classes.get("eased", frozenset())
    return any(w.text in eased and scope.same_sentence(n, mention.first) for n, w in enumerate(words))


def _is_undone(how: Mention, scope: Scope) -> bool:
    """Whether a "no" stands before what was left out: "didn't miss my baclofen"."""
    return any(0 < how.first - cue.last <= 2 for cue in scope.of("not") if set(cue.used).isdisjoint(how.used))


def _is_denied(mention: Mention, scope: Scope) -> bool:
    """Whether the person says that it is no medicine of theirs: "not on warfarin"."""
    before = [w.text for w in scope.reading.words[max(0, mention.first - 3) : mention.first]]
    return bool(set(before) & scope.reading.lexicon.classes["on_it"])


def _how(mention: Mention, scope: Scope) -> Mention | None:
    """What is said to have been done with it, before it in its sentence, else right behind it."""
    reading = scope.reading
    told = sorted([*reading.hows, *reading.mentions], key=lambda h: h.first)
    hows = [h for h in told if "dose" in h.said and reading.sentence[h.first] == reading.sentence[mention.first]]
    around = [h for h in hows if h.first <= mention.first and mention.last <= h.last]
    begun = [h for h in hows if 0 < mention.first - h.last <= _BEGUN_WITHIN and h.said["dose"] in ("started", "taken")]
    if around and not (begun and all(h.said["dose"] == "prescribed" for h in around)):
        return min(around, key=lambda h: (h.said["dose"] not in _LEFT_OUT, not h.said.get("new")))
    before = [h for h in hows if h.first < mention.first and mention.first - h.last <= _REACH]
    before = [h for h in before if not scope.contrasted(h.last, mention.first)]
    after = [h for h in hows if 0 < h.first - mention.last <= 5 and not scope.contrasted(mention.last, h.first)]
    after = [h for h in after if reading.stops(mention.last, h.first) < SENTENCE]
    after = [h for h in after if not _other_between(mention, h, reading)]
    if before and (not after or mention.first - before[-1].last <= 3 or before[-1].said["dose"] in _LEFT_OUT):
        return before[-1]
    return after[0] if after else before[-1] if before else None


def _other_between(mention: Mention, how: Mention, reading: Reading) -> bool:
    return any(m.group == "medicine" and mention.last < m.first < how.first for m in reading.mentions)


def _missed(how: Mention | None, scope: Scope) -> int | None:
    """How many doses, when that was said beside "missed"."""
    if how is None or how.said["dose"] != "missed":
        return None
    reading = scope.reading
    if "n" in how.said:
        return int(how.said["n"])
    for number in reading.numbers:
        unit = {a.unit for a in reading.amounts if a.first == number.first}
        near = 0 <= number.first - how.last <= 4 or 0 < how.first - number.last <= 2
        behind = {w.text for w in reading.words[number.last + 1 : number.last + 4]}
        counted = unit & {"times", "tablet", "capsule", "day"} or behind & reading.lexicon.classes["dose_word"]
        if near and counted and number.value == int(number.value) and number.value < 50:
            return int(number.value)
    return None


def _doses(named: Sequence[Mention], scope: Scope) -> dict[int, tuple[float, Amount | None]]:
    """One intake of each medicine in milligrams, by the place of its name."""
    reading = scope.reading
    found: dict[int, tuple[float, Amount | None]] = {}
    for amount in reading.amounts:
        weight = amount.milligrams
        hosts = [m for m in (*named, *_magnesium(reading))]
        host = host_of(amount.first, amount.last, hosts, scope, 6) if weight else None
        if host and host.group == "medicine" and host.first not in found and weight:
            found[host.first] = (weight * _tablets(amount, reading), amount)
    for mention in named:
        if mention.first not in found and (bare := _bare_dose(mention, reading)):
            found[mention.first] = (bare, None)
    return found


def _magnesium(reading: Reading) -> list[Mention]:
    return [m for m in reading.mentions if m.group == "action" and m.id == "magnesium"]


def _tablets(amount: Amount, reading: Reading) -> float:
    """How many at once: "2 x 10 mg" and "two 10 mg tablets" are one intake of both."""
    before = [
        n for n in reading.numbers if 0 < amount.first - n.last <= 2 and n.value in (2, 3, 4) and n.form == "plain"
    ]
    if not before:
        return 1.0
    between = reading.between(before[-1].last, amount.first)
    times = reading.lexicon.classes["times_sign"]
    return before[-1].value if all(w in times or w in ("of", "the") for w in between) else 1.0


def _bare_dose(mention: Mention, reading: Reading) -> float | None:
    """A number without a unit beside a name: "baclofen 10", "my baclofen, 10, at six", "10 of baclofen"."""
    free = [n for n in reading.numbers if n.form == "plain" and not _is_claimed(n, reading)]
    for number in free:
        if number.first == mention.last + 1 and _is_dose(number, reading):
            return number.value
    for number in free:
        between = reading.between(number.last, mention.first)
        counted = len(between) == 1 and between[0] in reading.lexicon.classes["out_of"] and number.value >= _LEAST_MG
        if counted and not _counts_days(number, reading):
            return number.value
        if number.last + 1 == mention.first and number.value >= _SURELY_MG and not reading.words[mention.first].stop:
            return number.value
    return None


def _is_claimed(number: Number, reading: Reading) -> bool:
    """Whether it is a clock time or has a unit of its own."""
    said = [(c.first, c.last) for c in reading.clocks] + [(a.first, a.last) for a in reading.amounts]
    return any(first <= number.first <= last for first, last in said)


def _is_dose(number: Number, reading: Reading) -> bool:
    """Whether a number right behind a name is its dose; behind a pause it stands alone and is too large to rate."""
    if not reading.words[number.first].stop:
        return number.value >= _LEAST_MG or "." in number.written
    after = number.last + 1
    alone = after >= len(reading.words) or reading.words[after].stop > 0
    return reading.words[number.first].stop == COMMA and alone and number.value >= _NO_STRENGTH


def _counts_days(number: Number, reading: Reading) -> bool:
    """Whether it says which day of a course it is: "day 4 of amoxicillin"."""
    before = reading.words[number.first - 1].text if number.first else ""
    return reading.lexicon.units.get(before) in ("day", "week", "month")
