# SPDX-License-Identifier: Apache-2.0
"""May this person take (more) magnesium, how much is counted already, and at which times of the day?

It never proposes an amount: it sums what was entered, holds it against limits, and says who to ask.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from supple.care import names
from supple.care.cautions import asks, blocked, ruling, said
from supple.care.clock import Span, shown, windows
from supple.care.elemental import COUNTED_KINDS, Amount, amounts, cap_mg, total
from supple.care.elemental import shown as shown_mg
from supple.care.finding import Finding, Urgency
from supple.care.needed import speaking
from supple.care.parts import Wish
from supple.care.profile import Profile
from supple.care.rules import Situation, level_of
from supple.care.spacing import Spaced, spaced, taken_alone
from supple.knowledge.base import KnowledgeBase

_FIRST_STEP_MG = Decimal(100)
_ASKED = Wish(id="magnesium", kind="magnesium")
_TOO_MUCH = ("RF-15", "RF-15b")
_KNOWN_PLACES = frozenset({"EU", "UK", "US"})


@dataclass(frozen=True, slots=True)
class Magnesium:
    """The answer about magnesium for one person."""

    allowed: bool
    cap_mg: float
    elemental_mg_now: float | None
    slots: tuple[Span, ...]
    findings: tuple[Finding, ...]
    form_open: bool
    questions: tuple[str, ...]

    @property
    def reasons(self) -> tuple[str, ...]:
        """Every rule that changed the answer or must be said."""
        rules = [f.rule for f in self.findings] + (["SALT-21"] if self.form_open else [])
        return tuple(dict.fromkeys(rules))

    def as_json(self) -> dict[str, object]:
        """The answer as plain values."""
        return {
            "allowed": self.allowed,
            "cap_mg": int(self.cap_mg) if self.cap_mg.is_integer() else self.cap_mg,
            "elemental_mg_now": self.elemental_mg_now,
            "slots": [shown(slot) for slot in self.slots],
            "reasons": list(self.reasons),
            "questions": list(self.questions),
        }


def answer(profile: Profile, knowledge: KnowledgeBase) -> Magnesium:
    """Whether, how much and when; what the person wishes to plan plays no part in it."""
    read = names.understood(profile, knowledge)
    situation = Situation(read.model_copy(update={"plan_request": (_ASKED,)}), knowledge)
    apart, taken = _kept_apart(situation), _taken(situation)
    found = [*_rulings(situation), *_sums(situation), *_spacings(situation)]
    now, (_, cap) = _now(read, taken), cap_mg(read, knowledge)
    free = windows(span for one in apart for span in one.spans or ())
    held = any(_ASKED.id in f.blocks for f in found) or now is None or now >= cap
    allowed = not held and bool(free)
    return Magnesium(
        allowed=allowed,
        cap_mg=float(cap),
        elemental_mg_now=None if now is None else shown_mg(now),
        slots=tuple(free) if allowed else (),
        findings=tuple(found),
        form_open=any(amount.form_open for amount in taken),
        questions=_questions(situation),
    )


def findings(situation: Situation) -> tuple[Finding, ...]:
    """Every magnesium rule that applies to someone who takes or wants magnesium; silent for everyone else.

    The person's medicines have the names that rules know.
    """
    if not _in_play(situation):
        return ()
    wanted = _wanted(situation.profile)
    return (
        *_rulings(situation),
        *_sums(situation),
        *(_wishes(situation, wanted) if wanted else ()),
        *_spacings(situation),
    )


def questions(situation: Situation) -> tuple[str, ...]:
    """What to ask before magnesium, of someone who takes or wants it."""
    return _questions(situation) if _in_play(situation) else ()


def _in_play(situation: Situation) -> bool:
    """Whether the person takes magnesium, or would like to."""
    return bool(_wanted(situation.profile)) or bool(_taken(situation))


def _taken(situation: Situation) -> tuple[Amount, ...]:
    return situation.once("magnesium taken", amounts)


def _kept_apart(situation: Situation) -> tuple[Spaced, ...]:
    return situation.once("kept apart", spaced)


def _wanted(profile: Profile) -> list[Wish]:
    return [w for w in profile.plan_request or () if w.kind == "magnesium"]


def _now(profile: Profile, taken: Sequence[Amount]) -> Decimal | None:
    return None if profile.supplements is None else total(taken)


def _rulings(situation: Situation) -> Iterator[Finding]:
    """The rules about conditions, medicines and signs."""
    for caution in speaking(situation):
        if not caution.of_magnesium or not caution.levels:
            continue
        if caution.id == "MGD-07" and _left_to_a_red_flag(situation):
            continue
        if found := ruling(caution, situation):
            yield found


def _left_to_a_red_flag(situation: Situation) -> bool:
    """Whether nobody takes magnesium, or a red flag about too much of it speaks already."""
    flags = [f for id in _TOO_MUCH if (f := situation.knowledge.red_flags.get(id))]
    return not _taken(situation) or any(level_of(f, situation)[0] for f in flags)


def _speak(situation: Situation, rule: str, action: str, about: Sequence[str] = ()) -> Finding:
    """A rule whose arithmetic is here, in its own words; when it blocks or asks, every magnesium wish waits."""
    caution = situation.knowledge.cautions[rule]
    finding = said(caution, Urgency.ROUTINE, action, tuple(dict.fromkeys(about)))
    return replace(finding, blocks=blocked(caution, action, (), situation))


def _sums(situation: Situation) -> Iterator[Finding]:
    """The rules about what is taken already."""
    taken = _taken(situation)
    profile, (row, cap) = situation.profile, cap_mg(situation.profile, situation.knowledge)
    kinds = [a.supplement.kind for a in taken]
    if profile.jurisdiction not in _KNOWN_PLACES:
        yield _speak(situation, "MGD-01", "cap", ["jurisdiction"])
    if profile.supplements is None:
        yield _speak(situation, "MGD-06", "ask", ["supplements"])
    elif COUNTED_KINDS & set(kinds):
        yield _speak(situation, "MGD-06", "cap", [k for k in kinds if k in COUNTED_KINDS])
    if {"laxative", "antacid"} & set(kinds):
        yield _speak(situation, "MGX-38", "cap", [k for k in kinds if k in ("laxative", "antacid")])
    if any(amount.mg is None for amount in taken):
        yield _speak(situation, "MGD-05", "ask", [a.supplement.name for a in taken if a.mg is None])
    if any(a.supplement.salt == "sulfate_heptahydrate" for a in taken):
        yield replace(_speak(situation, "MGD-08", "block", ["sulfate_heptahydrate"]), blocks=())
    known = sum((a.mg for a in taken if a.mg is not None), Decimal(0))
    if known >= cap:
        yield _speak(situation, row, "cap", [a.supplement.name for a in taken])


def _wishes(situation: Situation, wanted: Sequence[Wish]) -> Iterator[Finding]:
    """The rules about the amount that a person would like to take."""
    each = [_milligrams(wish) for wish in wanted]
    if any(mg is None for mg in each):
        yield _speak(situation, "MGD-05", "ask", [w.id for w, mg in zip(wanted, each, strict=True) if mg is None])
    more = sum((mg for mg in each if mg is not None), Decimal(0))
    now = sum((a.mg for a in _taken(situation) if a.mg is not None), Decimal(0))
    _, cap = cap_mg(situation.profile, situation.knowledge)
    if now + more > cap:
        yield _speak(situation, "MGD-04", "block", ["magnesium"])
    elif more > _FIRST_STEP_MG:
        yield _speak(situation, "MGD-02", "cap", ["magnesium"])
        if now > 0:
            yield _speak(situation, "MGD-03", "cap", ["magnesium"])


def _milligrams(wish: Wish) -> Decimal | None:
    mg = wish.value("elemental_mg")
    return Decimal(str(mg)) if isinstance(mg, int | float) and not isinstance(mg, bool) and mg >= 0 else None


def _spacings(situation: Situation) -> Iterator[Finding]:
    """The rules that keep hours between a medicine and magnesium; one finding a row."""
    apart = _kept_apart(situation)
    wanted = _wanted(situation.profile)
    if situation.profile.medicines is None:
        yield _speak(situation, "MGX-25", "ask", ["medicines"])
    for row in dict.fromkeys(one.row.row for one in apart):
        mine = [one for one in apart if one.row.row == row]
        finding = _speak(situation, row, "block", [one.medicine for one in mine])
        unknown = any(one.spans is None for one in mine)
        stopped = [w.id for w in wanted if any(one.forbids(w) for one in mine)]
        if wanted == [_ASKED]:
            stopped = [_ASKED.id] if unknown else []
        yield replace(finding, blocks=tuple(stopped)) if stopped or finding.blocks else finding


def _questions(situation: Situation) -> tuple[str, ...]:
    taken, apart = _taken(situation), _kept_apart(situation)
    profile, knowledge = situation.profile, situation.knowledge
    keys: list[str] = [k for k in ("medicines", "conditions", "supplements", "age") if getattr(profile, k) is None]
    for caution in speaking(situation):
        if caution.of_magnesium:
            keys += (key for key in asks(caution, situation) if key != "symptoms")
    found = tuple(_rulings(situation))
    keys += [id for f in found if f.action == "ask" for id in f.about if id in knowledge.asks]
    keys += ["jurisdiction"] if profile.jurisdiction not in (None, "unknown", *_KNOWN_PLACES) else []
    keys += [ask for amount in taken for ask in amount.asks]
    keys += ["medicine_times" for one in apart if one.spans is None]
    keys += [one.row.ask for one in apart if one.row.ask]
    keys += ["taken_alone"] if taken_alone(profile) else []
    asked = [knowledge.asks[key] for key in dict.fromkeys(keys)]
    asked += [f.do for f in found if f.action == "ask" and not set(f.about) <= set(knowledge.asks)]
    return tuple(dict.fromkeys((*asked, *names.questions(profile, knowledge))))
