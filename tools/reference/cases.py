# SPDX-License-Identifier: Apache-2.0
"""docs/reference/how-it-decides.md: every case, as a situation and what supple makes of it."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from supple.interop.case import Case, Expected, Given, read_cases
from supple.knowledge.load import read
from tools.reference.markdown import either, plain, words

FOLDER = Path(__file__).resolve().parents[2] / "tests" / "cases"


def how_it_decides() -> str:
    """All cases, file by file."""
    out = [
        "# How it decides\n",
        "Each case below is a file that the tests run: a situation, and what supple must say of it.",
        "Nobody in them exists.",
        "What a situation does not mention is known and unremarkable. `null` means that it is not known.",
        "[Write one yourself](../how-to/write-a-case.md).\n",
    ]
    for path in sorted(FOLDER.glob("*.yaml")):
        out.append(f"## {path.stem.replace('-', ' ').replace('_', ' ').capitalize()}\n")
        for case in read_cases(path.read_text(encoding="utf-8"), path.name):
            out += _told(case)
    return "\n".join(out)


def _told(case: Case) -> Iterable[str]:
    yield f"### {case.title}\n"
    if case.note:
        yield plain(case.note) + "\n"
    yield from (f"- {line}" for line in (*_given(case.given),) or ("nothing remarkable",))
    yield "\nsupple says:\n"
    yield from (f"- {line}" for line in _expected(case.expect))
    covers = f"; covers {', '.join(case.covers)}" if case.covers else ""
    yield f"\n*{case.case}{covers}*\n"


def _given(given: Given) -> Iterable[str]:
    yield from (f"{words(name)}: {_value(value)}" for name, value in (given.profile or {}).items())
    yield from (f"said: {_value(entry)}" for entry in given.entries or ())
    if given.diary is not None:
        yield f"a diary of {max(len(given.diary.strip().splitlines()) - 1, 0)} days"
    if given.made_up:
        yield f"a made-up diary of {given.made_up.days} days ({words(given.made_up.regime)}, seed {given.made_up.seed})"
    yield from (f"asked: {words(name)}: {_value(value)}" for name, value in given.about.items())
    if given.energy != "usual":
        yield f"energy: {words(given.energy)}"
    lately = given.recent.model_dump(exclude_defaults=True)
    yield from (f"lately: {words(name)}: {_value(value)}" for name, value in lately.items())


def _value(value: Any) -> str:
    match value:
        case None:
            return "`null`"
        case bool():
            return "yes" if value else "no"
        case Mapping():
            shown = value.get("name") or value.get("id") or value.get("kind")
            rest = {k: v for k, v in value.items() if v is not shown}
            parts = [words(str(shown))] if shown else []
            return ", ".join([*parts, *(f"{words(k)} {_value(v)}" for k, v in rest.items())])
        case list() | tuple():
            return "; ".join(_value(v) for v in value) or "none"
        case str():
            return words(value)
        case _:
            return str(value)


@cache
def _titles() -> dict[str, str]:
    base, _ = read(drafts=True)
    return {} if base is None else {item.id: getattr(item, "title", "") for item in base.items()}


def _titled(id: str) -> str:
    """An item's title with its id; anything else as it stands."""
    title = _titles().get(id)
    return f"{title} ({id})" if title else f"`{id}`" if "-" in id else words(id)


def _expected(expect: Expected) -> Iterable[str]:
    for rule, urgency in {**(expect.findings or {}), **expect.findings_include}.items():
        title, action = _titles().get(rule, ""), expect.actions.get(rule)
        yield f"**{f'{rule} {title}'.strip()}**: {words(urgency)}" + (f" ({action})" if action else "")
    if expect.findings == {}:
        yield "no finding"
    lists = {
        "not": expect.no_findings, "in the plan": expect.plan_has, "not in the plan": expect.plan_lacks,
        "held back": expect.held, "stays visible": expect.keeps, "asks": expect.asks,
        "asks about": expect.sign_questions, "does not ask about": expect.no_sign_questions,
        "the report says": expect.report_has,
    }  # fmt: skip
    yield from (f"{name}: {'; '.join(map(_titled, ids))}" for name, ids in lists.items() if ids)
    yield from (f"{rule} holds back: {either(ids, 'and')}" for rule, ids in expect.blocks.items())
    yield from _about_the_whole(expect)


MAGNESIUM = {
    "allowed": "nothing here speaks against it", "cap_mg": "limit in mg a day",
    "elemental_mg_now": "counted in mg a day", "slots": "free", "reasons": "because of", "questions": "questions",
}  # fmt: skip


def _hours(value: Any) -> str:
    """A list of windows as hours; anything else as it stands."""
    if isinstance(value, list) and value and isinstance(value[0], list):
        return "; ".join(f"{start} to {end}" for start, end in value)
    return _value(value)


def _about_the_whole(expect: Expected) -> Iterable[str]:
    if expect.urgency and not (expect.findings or expect.findings_include):
        yield f"urgency: {words(expect.urgency)}"
    if expect.plan_suppressed is not None:
        yield "no plan today" if expect.plan_suppressed else "the plan stays"
    if expect.plan_minutes_at_most is not None:
        yield f"a plan of at most {expect.plan_minutes_at_most:g} minutes"
    if expect.questions:
        yield "it has questions first" if expect.questions == "some" else "it has no questions"
    if expect.triggers is not None:
        yield "triggers met: " + ("; ".join(map(_titled, expect.triggers)) or "none")
    yield from (f"{words(name)}: {verdict}" for name, verdict in expect.verdicts.items())
    yield from (f"magnesium, {MAGNESIUM[field]}: {_hours(value)}" for field, value in (expect.magnesium or {}).items())
