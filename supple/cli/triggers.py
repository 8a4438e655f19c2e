# SPDX-License-Identifier: Apache-2.0
"""`supple triggers`: what goes with better and worse days in a diary file, for people or as JSON."""

import argparse
import json
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from supple.errors import SuppleError

if TYPE_CHECKING:
    from supple.care.choosable import Way
    from supple.insight.about import About
    from supple.insight.prior import CohortPrior
    from supple.insight.result import Estimate, Findings, NotEnough, Said
    from supple.insight.series import DailyTable


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the words of this command."""
    parser.add_argument("diary", nargs="?", metavar="DIARY.csv", help="one row a day: date, outcome, exposures")
    parser.add_argument("--about", metavar="ABOUT.json", help="outcome, factors, units, treatments")
    parser.add_argument("--outcome", metavar="NAME", help="the column to explain (the first, if not said)")
    parser.add_argument("--prior", metavar="PRIOR.json", help="what other people's diaries taught; counts a little")
    parser.add_argument("--json", action="store_true", help="one JSON value instead of sentences")
    parser.add_argument("--plot", metavar="OUT.svg", help="draw each factor with its interval")
    parser.add_argument("--many", metavar="FOLDER", help="answer every sub-folder's diary.csv and case.json")
    parser.add_argument("--out", metavar="RESULTS.jsonl", help="where --many writes, one line a case")


def run(args: argparse.Namespace) -> int:
    """Answer one diary, or a folder of them."""
    from supple.cli import batch

    if args.many:
        if not args.out:
            raise SuppleError("out-missing", "--many needs a place for its answers.", "Add --out RESULTS.jsonl.")
        return batch.run_many(args.many, args.out, partial(_case, prior=_prior(args.prior)), "case")
    if not args.diary:
        raise SuppleError("diary-missing", "No diary was named.", "Try: supple triggers DIARY.csv")
    about_raw = batch.read_object(args.about) if args.about else {}
    if args.outcome:
        about_raw["outcome"] = args.outcome
    found, answer, said = _ask(Path(args.diary), about_raw, _prior(args.prior))
    if args.plot:
        from supple.insight.plot import effects_svg

        batch.write_text(args.plot, effects_svg(found, f"What goes with {_plain(found.outcome)}"))
    if args.json:
        print(json.dumps(answer, ensure_ascii=False))
    else:
        sys.stdout.write(in_words(found, said))
    return 0


def _prior(path: str | None) -> "CohortPrior | None":
    from supple.cli import batch
    from supple.insight import prior

    return prior.parse(batch.read_object(path)) if path else None


def _case(folder: Path, prior: "CohortPrior | None") -> dict[str, Any]:
    from supple.cli import batch

    about = folder / "case.json"
    return _ask(folder / "diary.csv", batch.read_object(about) if about.exists() else {}, prior)[1]


def _ask(
    path: Path, about_raw: dict[str, Any], prior: "CohortPrior | None"
) -> "tuple[Findings, dict[str, Any], tuple[Said, ...]]":
    """Read, find, and lay the answer out as the interface has it."""
    import time
    from datetime import datetime

    from supple.cli import batch
    from supple.insight import about as abouts
    from supple.insight.most import search
    from supple.interop import csv

    about = abouts.parse(about_raw)
    reading = csv.read(batch.read_bytes(path), datetime.now().astimezone().date()).accepted()
    start = time.perf_counter()
    found = search(_in_order(reading.table, about), [about], prior)
    seconds = time.perf_counter() - start
    said = (*reading.notes, *found.said)
    return found, answer_of(found, about.case or path.stem, seconds, said), said


def _in_order(table: "DailyTable", about: "About") -> "DailyTable":
    if not table.columns:
        raise SuppleError("columns-missing", "The diary has no column of numbers.", "Add an outcome column.")
    return table


def answer_of(found: "Findings", case: str, seconds: float, said: "tuple[Said, ...]") -> dict[str, Any]:
    """The findings as the JSON that scripts rely on."""
    lack = found.not_enough
    return {
        "case": case,
        "seconds": round(seconds, 4),
        "outcome": found.outcome,
        "kind": found.kind,
        "days": found.days,
        "recorded": found.recorded,
        "factors": {name: _fields(estimate) for name, estimate in found.factors.items()},
        "not_enough": None if lack is None else {"have": lack.have, "need": lack.need, "of": lack.of},
        "said": [{"code": one.code, "about": one.about, "value": one.value} for one in said],
    }


def _fields(e: "Estimate") -> dict[str, Any]:
    numbers = {"prob": e.prob, "effect": e.effect, "lo": e.lo, "hi": e.hi}
    return {
        "claim": e.claim,
        **{name: round(value, 6) for name, value in numbers.items()},
        "exposed": e.exposed,
        "days_more": e.days_more,
        "why": e.why,
        "verdict": e.verdict,
        "lag": e.lag,
        "set": list(e.set),
        "together": None if e.together is None else round(e.together, 6),
        "alike": list(e.alike),
        "unit": e.unit,
    }


SAID = {
    "kind-inferred": "'{about}' is read as {value}.",
    "type-inferred": "'{about}' is read as {value}.",
    "gaps-filled": "'{about}' was not recorded on {value} days; they count as your average.",
    "separator": "The columns are separated by {value}s.",
    "decimal-comma": "'{about}' is written with decimal commas.",
    "encoding": "The file is written in {value}.",
    "sorted": "The days were not in order; they are now.",
    "dates-repeated": "{value} lines repeat a day and agree with it.",
    "dates-missing": "{value} days between the first and the last have no line; they count as not recorded.",
    "dates-ahead": "{value} days lie in the future; check the year.",
    "date-column": "The column '{about}' is read as the date.",
    "words-left-out": "The column '{about}' holds words, not numbers, and is left out.",
    "blank-words": "'{about}' has {value} cells that say 'nothing'; they count as not recorded.",
    "same-as-outcome": "'{about}' says the same as the outcome, day by day; nothing can be learned from it.",
    "expected": "'{about}' is expected to go with {value} days; that counts a little. Without 'expected', it does not.",
    "others": "What {value} other people's diaries say of '{about}' counts a little. Without --prior, it does not.",
    "column-unused": "The column '{about}' was not asked about and is left out.",
}


def in_words(found: "Findings", said: "tuple[Said, ...]") -> str:
    """The findings for a person: what was found, what was ruled out, what cannot be told yet, and the notes."""
    from supple.report import found as told

    used = "" if found.recorded == found.days else f", {found.recorded} of them recorded"
    lines = [f"{_plain(found.outcome).capitalize()} over {found.days} days{used}", ""]
    if found.not_enough:
        lines += _lacking(found.not_enough)
    else:
        for heading, verdicts in GROUPS:
            lines += _group(heading, [(n, e) for n, e in found.factors.items() if e.verdict in verdicts], found)
        if not found.claims and not found.sets:
            lines += ["Nothing stands out yet. That is common in the first months.", ""]
        if any(told.stuck(e) for e in found.factors.values()):
            lines.append(told.COIN)
        lines.append('"Goes with" is not "brings on": only a planned trial can tell (supple trial design).')
    notes = [SAID[one.code].format(about=one.about, value=one.value) for one in said if one.code in SAID]
    return "\n".join([*lines, *(["", "How the file was read"] if notes else []), *notes]) + "\n"


def _lacking(short: "NotEnough") -> list[str]:
    from supple.insight.result import NO_DIFFERENCE
    from supple.report import found as told

    if short.of == NO_DIFFERENCE:
        return [told.lacking(short).text()]
    return [f"There are {short.have} {short.of}; {short.need} are needed before anything can be said.",
            f"Please keep going for {short.more} more."]  # fmt: skip


NAMED = 40
"""How many factors that were not looked at are named."""
FOUND = "Found"
GROUPS = (
    (FOUND, ("trigger", "helper")),
    ("Too small to matter", ("too small to matter",)),
    ("No association seen", ("no association",)),
    ("Cannot tell yet", ("cannot tell yet",)),
    ("Not enough days with it", ("not enough days with it",)),
)


def _group(heading: str, members: "list[tuple[str, Estimate]]", found: "Findings") -> list[str]:
    from supple.report import found as told

    shared = [told.together(found, one, _plain).text() for one in found.sets] if heading == FOUND else []
    if not members and not shared:
        return []
    left = frozenset(found.not_looked_at)
    members.sort(key=lambda pair: -pair[1].prob)
    lines = [_sentence(name, estimate, found) for name, estimate in members if name not in left]
    if any(name in left for name, _ in members):
        lines += _left_out(found)
    return [heading, *(f"  {line}" for line in [*lines, *shared]), ""]


def _left_out(found: "Findings") -> list[str]:
    """How many were not looked at and why, and their names as far as a person would read them."""
    from supple.report import found as told

    left = [_plain(name) for name in found.not_looked_at]
    more = f" and {len(left) - NAMED} more (--json names all)" if len(left) > NAMED else ""
    listed = told.not_looked_at(", ".join(left[:NAMED]) + more)
    return [told.left_out(len(left), len(found.factors)).text(), listed.text()]


def _sentence(name: str, e: "Estimate", found: "Findings") -> str:
    from supple.report import found as told

    label = _plain(name)
    says = told.unknown(label, e, found.kind, _way(name, e), _others(name, e))
    if e.claim:
        says = told.claim(label, e, found.kind)
    elif e.verdict in told.RULED_OUT:
        says = told.ruled_out(label, e, found.kind)
    below = (told.when(e), told.basis(e, found), told.filled(found.filled(name)))
    return f"{says.text()}\n    {' '.join(part.text() for part in below if part.template)}"


def _others(name: str, e: "Estimate") -> list[str]:
    return [_plain(other) for other in e.set or e.alike if other != name]


def _way(name: str, e: "Estimate") -> "Way":
    """How a trial could be about it; knowledge is read only where that is asked."""
    from supple.report import found as told

    if not told.stuck(e):
        return "perhaps"
    from supple.care.choosable import way
    from supple.knowledge.load import knowledge

    return way(name, knowledge())


def _plain(name: str) -> str:
    return name.removeprefix("own:").replace("_", " ")
