# SPDX-License-Identifier: Apache-2.0
"""What do safety, insight, plan and report say of a case, and does each expectation hold? Without a database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from supple.care import magnesium, safety
from supple.care import plan as plans
from supple.care.doable import Plan
from supple.care.finding import Finding
from supple.care.profile import UNREMARKABLE, Profile, from_timeline
from supple.care.recent import Recent, recent
from supple.care.triage import met_today
from supple.entries.entry import Entry
from supple.entries.parse import parse
from supple.entries.timeline import Timeline, fold
from supple.errors import SuppleError
from supple.insight import about as questions_of
from supple.insight import series, simulate, triggers
from supple.insight.result import Findings
from supple.insight.series import DailyTable
from supple.interop import csv
from supple.interop.case import Case, Expected, Given
from supple.knowledge.base import KnowledgeBase
from supple.report import text
from supple.report.compose import compose
from supple.report.material import Material

_NOON = "2026-11-21T12:00"


@dataclass(frozen=True, slots=True)
class Answered:
    """Everything supple says of one case, and what of it was not expected."""

    case: Case
    findings: tuple[Finding, ...]
    questions: tuple[str, ...]
    sign_questions: tuple[str, ...]
    triggers: tuple[str, ...]
    plan: Plan
    found: Findings | None
    report: str
    magnesium: dict[str, object]
    misses: tuple[str, ...] = ()


def answer(case: Case, knowledge: KnowledgeBase) -> Answered:
    """Run safety, insight, plan and report on a case and hold the expectations against them."""
    given = case.given
    timeline, now = _timeline(given)
    profile = _profile(given, timeline, now, knowledge)
    lately = Recent(**given.recent.model_dump()) if given.entries is None else recent(timeline, now)
    findings = safety.check(profile, knowledge)
    table, found = _insight(given, timeline)
    asked = safety.sign_questions(profile, knowledge)
    said = Answered(
        case=case,
        findings=findings,
        questions=safety.questions(profile, knowledge),
        sign_questions=tuple(q.id for _, group in asked for q in group),
        triggers=tuple(t.id for t in met_today(profile, knowledge)),
        plan=plans.today(profile, findings, knowledge, given.energy, lately),
        found=found,
        report=_report(timeline, table, found, knowledge) if table and table.days else "",
        magnesium=magnesium.answer(profile, knowledge).as_json(),
    )
    return Answered(**{f: getattr(said, f) for f in Answered.__slots__ if f != "misses"}, misses=misses(said))


def _timeline(given: Given) -> tuple[Timeline, datetime]:
    zone = ZoneInfo(given.zone)
    now = _local(given.now or _NOON, zone)
    return fold([_entry(raw, n, zone) for n, raw in enumerate(given.entries or (), 1)], zone), now


def _local(words: str, zone: ZoneInfo) -> datetime:
    moment = datetime.fromisoformat(words)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _entry(raw: dict[str, Any], number: int, zone: ZoneInfo) -> Entry:
    """An entry of a case may leave out its id, and write its time as the clock on the wall."""
    whole = {"id": str(uuid5(NAMESPACE_URL, f"case entry {number}")), **raw}
    if isinstance(whole.get("at"), str):
        whole["at"] = _local(whole["at"], zone)
    read = parse(whole)
    if isinstance(read, Entry):
        return read
    sentences = " ".join(problem.sentence for problem in read)
    raise SuppleError("case-unreadable", f"Entry {number} of the case: {sentences}", "Mend this entry.")


def _profile(given: Given, timeline: Timeline, now: datetime, knowledge: KnowledgeBase) -> Profile:
    if given.entries is not None:
        return from_timeline(timeline, now, knowledge)
    return Profile.model_validate({**UNREMARKABLE, **(given.profile or {})})


def _insight(given: Given, timeline: Timeline) -> tuple[DailyTable | None, Findings | None]:
    about = questions_of.parse(given.about)
    if given.made_up:
        regime: Any = given.made_up.regime
        made = simulate.diary(regime, given.made_up.days, given.made_up.seed)
        return made.table, triggers.find(made.table, made.about)
    if given.diary is None and not given.entries:
        return None, None
    diary = given.diary
    table = csv.read(diary.encode()).accepted().table if diary else series.from_timeline(timeline)
    has_outcome = bool(table.columns) and (about.outcome or next(iter(table.columns))) in table.columns
    return table, triggers.find(table, about) if has_outcome else None


def _report(timeline: Timeline, table: DailyTable, found: Findings | None, knowledge: KnowledgeBase) -> str:
    titles = {id: flag.title for id, flag in knowledge.red_flags.items()}
    material = Material(
        timeline, table, table.first, table.dates[-1], found=found, flag_titles=titles, knowledge=knowledge.version
    )
    return text.face(compose(material))


def misses(said: Answered) -> tuple[str, ...]:
    """Every expectation that does not hold, in words."""
    expect = said.case.expect
    parts = (_of_findings, _of_plan, _of_questions, _of_insight, _of_magnesium)
    return tuple(miss for part in parts for miss in part(expect, said))


def _of_findings(expect: Expected, said: Answered) -> Iterator[str]:
    levels = {f.rule: f.urgency.value for f in said.findings}
    top = safety.urgency(said.findings).value
    if expect.urgency is not None and expect.urgency != top:
        yield f"urgency is {top}, not {expect.urgency}"
    if expect.findings is not None and expect.findings != levels:
        yield f"findings are {levels or 'none'}, not {expect.findings or 'none'}"
    for rule, level in expect.findings_include.items():
        if levels.get(rule) != level:
            yield f"{rule} is {levels.get(rule, 'not found')}, not {level}"
    yield from (f"{rule} was found" for rule in expect.no_findings if rule in levels)
    yield from _of_items(expect, said)


def _of_items(expect: Expected, said: Answered) -> Iterator[str]:
    actions = {f.rule: f.action for f in said.findings}
    blocks = {f.rule: f.blocks for f in said.findings}
    for rule, action in expect.actions.items():
        if actions.get(rule) != action:
            yield f"{rule} does {actions.get(rule, 'nothing')}, not {action}"
    for rule, items in expect.blocks.items():
        if set(blocks.get(rule, ())) != set(items):
            yield f"{rule} blocks {list(blocks.get(rule, ()))}, not {list(items)}"


def _of_plan(expect: Expected, said: Answered) -> Iterator[str]:
    plan = said.plan
    offered = {id for line in plan.lines for id in (line.knowledge, *line.others)}
    held, kept = {h.rule for h in plan.held}, {line.knowledge for line in plan.kept}
    if expect.plan_suppressed is not None and expect.plan_suppressed != plan.suppressed:
        yield f"the plan is {'' if plan.suppressed else 'not '}suppressed"
    yield from (f"the plan lacks {id}" for id in expect.plan_has if id not in offered)
    yield from (f"the plan has {id}" for id in expect.plan_lacks if id in offered)
    yield from (f"nothing was held back by {rule}" for rule in expect.held if rule not in held)
    yield from (f"{id} is not kept" for id in expect.keeps if id not in kept)
    if expect.plan_minutes_at_most is not None and plan.minutes > expect.plan_minutes_at_most:
        yield f"the plan takes {plan.minutes:g} minutes, more than {expect.plan_minutes_at_most:g}"


def _of_questions(expect: Expected, said: Answered) -> Iterator[str]:
    asked = (*said.questions, *said.plan.asks)
    if expect.questions is not None and (expect.questions == "some") != bool(asked):
        yield f"questions are {list(asked) or 'none'}"
    yield from (f"nobody asks '{words}'" for words in expect.asks if not any(words in q for q in asked))
    yield from (f"{id} is not asked" for id in expect.sign_questions if id not in said.sign_questions)
    yield from (f"{id} is asked" for id in expect.no_sign_questions if id in said.sign_questions)


def _of_magnesium(expect: Expected, said: Answered) -> Iterator[str]:
    for field, wanted in (expect.magnesium or {}).items():
        told = _as_expected(field, said.magnesium.get(field))
        if told != _as_expected(field, wanted):
            yield f"magnesium {field} is {told}, not {wanted}"


def _as_expected(field: str, told: Any) -> Any:
    """The order of reasons says nothing, and of questions only whether there are some."""
    if field == "questions" and isinstance(told, list):
        return "some" if told else "none"
    return sorted(told) if field == "reasons" else told


def _of_insight(expect: Expected, said: Answered) -> Iterator[str]:
    if expect.triggers is not None and set(expect.triggers) != set(said.triggers):
        yield f"triggers met are {list(said.triggers)}, not {list(expect.triggers)}"
    factors = said.found.factors if said.found else {}
    for name, verdict in expect.verdicts.items():
        told = factors[name].verdict if name in factors else "not looked at"
        if told != verdict:
            yield f"{name} is '{told}', not '{verdict}'"
    flat = " ".join(said.report.split())
    yield from (f"the report lacks '{words}'" for words in expect.report_has if words not in flat)
