# SPDX-License-Identifier: Apache-2.0
"""What goes with this person's better and worse days? Their own diary, asked about one outcome.

Stiffness, spasms and nights lend each other what their days say, so they are asked together where a diary has several.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import get_args

import numpy as np

from supple.actions.knowledge_at_hand import knowledge
from supple.actions.what_others_taught import Taught, taught
from supple.actions.worked_out import daybook, once, unless_same
from supple.entries.known import Treatment
from supple.entries.measure import MEASURES, OF_THE_LEGS, measure
from supple.entries.timeline import Timeline
from supple.entries.vocabulary import ActionId, ExposureId
from supple.insight import about as question
from supple.insight.most import search as ask
from supple.insight.result import Findings
from supple.insight.series import Array, DailyTable, from_timeline
from supple.people.models import Person

OUTCOMES = (
    "spasticity", "episodes", "spasm_count", "woken_by_legs", "pain", "impact_walking", "impact_transfers",
    "fatigue_level", "mood", "sleep_quality", "falls",
)  # fmt: skip
"""Measures a person may want to see better; the first one their diary holds is asked about first."""
_DONE_OR_MET = {*get_args(ExposureId), *get_args(ActionId), "missed_dose", "sleep_hours", "stress_level", "drink_ml"}
_TREATMENT_STEPS = ("started", "changed", "stopped", "injection", "pump_fill", "infusion")


@dataclass(frozen=True, slots=True)
class Asked:
    """What may be asked of this diary, and what it answers; `table` is what was asked."""

    outcomes: tuple[str, ...]
    outcome: str | None
    table: DailyTable
    findings: Findings | None
    beside: tuple[str, ...] = ()
    """The outcomes that were asked together with it."""


def find(person: Person, outcome: str | None = None) -> Asked:
    """What goes with `outcome`; left out or unknown, the first outcome the diary holds."""
    expected = person.choices.expected
    others = taught() if person.choices.others else None

    def asked() -> Asked:
        book = daybook(person)
        return of_table(book.whole.table, book.standing(), outcome, expected, _unless_same(person, others))

    return once(person, ("triggers", outcome, expected, others and others.mark), asked)


def of_days(person: Person, table: DailyTable, standing: Timeline) -> Asked:
    """What goes with the first outcome, for whoever has the days at hand; `standing` holds the treatments."""
    return of_table(table, standing, search=_unless_same(person))


def of_timeline(diary: Timeline, outcome: str | None = None, expected: bool = False) -> Asked:
    """The same, of a timeline; `expected` lets what is known of triggers count beforehand."""
    return of_table(from_timeline(diary), diary, outcome, expected)


Search = Callable[[DailyTable, Sequence[question.About]], Findings]


def of_table(
    table: DailyTable, standing: Timeline, outcome: str | None = None, expected: bool = False, search: Search = ask
) -> Asked:
    """The same, of a table and the treatments that began or changed."""
    outcomes = tuple(n for n in (*OUTCOMES, *_own(table)) if n in table.columns)
    chosen = outcome if outcome in outcomes else next(iter(outcomes), None)
    if chosen is None:
        return Asked(outcomes, None, table, None)
    beside = [name for name in OF_THE_LEGS if chosen in OF_THE_LEGS and name in outcomes and name != chosen]
    abouts = [_about(standing, table, name, expected) for name in (chosen, *beside)]
    return Asked(outcomes, chosen, table, search(table, abouts), tuple(beside))


def _unless_same(person: Person, others: Taught | None = None) -> Search:
    """Searched anew only when the numbers asked about are others: a word about mood moves none of the legs."""
    mark, prior = (others.mark, others.prior) if others else (None, None)

    def search(table: DailyTable, abouts: Sequence[question.About]) -> Findings:
        asked = tuple(abouts), _numbers(table, abouts)
        return unless_same(person, ("found", abouts[0].outcome, mark), asked, lambda: ask(table, abouts, prior))

    return search


def _numbers(table: DailyTable, abouts: Sequence[question.About]) -> bytes:
    """All that the search looks at of a table, as one sum."""
    named = {about.outcome for about in abouts} | {factor.name for about in abouts for factor in about.factors}
    whole = blake2b(repr((table.first, table.days, list(table.columns))).encode())
    for name, column in table.columns.items():
        if name in named or not all(about.factors for about in abouts):  # without factors, every column is one
            whole.update(column.tobytes())
    return whole.digest()


def advice(exposure: str) -> str:
    """What knowledge says to do about something met; nothing when it is no known trigger."""
    triggers = knowledge().triggers.values()
    return next((trigger.action for trigger in triggers if exposure in trigger.exposures), "")


def _about(diary: Timeline, table: DailyTable, outcome: str, expected: bool = False) -> question.About:
    """Only what was met or done counts as a factor: two symptoms of one day say nothing about each other."""
    counts = expected and outcome in OF_THE_LEGS  # what is known to set off spasms says nothing of mood or fatigue
    known = {x for trigger in knowledge().triggers.values() for x in trigger.exposures} if counts else set()
    factors = tuple(
        question.Factor(n, expected="worse" if n in known else None)
        for n in table.columns
        if n != outcome and _may_matter(n)
    )
    return question.About(outcome, _kind(outcome), measure(outcome).better, factors, _steps(diary, table))


def _may_matter(name: str) -> bool:
    return name in _DONE_OR_MET or name.startswith("own:")


def _kind(outcome: str) -> question.OutcomeKind | None:
    """Own measures are looked at before their kind is said."""
    if outcome not in MEASURES:
        return None
    return "count" if measure(outcome).unit == "times" else "ordinal"


def _steps(diary: Timeline, table: DailyTable) -> tuple[question.Treatment, ...]:
    """Treatments that began or changed inside the diary, whose step must not be blamed on an exposure."""
    last = table.dates[-1]
    days = {(t.name, diary.day_of(t)) for t in diary.of(Treatment) if t.change in _TREATMENT_STEPS}
    return tuple(question.Treatment(name, day) for name, day in sorted(days) if table.first < day <= last)


def _own(table: DailyTable) -> list[str]:
    """What the person named: yes-or-no and scores first, since an outcome is more often one of these."""
    own = [name for name in table.columns if name.startswith("own:")]
    return sorted(own, key=lambda name: not _is_score(table.columns[name]))


def _is_score(values: Array) -> bool:
    seen = values[np.isfinite(values)]
    return bool(np.all((seen >= 0) & (seen <= 10) & (seen == np.round(seen))))
