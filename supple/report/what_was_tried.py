# SPDX-License-Identifier: Apache-2.0
"""The section about one-change trials: what was tried in the period, and what it showed."""

from collections.abc import Iterator
from datetime import timedelta

from supple.entries.measure import measure
from supple.insight.course import Course, courses, to_trial
from supple.insight.result import TrialResult
from supple.insight.series import DailyTable
from supple.insight.trial import judge
from supple.report import tried
from supple.report.material import Material
from supple.report.sections import Phrase, Row, Section, joined, say, signed


def trials(material: Material) -> Section:
    """Each trial that ran in the period, the latest first."""
    day = material.last + timedelta(days=1)
    found = [one for one in courses(material.timeline, day) if _in_period(one, material)]
    rows = tuple(_row(one, material, found) for one in found)
    return Section("trials", say("One change at a time"), rows, nothing=say("No trial was made."))


def _in_period(course: Course, material: Material) -> bool:
    return bool(course.days) and course.days[0].day <= material.last and course.last >= material.first


def _row(course: Course, material: Material, others: list[Course]) -> Row:
    days = (material.last - material.table.first).days + 1 if material.table.columns else 0
    table: DailyTable = material.table.head(max(days, 0))
    early = not course.complete(material.last + timedelta(days=1))
    known = measure(course.started.outcome)
    result = judge(to_trial(course, material.timeline, table, others), known.better, running=early)
    said = list(_said(result, early))
    label = say("{change}, judged by {outcome}", change=say(course.started.change), outcome=say(known.label))
    last = min(course.last, material.last)
    return Row(label, joined(said, " "), say("{first} to {last}", first=course.days[0].day, last=last))


def _said(result: TrialResult, early: bool) -> Iterator[Phrase]:
    if early:
        yield say("Not complete.")
    yield say(tried.VERDICTS[result.verdict])
    if result.not_enough is None:
        yield say("{effect} (90 % interval {lo} to {hi}), {n} days counted.", effect=signed(result.effect),
                  lo=signed(result.lo), hi=signed(result.hi), n=result.days)  # fmt: skip
