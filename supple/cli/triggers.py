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
    from supple.insight.prior import CohortPrior
    from supple.insight.result import Estimate, Findings, Said
    from supple.insight.series import DailyTable


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the words of this command."""
    parser.add_argument("diary", nargs="?", metavar="DIARY.csv", help="one row a day: date, outcome, exposures")
    parser.add_argument("--about", metavar="ABOUT.json", help="outcome, factors, units, treatments")
    parser.add_argument("--outcome", metavar="NAME", help="the column to explain (the first, if not said)")
    parser.add_argument(
        "--beside", nargs="+", metavar="NAME", default=[], help="other outcomes, asked together with it"
    )
    parser.add_argument("--prior", metavar="PRIOR.json", help="what other people's diaries taught; counts a little")
    parser.add_argument("--json", action="store_true", help="one JSON value instead of sentences")
    parser.add_argument("--plot", metavar="OUT.svg", help="draw each factor with its interval")
    parser.add_argument("--many", metavar="FOLDER", help="answer every sub-folder's diary.csv and case.json")
    parser.add_argument("--out", metavar="RESULTS.jsonl", help="where --many writes, one line a case")


def run(args: argparse.Namespace) -> int:
    """Answer one diary, or a folder of them."""
    from supple.cli import batch
    from supple.cli.triggers_words import in_words, plain

    if args.many:
        if not args.out:
            raise SuppleError("out-missing", "--many needs a place for its answers.", "Add --out RESULTS.jsonl.")
        return batch.run_many(args.many, args.out, partial(_case, prior=_prior(args.prior)), "case")
    if not args.diary:
        raise SuppleError("diary-missing", "No diary was named.", "Try: supple triggers DIARY.csv")
    about_raw = batch.read_object(args.about) if args.about else {}
    if args.outcome:
        about_raw["outcome"] = args.outcome
    if args.beside:
        about_raw["beside"] = args.beside
    found, answer, said = _ask(Path(args.diary), about_raw, _prior(args.prior))
    if args.plot:
        from supple.insight.plot import effects_svg

        batch.write_text(args.plot, effects_svg(found, f"What goes with {plain(found.outcome)}"))
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
    from supple.insight.result import Said
    from supple.interop import csv

    reading = csv.read(batch.read_bytes(path), datetime.now().astimezone().date()).accepted()
    about = abouts.parse({**about_raw, "outcome": about_raw.get("outcome") or _first(reading.table)})
    start = time.perf_counter()
    found = search(reading.table, abouts.jointly(about), prior)
    seconds = time.perf_counter() - start
    known = about.better == "higher" and not about_raw.get("better")
    turned = [Said("better-known", found.outcome, about.better)] if known else []
    said = (*reading.notes, *turned, *found.said)
    return found, answer_of(found, about.case or path.stem, seconds, said), said


def _first(table: "DailyTable") -> str:
    if not table.columns:
        raise SuppleError("columns-missing", "The diary has no column of numbers.", "Add an outcome column.")
    return next(iter(table.columns))


def answer_of(found: "Findings", case: str, seconds: float, said: "tuple[Said, ...]") -> dict[str, Any]:
    """The findings as the JSON that scripts rely on."""
    lack = found.not_enough
    return {
        "case": case,
        "seconds": round(seconds, 4),
        "outcome": found.outcome,
        "kind": found.kind,
        "better": found.better,
        "beside": [one.about for one in said if one.code == "asked-beside"],
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
