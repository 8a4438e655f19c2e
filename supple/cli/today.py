# SPDX-License-Identifier: Apache-2.0
"""`supple today`: what needs a professional first, then today's plan with the source behind every line."""

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from supple.care.doable import Plan
    from supple.care.finding import Finding


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whose day, and how much strength there is for it."""
    parser.add_argument("--person", metavar="NAME", help="whose diary (default: the only person there is)")
    parser.add_argument("--energy", choices=("usual", "low", "five_minutes"), default="usual")


def run(args: argparse.Namespace) -> int:
    """Print the day."""
    from datetime import UTC, datetime

    from supple.cli import django_door

    django_door.ready()
    from supple.actions.check_safety import check
    from supple.actions.plan_day import plan
    from supple.actions.whose import whose

    person, now = whose(args.person), datetime.now(UTC)
    for line in (*_warnings(check(person, now)), *_plan(plan(person, now, args.energy))):
        print(line)
    return 0


def _warnings(findings: "tuple[Finding, ...]") -> "Iterator[str]":
    for finding in findings:
        yield f"! {finding.title} ({finding.urgency.value.replace('_', ' ')})"
        yield f"  {finding.says} {finding.do}"


def _plan(plan: "Plan") -> "Iterator[str]":
    if plan.suppressed_by:
        yield f"No plan today: {plan.suppressed_by.title}. What still holds:"
    for line in plan.lines or plan.kept:
        time = f" ({line.minutes:g} min)" if line.minutes else ""
        habit = f" After {line.lesson.habit}." if line.lesson and line.lesson.habit else ""
        yield f"- {line.clock or '     '} {line.what}{time}. {line.when}{habit}"
        if line.lesson and line.lesson.change:
            yield f"  {line.lesson.why}"
        yield f"  Why: {line.reason} [{line.knowledge}; {line.grade.value}; {', '.join(line.sources)}]"
    for held in plan.held:
        yield f"- Not today: {held.what}. {held.why} [{held.rule}]"
    for question in plan.asks:
        yield f"? {question}"
