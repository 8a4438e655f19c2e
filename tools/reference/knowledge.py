# SPDX-License-Identifier: Apache-2.0
"""docs/reference/knowledge.md: every rule and remedy in words, with its sources, its grade and its review date."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from supple.knowledge.base import KnowledgeBase
from supple.knowledge.kinds import Gate, RedFlag, Remedy, SignQuestion, Trigger
from supple.knowledge.load import read
from supple.knowledge.problem import KnowledgeWrongError
from supple.knowledge.source import Item
from tools.reference import medicines
from tools.reference.markdown import either, plain, table
from tools.reference.rules import bullets

URGENCY = {"emergency": "Emergency, now", "same_day": "Same day", "prompt": "Prompt, within days", "routine": "Routine"}


def knowledge() -> str:
    """Everything the files say, drafts included and marked."""
    base, problems = read(drafts=True)
    if base is None or problems:
        raise KnowledgeWrongError(problems)
    out = [
        "# Knowledge\n",
        "In a rule, a sign counts when it is present or not sure, and new or clearly worse than the person's usual.",
        "What the person has not told counts as the unsafe answer. The first level that holds is said.\n",
    ]
    parts: tuple[tuple[str, Mapping[str, Any], Callable[[Any], Iterable[str]]], ...] = (
        ("Red flags", base.red_flags, _red_flag), ("Gates", base.gates, _gate), ("Remedies", base.remedies, _remedy),
        ("Cautions", base.cautions, medicines.caution), ("Medicines and procedures", base.medicines, medicines.card),
        ("Triggers", base.triggers, _trigger), ("Questions about signs", base.questions, _question),
    )  # fmt: skip
    for title, items, teller in parts:
        if items:
            out.append(f"## {title}\n")
            out += [line for item in items.values() for line in (*teller(item), _foot(base, item))]
    return "\n".join([*out, "## Tables\n", *medicines.tables(base), "## Sources\n", _sources(base)])


def _red_flag(rule: RedFlag) -> Iterable[str]:
    yield f"### {rule.id}: {rule.title}\n"
    yield f"{plain(rule.says)} **{plain(rule.do)}**\n"
    for level in rule.levels:
        yield f"{URGENCY[level.urgency]}, when:\n"
        yield "\n".join(bullets(level.when)) + "\n"
        if level.says or level.do:
            yield f"It then says: {plain(level.says or rule.says)} **{plain(level.do or rule.do)}**\n"
    if rule.never:
        yield "Never: " + "; ".join(plain(line) for line in rule.never) + ".\n"


def _gate(gate: Gate) -> Iterable[str]:
    yield f"### {gate.id}: {gate.title}\n"
    yield f"{plain(gate.says)} ({gate.action}, {gate.urgency.replace('_', ' ')})\n"
    for step in gate.stronger:
        yield "First, when:\n\n" + "\n".join(bullets(step.when)) + "\n"
        yield f"It then says: {plain(step.says)} ({step.action})\n"
    yield ("Else, when:\n\n" if gate.stronger else "When:\n\n") + "\n".join(bullets(gate.when)) + "\n"
    if gate.needs:
        yield f"Nothing of it is planned before these are known: {either(gate.needs)}.\n"
    if gate.fail_closed:
        yield "It also holds the item back while an answer that it needs is not known.\n"
    if gate.spares:
        yield f"It leaves to another rule: {either(gate.spares)}.\n"


def _remedy(remedy: Remedy) -> Iterable[str]:
    yield f"### {remedy.id}: {remedy.title}\n"
    yield f"{plain(remedy.why)}\n"
    yield "\n".join(f"{n}. {plain(step)}" for n, step in enumerate(remedy.steps, 1)) + "\n"
    if remedy.cautions:
        yield "Take care: " + " ".join(plain(c) for c in remedy.cautions) + "\n"
    for reason in remedy.not_when:
        yield f'Left out, because "{plain(reason.says)}", when:\n\n' + "\n".join(bullets(reason.when)) + "\n"
    if remedy.only_when:
        yield "Only when:\n\n" + "\n".join(bullets(remedy.only_when)) + "\n"


def _trigger(trigger: Trigger) -> Iterable[str]:
    yield f"### {trigger.id}: {trigger.title}\n"
    yield f"Asks: {plain(trigger.ask)} What to do: {plain(trigger.action)}\n"
    if trigger.changed:
        yield f"When stiffness rises, asked as number {trigger.changed.order}: {plain(trigger.changed.ask)}\n"


def _question(question: SignQuestion) -> Iterable[str]:
    yield f"### {question.id}\n"
    yield f'"{plain(question.ask)}" It asks about {either([question.sign])}, for {either(question.rules, "and")}.\n'


def _foot(base: KnowledgeBase, item: Item) -> str:
    tier = base.tier(item.id).value
    return f"*{tier}; grade: {item.grade.value}; sources: {', '.join(item.sources)}; read through {item.reviewed_on}*\n"


def _sources(base: KnowledgeBase) -> str:
    rows = [
        (s.key, plain(s.what), s.read, f"PMID {s.pmid}" if s.pmid else f"doi {s.doi}" if s.doi else "")
        for s in base.sources.values()
    ]
    return table(("key", "what", "how far we have read it", "id"), rows)
