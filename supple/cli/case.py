# SPDX-License-Identifier: Apache-2.0
"""`supple case FILE.yaml`: what safety, insight, plan and report say of a written case, and whether it was expected."""

import argparse
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from supple.errors import SuppleError

if TYPE_CHECKING:
    from supple.interop.case_answer import Answered


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which files, and in which form to answer."""
    parser.add_argument("files", nargs="+", metavar="FILE.yaml", help="one case, or a list of cases")
    parser.add_argument("--only", metavar="NAME", help="run only the case of this name")
    parser.add_argument("--brief", action="store_true", help="say one line a case")
    parser.add_argument("--json", action="store_true", help="answer as one JSON list")


def run(args: argparse.Namespace) -> int:
    """Exit 0 when every expectation of every case holds, else 1."""
    from supple.cli.batch import read_bytes
    from supple.interop.case import read_cases
    from supple.interop.case_answer import answer
    from supple.knowledge.load import knowledge

    cases = [case for name in args.files for case in read_cases(read_bytes(name).decode("utf-8", "replace"), name)]
    chosen = [case for case in cases if args.only in (None, case.case)]
    if not chosen:
        raise SuppleError("case-missing", "No case of that name was found.", "Look at the names in the file.")
    answered = [answer(case, knowledge()) for case in chosen]
    if args.json:
        print(json.dumps([as_json(one) for one in answered], ensure_ascii=False))
    else:
        for one in answered:
            print("\n".join(_head(one) if args.brief else in_words(one)))
    return 1 if any(one.misses for one in answered) else 0


def as_json(one: "Answered") -> dict[str, Any]:
    """Everything said, as plain values."""
    from supple.care.safety import urgency

    return {
        "case": one.case.case,
        "holds": not one.misses,
        "misses": list(one.misses),
        "urgency": urgency(one.findings).value,
        "findings": [
            {"rule": f.rule, "urgency": f.urgency.value, "action": f.action, "about": f.about, "blocks": f.blocks}
            for f in one.findings
        ],
        "plan_suppressed": one.plan.suppressed,
        "plan": [{"id": line.knowledge, "what": line.what, "minutes": line.minutes} for line in one.plan.lines],
        "questions": list(one.questions),
        "triggers": list(one.triggers),
        "verdicts": {name: e.verdict for name, e in one.found.factors.items()} if one.found else {},
    }


def in_words(one: "Answered") -> Iterator[str]:
    """A case as a person reads it."""
    yield from _head(one)
    yield "Safety:" + ("" if one.findings else " nothing to act on.")
    for finding in one.findings:
        yield f"  {finding.rule} ({finding.urgency.value.replace('_', ' ')}), about {', '.join(finding.about) or '-'}"
        yield f"    {finding.says} {finding.do}".rstrip()
    yield from (f"  To ask: {question}" for question in one.questions)
    yield from _plan(one)
    if one.triggers:
        yield f"Met today: {', '.join(one.triggers)}"
    if one.found:
        yield "Insight:"
        yield from (f"  {name}: {estimate.verdict}" for name, estimate in one.found.factors.items())
    if one.report:
        yield "Report:"
        yield from (f"  {line}" for line in one.report.splitlines())
    yield ""


def _head(one: "Answered") -> Iterator[str]:
    yield f"{'holds' if not one.misses else 'DIFFERS'}  {one.case.case}: {one.case.title}"
    yield from (f"  - {miss}" for miss in one.misses)


def _plan(one: "Answered") -> Iterator[str]:
    plan = one.plan
    if plan.suppressed_by:
        yield f"Plan: stopped by {plan.suppressed_by.rule}; what stays:"
        yield from (f"  {line.what}" for line in plan.kept)
        return
    yield "Plan:"
    for line in plan.lines:
        side = f", {line.side}" if line.side else ""
        minutes = f", {line.minutes:g} min" if line.minutes else ""
        yield f"  {line.what}{side}{minutes} [{line.knowledge}; {', '.join(line.sources)}; {line.grade.value}]"
    yield from (f"  Not today: {held.what} ({held.rule}). {held.why}" for held in plan.held)
