# SPDX-License-Identifier: Apache-2.0
"""Which medicines do not go together, with each other, with magnesium, with illness or with pregnancy?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from supple.care import label, magnesium, names
from supple.care.cautions import asks, ruling
from supple.care.finding import Finding, Urgency
from supple.care.needed import speaking
from supple.care.parts import Accepted
from supple.care.profile import Profile
from supple.care.rules import Situation
from supple.care.terms import alcohol_answer
from supple.knowledge.base import KnowledgeBase

ASKED_AGAIN_AFTER = timedelta(days=92)


def findings(profile: Profile, knowledge: KnowledgeBase) -> tuple[Finding, ...]:
    """Every finding about medicines, magnesium and pregnancy, with the wishes it blocks."""
    return found(Situation(names.understood(profile, knowledge), knowledge))


def found(situation: Situation) -> tuple[Finding, ...]:
    """The same for a person whose medicines have the names that rules know."""
    rulings = (*_rulings(situation), *magnesium.findings(situation))
    every = (*rulings, *label.findings(situation.profile, situation.knowledge))
    return tuple(_as_known(f, situation) for f in every)


def questions(profile: Profile, knowledge: KnowledgeBase) -> tuple[str, ...]:
    """What has to be asked about medicines before advising, in plain words."""
    return asked(profile, Situation(names.understood(profile, knowledge), knowledge))


def asked(written: Profile, situation: Situation) -> tuple[str, ...]:
    """The same for a person as written, and with the names that rules know."""
    read, knowledge = situation.profile, situation.knowledge
    cautions = (c for c in speaking(situation) if not c.of_magnesium)
    keys = dict.fromkeys(key for caution in cautions for key in asks(caution, situation) if key != "symptoms")
    said = [knowledge.asks[key] for key in keys]
    said += [*label.questions(read, knowledge), *names.questions(written, knowledge)]
    return tuple(dict.fromkeys((*said, *magnesium.questions(situation))))


def _rulings(situation: Situation) -> Iterator[Finding]:
    for caution in speaking(situation):
        if caution.levels and not caution.of_magnesium and (found := ruling(caution, situation)):
            summed = "sedation" in found.about
            yield replace(found, about=tuple(_spelt_out(found.about, situation))) if summed else found


def _spelt_out(about: tuple[str, ...], situation: Situation) -> Iterator[str]:
    """What a finding is about, with everything sedating in place of its sum."""
    profile, knowledge = situation.profile, situation.knowledge
    current = dict.fromkeys(m.name for m in profile.current_medicines() or () if knowledge.sedation_weight(m.name))
    for id in about:
        if id != "sedation":
            yield id
            continue
        yield from current
        yield from ("alcohol",) if alcohol_answer(profile).yes and "alcohol" not in about else ()
        yield from ("cannabis",) if profile.habits and profile.habits.cannabis_today else ()


def _as_known(finding: Finding, situation: Situation) -> Finding:
    """A standing finding that the prescriber knows of and accepts is routine; one about a forbidden pair never is."""
    caution = situation.knowledge.cautions.get(finding.rule)
    if caution is None or not caution.may_be_known or finding.action == "block":
        return finding
    accepted = situation.profile.known_to_prescriber or ()
    if not any(_covers(one, finding, situation) for one in accepted):
        return finding
    return replace(finding, urgency=min(finding.urgency, Urgency.ROUTINE))


def _covers(accepted: Accepted, finding: Finding, situation: Situation) -> bool:
    """Whether an acceptance has a name and a fresh date, is about all of this, and nothing has changed since."""
    profile = situation.profile
    if accepted.rule != finding.rule or not accepted.by or accepted.date is None or profile.now is None:
        return False
    age = profile.now.date() - accepted.date
    if not timedelta(0) <= age <= ASKED_AGAIN_AFTER or _changed_since(accepted.date, profile):
        return False
    own = {names.generic(id, situation.knowledge) for id in accepted.about}
    drugs = {id for id in finding.about if id in situation.knowledge.spellings}
    others = set(finding.about) - drugs
    return (bool(drugs) and drugs <= own) or (bool(others) and others <= own)


def _changed_since(day: date, profile: Profile) -> bool:
    """Whether a medicine, an amount or a sign is newer than the day."""
    current = profile.current_medicines() or ()
    changes = (d for m in current for d in (m.started, m.dose_changed) if d)
    new_sign = any(s.present and s.is_new_or_worse for s in profile.symptoms or ())
    return new_sign or any(change > day for change in changes)
