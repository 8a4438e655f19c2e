# SPDX-License-Identifier: Apache-2.0
"""Which medicines does a note name, and were they taken, missed, run out of, begun or only talked about?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from supple.notes.doses import Doses, changed, doses
from supple.notes.intakes import dose_behind, gone_down, holds, intake_behind
from supple.notes.read import Mention, Reading
from supple.notes.said import Span, Told
from supple.notes.scope import Scope
from supple.notes.words import COMMA, SENTENCE

_REACH, _FAR = 8, 12
_BEGUN_WITHIN, _DENIED_WITHIN, _REFUSED_WITHIN = 3, 4, 5
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
    intakes = doses(named, scope)
    for mention in named:
        if mention.status == "elsewhere" and not _is_taken_all_the_same(mention, scope):
            continue
        medicine = _medicine(mention, intakes, scope)
        before = found.get(medicine.name)
        if before is None or _says_more(medicine, before):
            found[medicine.name] = medicine
    return list(found.values())


def _says_more(a: Medicine, b: Medicine) -> bool:
    return (a.status in _LEFT_OUT, a.dose_mg is not None) > (b.status in _LEFT_OUT, b.dose_mg is not None)


def _is_taken_all_the_same(mention: Mention, scope: Scope) -> bool:
    """Whether what was wished, advised or somebody else's was then taken by this person."""
    told = intake_behind(mention, scope) or dose_behind(mention, scope)
    return bool(told) or any(
        said(mention, scope) for said in (_is_begun_after, _is_borrowed, _is_answered, _is_refused)
    )


def _is_answered(mention: Mention, scope: Scope) -> bool:
    """Whether it was only asked, and the next sentence says yes: "baclofen? Taken", "did I take it? Yes"."""
    words, sentence = scope.reading.words, scope.reading.sentence
    if not words[mention.last].asked or sentence[mention.first] == sentence[-1]:
        return False
    return words[sentence.index(sentence[mention.first] + 1)].text in scope.reading.lexicon.classes.get("says_yes", ())


def _is_refused(mention: Mention, scope: Scope) -> bool:
    """Whether it was offered and not swallowed: "refused her baclofen"."""
    words, refuses = scope.reading.words, scope.reading.lexicon.classes.get("refuses", frozenset())
    before = range(max(0, mention.first - _REFUSED_WITHIN), mention.first)
    return any(words[n].text in refuses and scope.same_sentence(n, mention.first) for n in before)


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
    return owned and bool(took) and holds(took[-1], scope)


def _medicine(mention: Mention, intakes: Doses, scope: Scope) -> Medicine:
    how = _how(mention, scope)
    status = _in_the_end(_status(mention, how, scope), mention, scope)
    dose = intakes.get(mention.first)
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


def _status(mention: Mention, how: Mention | None, scope: Scope) -> str | None:
    """How it stands with it by what was done with it, and by the cues around its name."""
    status = str(how.said["dose"]) if how else "taken"
    if mention.status == "elsewhere" and not (_is_begun_after(mention, scope) or _is_refused(mention, scope)):
        status = "taken"
    if mention.status == "absent" and status in ("taken", "started", "late"):
        return None if _is_denied(mention, scope) else "missed"
    if mention.status == "absent" and how and status in _LEFT_OUT and _is_undone(how, scope):
        return "taken"
    if mention.status == "maybe":
        return "open"
    return None if status == "spoken" else status


def _in_the_end(status: str | None, mention: Mention, scope: Scope) -> str | None:
    """The same, where its sentence goes on to tell what became of it."""
    if status in _LEFT_OUT and changed(mention, scope):
        return "taken"  # "dropped from 20 to 10"
    if status == "missed" or (status == "stopped" and _is_refused(mention, scope)):
        return "late" if _is_made_up(mention, scope) else status
    return "stopped" if _is_replaced(mention, scope) else status


def _is_made_up(mention: Mention, scope: Scope) -> bool:
    """Whether what was forgotten was then taken: "forgot it at 8, took it at 10"."""
    words, kinds = scope.reading.words, scope.reading.lexicon.classes
    others = (m.first for m in scope.reading.mentions if m.group == "medicine" and m.first > mention.last)
    behind = range(mention.last + 1, min(next(others, len(words)), len(words)) - 1)
    down = gone_down(mention, scope)
    later = down is not None and not scope.same_sentence(down.first, mention.first)
    if later or any(words[n].text in kinds.get("accepts", ()) for n in behind):
        return True
    took = [n for n in behind if words[n].text in kinds.get("swallows", ()) and words[n + 1].text in kinds["it_words"]]
    said = [n for n in took if not any(w.text in kinds["denies"] for w in words[max(0, n - _BEGUN_WITHIN) : n])]
    return any(not words[n + 1].stop and holds(n, scope) for n in said)


def _is_replaced(mention: Mention, scope: Scope) -> bool:
    """Whether it was given up for another one: "switched from gabapentin to pregabalin"."""
    words, kinds = scope.reading.words, scope.reading.lexicon.classes
    if not mention.first or words[mention.first - 1].text not in kinds["from"]:
        return False
    behind = [m for m in scope.reading.mentions if m.group == "medicine" and m.first > mention.last]
    between = scope.reading.between(mention.last, behind[0].first) if behind else []
    return 0 < len(between) <= _BEGUN_WITHIN and between[-1] in kinds["toward"]


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
    before, kinds = scope.reading.words[max(0, mention.first - 3) : mention.first], scope.reading.lexicon.classes
    set_against = before and before[-1].stop and before[-1].text in kinds["sets_against"]  # "amoxicillin, not cipro"
    return bool(set_against) or any(w.text in kinds["on_it"] for w in before)


def _how(mention: Mention, scope: Scope) -> Mention | None:
    """What is said to have been done with it, before it in its sentence, else right behind it."""
    reading = scope.reading
    told = sorted([*reading.hows, *reading.mentions], key=lambda h: h.first)
    hows = [h for h in told if "dose" in h.said and reading.sentence[h.first] == reading.sentence[mention.first]]
    hows = [h for h in hows if _is_about(h, mention, reading)]
    if then := _what_came_of_it(mention, hows, reading):
        return then
    around = [h for h in hows if h.first <= mention.first and mention.last <= h.last]
    begun = [h for h in hows if 0 < mention.first - h.last <= _BEGUN_WITHIN and h.said["dose"] in ("started", "taken")]
    if around and not (begun and all(h.said["dose"] == "prescribed" for h in around)):
        return min(around, key=lambda h: (h.said["dose"] not in _LEFT_OUT, not h.said.get("new")))
    before = [h for h in hows if h.first < mention.first and mention.first - h.last <= _REACH]
    before = [h for h in before if not scope.contrasted(h.last, mention.first)]
    after = [h for h in hows if 0 < h.first - mention.last <= 5 and not scope.contrasted(mention.last, h.first)]
    after = [h for h in after if reading.stops(mention.last, h.first) < SENTENCE]
    after = [h for h in after if not _other_between(mention, h, reading)]
    after.sort(key=lambda h: h.said["dose"] == "open" and any(o.said["dose"] in _LEFT_OUT for o in after))
    if before and after and _is_right_behind(after[0], mention, before[-1], reading):
        return after[0]
    if before and (not after or mention.first - before[-1].last <= 3 or before[-1].said["dose"] in _LEFT_OUT):
        return before[-1]
    return after[0] if after else before[-1] if before else None


def _what_came_of_it(mention: Mention, hows: Sequence[Mention], reading: Reading) -> Mention | None:
    """What came of a prescription in the end: "put me on it, not started yet", "prescribed, begun today"."""
    behind = [h for h in hows if h.first > mention.last and not _other_between(mention, h, reading)]
    words, kinds = reading.words, reading.lexicon.classes
    for how in behind:
        if how.said["dose"] == "open" and words[how.first].text in kinds["denies"]:
            return how
        ordered = any(h.said["dose"] in ("prescribed", "open") and h.first < how.first for h in hows)
        if ordered and how.said["dose"] == "started" and words[how.first].text in kinds["begun"]:
            return how
    return None


def _is_right_behind(after: Mention, mention: Mention, before: Mention, reading: Reading) -> bool:
    """Whether words right behind a name say more than those before a pause: "the first taken, the baclofen missed"."""
    joined = after.first == mention.last + 1 and not reading.words[after.first].stop
    return joined and reading.stops(before.last, mention.first) >= COMMA


def _is_about(how: Mention, mention: Mention, reading: Reading) -> bool:
    """Whether a bare "no" stands right beside a name, and "instead of" before it; else they are about other things."""
    words, kinds = reading.words, reading.lexicon.classes
    if words[how.first].text in kinds.get("instead", ()):
        return how.first < mention.first
    if how.said["dose"] == "spoken" and how.first > mention.last:  # "with the warfarin I should go in"
        return kinds["subject"].isdisjoint(reading.between(mention.last, how.first))
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
