# SPDX-License-Identifier: Apache-2.0
"""Which medicines does a note name, and were they taken, missed, run out of, begun or only talked about?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from supple.notes.amounts import Amount
from supple.notes.nearest import host_of
from supple.notes.numbers import Number
from supple.notes.read import Mention, Reading
from supple.notes.said import Span, Told
from supple.notes.scope import Scope, status_of
from supple.notes.words import COMMA, SENTENCE

_REACH, _FAR = 8, 12
_HALF = 0.5
_BEGUN_WITHIN, _DENIED_WITHIN = 3, 4
_LEAST_MG, _NO_STRENGTH, _SURELY_MG = 2, 10, 50
"""Numbers without a unit that may be milligrams: right behind a name, behind a pause, and before a name."""
_A_FEW = (1, 2, 3, 4)
"""How many tablets people take at once."""
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
        if mention.status == "elsewhere" and not _is_taken_all_the_same(mention, scope):
            continue
        medicine = _medicine(mention, named, doses, scope)
        before = found.get(medicine.name)
        if before is None or _says_more(medicine, before):
            found[medicine.name] = medicine
    return list(found.values())


def _says_more(a: Medicine, b: Medicine) -> bool:
    return (a.status in _LEFT_OUT, a.dose_mg is not None) > (b.status in _LEFT_OUT, b.dose_mg is not None)


def _is_taken_all_the_same(mention: Mention, scope: Scope) -> bool:
    """Whether what was wished, advised or somebody else's was then taken by this person."""
    return _is_begun_after(mention, scope) or _is_borrowed(mention, scope) or bool(_intake_behind(mention, scope))


def _is_begun_after(mention: Mention, scope: Scope) -> bool:
    """Whether what was wished or advised was then begun: "the nurse wants me on it, started today"."""
    hows = [h for h in scope.reading.hows if h.said.get("dose") in ("started", "late") and h.first > mention.last]
    return any(scope.same_sentence(h.first, mention.first) for h in hows)


def _is_borrowed(mention: Mention, scope: Scope) -> bool:
    """Whether this person took what is somebody else's: "took two of her sister's oxycodone"."""
    words, kinds = scope.reading.words, scope.reading.lexicon.classes
    owned = any(cue.last == mention.first - 1 for cue in scope.of("other"))
    near = range(max(0, mention.first - _FAR), mention.first)
    took = [n for n in near if words[n].text in kinds.get("swallows", ()) and scope.same_sentence(n, mention.first)]
    return owned and bool(took) and _holds(took[-1], scope)


def _holds(place: int, scope: Scope) -> bool:
    """Whether what a word says is so, and of this person, by the cues around it."""
    return status_of(Mention("told", "", {}, (place,), place, place), scope) == "present"


def _intake_behind(mention: Mention, scope: Scope) -> Number | Amount | None:
    """What was taken of it, told behind its name without naming it again: "hardly felt it. Took the 10 mg at two"."""
    reading, kinds = scope.reading, scope.reading.lexicon.classes
    others = [m.first for m in reading.mentions if m.group == "medicine" or m.id == "magnesium"]
    near = min((n for n in others if n > mention.last), default=len(reading.words))
    counted: list[Number | Amount] = [a for a in reading.amounts if a.milligrams]
    counted += [n for n in reading.numbers if n.value in _A_FEW]
    for place in range(mention.last + 1, near):
        if reading.words[place].text in kinds.get("swallows", ()) and _holds(place, scope):
            behind = [n for n in counted if 0 < n.first - place <= 1 + _BEGUN_WITHIN and n.last < near]
            led = [n for n in behind if all(w in kinds["the"] for w in reading.between(place, n.first))]
            if led and _stands_for_it(led[0], reading):
                return led[0]
    return None


def _stands_for_it(counted: Number | Amount, reading: Reading) -> bool:
    """Whether a weight or a number counts nothing that is named behind it: no "10 mg of zinc", no "two biscuits"."""
    after = counted.last + 1
    if after >= len(reading.words) or reading.words[after].stop:
        return True
    word, kinds = reading.words[after].text, reading.lexicon.classes
    weighs = isinstance(counted, Amount)
    return word not in kinds["consists_of"] if weighs else word in kinds["at"] | kinds["closes"]


def _medicine(
    mention: Mention, named: Sequence[Mention], doses: dict[int, tuple[float, Amount | None]], scope: Scope
) -> Medicine:
    how = _how(mention, scope)
    status: str | None = str(how.said["dose"]) if how else "taken"
    dose = doses.get(mention.first)
    if mention.status == "elsewhere" and not _is_begun_after(mention, scope):
        status = "taken"
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
    hows = [h for h in hows if _is_about(h, mention, reading)]
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


def _is_about(how: Mention, mention: Mention, reading: Reading) -> bool:
    """Whether a bare "no" stands right beside a name, and "instead of" before it; else they are about other things."""
    words, kinds = reading.words, reading.lexicon.classes
    if words[how.first].text in kinds.get("instead", ()):
        return how.first < mention.first
    if how.first != how.last or words[how.first].text not in kinds["denies"]:
        return True
    if how.first > mention.last:
        ends = how.last + 1 >= len(words) or words[how.last + 1].stop > 0
        return how.first == mention.last + 1 and ends
    return mention.first - how.last <= _DENIED_WITHIN and reading.stops(how.last, mention.first) < COMMA


def _other_between(mention: Mention, how: Mention, reading: Reading) -> bool:
    return any(m.group == "medicine" and mention.last < m.first < how.first for m in reading.mentions)


def _missed(how: Mention | None, scope: Scope) -> int | None:
    """How many doses, when that was said beside "missed"."""
    if how is None or how.said["dose"] != "missed":
        return None
    reading = scope.reading
    if "n" in how.said:
        return int(how.said["n"])
    timed = {clock.first for clock in reading.clocks}
    for number in (n for n in reading.numbers if n.first not in timed):
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
    changed = {m.first: change for m in named if (change := _changed(m, scope))}
    old = {number.first for change in changed.values() for number in change}
    for amount in reading.amounts:
        weight = amount.milligrams
        hosts = [m for m in (*named, *_magnesium(reading))]
        host = host_of(amount.first, amount.last, hosts, scope, 6) if weight and amount.first not in old else None
        if host and host.group == "medicine" and host.first not in found and weight:
            found[host.first] = (weight * _tablets(amount, reading), amount)
    for mention in named:
        if mention.first in changed:
            found[mention.first] = (changed[mention.first][0].value, None)
        if mention.first not in found and (bare := _bare_dose(mention, reading)):
            found[mention.first] = (bare, None)
        behind = _intake_behind(mention, scope) if mention.first not in found else None
        if isinstance(behind, Amount) and behind.milligrams:
            found[mention.first] = (behind.milligrams, behind)
    return found


def _changed(mention: Mention, scope: Scope) -> tuple[Number, Number] | None:
    """The new dose and the old one, where a dose was changed: "upped from 10 to 15", "15 instead of 10"."""
    reading, kinds = scope.reading, scope.reading.lexicon.classes
    here = [n for n in reading.numbers if scope.same_sentence(n.first, mention.first) and n.form == "plain"]
    units = {place for a in reading.amounts if a.milligrams for place in range(a.first, a.last + 1)}
    for one, other in pairwise(here):
        between = [w for n, w in enumerate(reading.between(one.last, other.first), one.last + 1) if n not in units]
        led = reading.words[min(scope.clauses.around(one.first).start, mention.first) : one.first]
        moved = any(w.text in kinds.get("dose_moves", ()) for w in led)
        felt = any(mention.last < m.first < one.first for m in reading.mentions if m.group == "symptom")
        if not moved or felt or not between:
            continue
        if between[0] in kinds.get("instead", ()) and len(between) <= 2:  # no new class of its own
            return one, other
        if reading.words[one.first - 1].text in kinds["from"] and between[0] in kinds["to"] and len(between) == 1:
            return other, one
    return None


def _magnesium(reading: Reading) -> list[Mention]:
    return [m for m in reading.mentions if m.group == "action" and m.id == "magnesium"]


def _tablets(amount: Amount, reading: Reading) -> float:
    """How many at once: "2 x 10 mg" and "two 10 mg tablets" are one intake of both, "half a 4 mg" is half of one."""
    words, kinds = reading.words, reading.lexicon.classes
    if amount.first > 1 and words[amount.first - 1].text in kinds["one_of"]:
        return _HALF if words[amount.first - 2].text in kinds["half"] else 1.0
    before = [
        n for n in reading.numbers if 0 < amount.first - n.last <= 2 and n.value in (2, 3, 4) and n.form == "plain"
    ]
    if not before:
        return 1.0
    between = reading.between(before[-1].last, amount.first)
    times = kinds["times_sign"]
    return before[-1].value if all(w in times or w in ("of", "the") for w in between) else 1.0


def _bare_dose(mention: Mention, reading: Reading) -> float | None:
    """A number without a unit beside a name: "baclofen 10", "my baclofen, 10, at six", "10 of baclofen"."""
    strength = [a for a in reading.amounts if a.unit == "second" and a.first == mention.last + 1]
    if strength and strength[0].value >= _SURELY_MG:
        return strength[0].value * _counted_before(mention, reading)  # "two ibuprofen 200s"
    free = [n for n in reading.numbers if n.form == "plain" and not _is_claimed(n, reading)]
    name = {mention.last + 1, *(h.last + 1 for h in reading.hows if "dose" in h.said and h.first == mention.last + 1)}
    for number in free:
        if number.first in name and _is_dose(number, reading):
            return number.value
    for number in free:
        between = reading.between(number.last, mention.first)
        least = _LEAST_MG if number.written else max(_A_FEW) + 1  # "4 of tizanidine", but "a couple of ibuprofen"
        counted = len(between) == 1 and between[0] in reading.lexicon.classes["out_of"] and number.value >= least
        if counted and not _counts_days(number, reading):
            return number.value
        if number.last + 1 == mention.first and number.value >= _SURELY_MG and not reading.words[mention.first].stop:
            return number.value
    return None


def _counted_before(mention: Mention, reading: Reading) -> float:
    """How many tablets, said right before a name."""
    before = [n.value for n in reading.numbers if n.last == mention.first - 1 and n.value in _A_FEW]
    return before[0] if before else 1.0


def _is_claimed(number: Number, reading: Reading) -> bool:
    """Whether it is a clock time or has a unit of its own; three bare figures are rather a strength than a time."""
    strength = number.written.isdigit() and number.written[0] != "0" and 100 <= number.value < 1000
    said = [(c.first, c.last) for c in reading.clocks if not (strength and c.last == number.last)]
    said += [(a.first, a.last) for a in reading.amounts]
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
