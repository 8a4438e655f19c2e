# SPDX-License-Identifier: Apache-2.0
"""`supple trial`: judge one change from a trial file, or say what a planned design can and cannot show."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from supple.errors import SuppleError

if TYPE_CHECKING:
    from supple.insight.design import Outlook, Plan
    from supple.insight.result import TrialResult
    from supple.insight.trial import Trial
    from supple.interop.csv import Reading

BESIDE = ("period", "taken")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the words of this command."""
    parser.add_argument("trial", nargs="?", metavar="TRIAL.csv|design", help="a trial file, or the word design")
    parser.add_argument("--about", metavar="TRIAL.json", help="outcome, which way is better, what was changed")
    parser.add_argument("--json", action="store_true", help="one JSON value instead of sentences")
    parser.add_argument("--plot", metavar="OUT.svg", help="draw the outcome with its periods")
    parser.add_argument("--many", metavar="FOLDER", help="judge every sub-folder's trial.csv and trial.json")
    parser.add_argument("--out", metavar="RESULTS.jsonl", help="where --many writes, one line a trial")
    design = parser.add_argument_group("design", "supple trial design ...")
    design.add_argument("--pairs", type=int, default=4, help="pairs of usual (A) and change (B)")
    design.add_argument("--block", type=int, default=7, help="days in each")
    design.add_argument("--washout", type=int, default=0, help="days between that are not counted")
    design.add_argument("--fixed", action="store_true", help="always A first, instead of by lot")
    design.add_argument("--seed", type=int, default=1, help="the number the lot is drawn by")
    design.add_argument("--trials", type=int, default=60, help="made-up trials to judge the design by")


def run(args: argparse.Namespace) -> int:
    """Judge one trial, a folder of them, or a plan."""
    from supple.cli import batch

    if args.many:
        if not args.out:
            raise SuppleError("out-missing", "--many needs a place for its answers.", "Add --out RESULTS.jsonl.")
        return batch.run_many(args.many, args.out, _case, "trial")
    if not args.trial:
        raise SuppleError("trial-missing", "No trial was named.", "Try: supple trial TRIAL.csv")
    if args.trial == "design":
        return _design(args)
    raw = batch.read_object(args.about) if args.about else {}
    trial, result, answer = _judge(Path(args.trial), raw)
    if args.plot:
        batch.write_text(args.plot, _plot(Path(args.trial), trial))
    if args.json:
        print(json.dumps(answer, ensure_ascii=False))
    else:
        sys.stdout.write(in_words(result, raw.get("better", "lower")))
    return 0


def _case(folder: Path) -> dict[str, Any]:
    from supple.cli import batch

    about = folder / "trial.json"
    return _judge(folder / "trial.csv", batch.read_object(about) if about.exists() else {})[2]


def _judge(path: Path, raw: dict[str, Any]) -> "tuple[Trial, TrialResult, dict[str, Any]]":
    import time

    from supple.cli import batch
    from supple.insight.trial import judge
    from supple.interop import csv

    better = raw.get("better") or "lower"
    smallest = raw.get("smallest_worthwhile", raw.get("smallest"))
    if better not in ("lower", "higher"):
        raise SuppleError("about-unreadable", "In the trial's description, 'better' is not a word it may be.",
                          "Use lower or higher.")  # fmt: skip
    if smallest is not None and (isinstance(smallest, bool) or not isinstance(smallest, int | float) or smallest <= 0):
        raise SuppleError(
            "about-unreadable",
            "In the trial's description, the smallest worthwhile change is not a number above 0.",
            "",
        )
    reading = csv.read(batch.read_bytes(path), words=("condition", "pause")).accepted()
    trial = trial_of(reading, raw)
    start = time.perf_counter()
    result = judge(trial, better, smallest)
    seconds = time.perf_counter() - start
    name = raw["trial"] if isinstance(raw.get("trial"), str) else path.stem
    return trial, result, answer_of(result, name, seconds)


def trial_of(reading: "Reading", raw: dict[str, Any]) -> "Trial":
    """The trial in a table of days: its outcome, conditions, and what went otherwise."""
    from supple.insight.trial import Trial

    if "condition" not in reading.words:
        raise SuppleError("condition-missing", "No column is called condition.", "Mark each day A, B or W in it.")
    marks = tuple(mark.strip().upper() for mark in reading.words["condition"])
    if strange := sum(mark not in ("A", "B", "W", "") for mark in marks):
        raise SuppleError(
            "condition-strange", f"{strange} days have a condition that is not A, B or W.", "Correct them."
        )
    columns = reading.table.columns
    first = next((name for name in columns if name not in BESIDE), "")
    name = raw["outcome"] if isinstance(raw.get("outcome"), str) else first
    if name not in columns:
        raise SuppleError("outcome-missing", "The trial has no column with the outcome's name.", "Check the spelling.")
    change = raw.get("change") or "B"
    if change not in ("A", "B"):
        raise SuppleError("about-unreadable", "In the trial's description, 'change' is not A or B.", "Use B.")
    paused = tuple(bool(reason.strip()) for reason in reading.words.get("pause", ()))
    return Trial(columns[name], marks, columns.get("taken"), paused, name, change)


def answer_of(result: "TrialResult", name: str, seconds: float) -> dict[str, Any]:
    """The verdict as the JSON that scripts rely on."""
    numbers = {"effect": result.effect, "lo": result.lo, "hi": result.hi, "p_helps": result.p_helps}
    lacking = result.not_enough
    return {
        "trial": name,
        "seconds": round(seconds, 4),
        "outcome": result.outcome,
        "days": result.days,
        **{field: round(value, 6) for field, value in numbers.items()},
        "p_small": round(result.p_small, 6),
        "verdict": result.verdict,
        "not_enough": None if lacking is None else {"have": lacking.have, "need": lacking.need, "of": lacking.of},
    }


WORDS = {
    "helps": "The change helps.",
    "harms": "The change makes it worse.",
    "no_effect": "No worthwhile difference: if there is one, it is too small to matter.",
    "unclear": "Cannot tell: these days neither show a difference nor rule one out.",
}


def in_words(result: "TrialResult", better: str) -> str:
    """The verdict for a person."""
    lines = [WORDS[result.verdict]]
    if result.not_enough:
        lack = result.not_enough
        lines.append(f"There are {lack.have} {lack.of}; at least {lack.need} are needed.")
    else:
        way = "Lower" if better == "lower" else "Higher"
        span = f"{result.effect:+.1f} (between {result.lo:+.1f} and {result.hi:+.1f}, 9 times in 10)"
        lines.append(f"With the change, {result.outcome.replace('_', ' ')} was {span}. {way} is better.")
        lines.append(f"The chance that it helps at all: {100 * min(result.p_helps, 0.99):.0f} in 100.")
    lines.append("Talk to your team before you change a medicine; supple never tells you to.")
    return "\n".join(lines) + "\n"


def _plot(path: Path, trial: "Trial") -> str:
    """The outcome with a line wherever the condition changed."""
    from supple.cli import batch
    from supple.insight.plot import outcome_svg
    from supple.interop import csv

    table = csv.read(batch.read_bytes(path), words=("condition", "pause")).table
    names = {"A": "usual", "B": "change", "W": "not counted"}
    marks, last = [], ""
    for day, mark in zip(table.dates, trial.condition, strict=True):
        if mark and mark != last:
            marks.append((day, names[mark]))
            last = mark
    return outcome_svg(table, trial.name, marks, f"{trial.name.replace('_', ' ')} through the trial")


def _design(args: argparse.Namespace) -> int:
    from supple.insight.design import Plan, outlook, schedule

    plan = Plan(args.pairs, args.block, args.washout, "fixed" if args.fixed else "random", args.seed)
    days = schedule(plan)
    if not 1 <= args.trials <= 5000:
        raise SuppleError("design-impossible", "The number of made-up trials is not between 1 and 5000.", "")
    seen = outlook(plan, args.trials)
    if args.json:
        print(json.dumps(_design_answer(plan, days, seen)))
        return 0
    print(f"{plan.pairs} pairs of {plan.block} days, {plan.days} days in all, order by lot number {plan.seed}:")
    for start in range(0, len(days), 7):
        print(f"  week {start // 7 + 1:2d}  {' '.join(days[start : start + 7])}")
    print("A = as usual, B = with the change, W = not counted\n")
    print(f"In {seen.trials} made-up trials of this design on a 0-10 score:")
    print(f"  a change that does nothing was called a help or harm {_of_100(seen.false_verdicts)}")
    print(f"  a change worth 1 point was found {_of_100(seen.power_one)}")
    print(f"  a change worth 2 points was found {_of_100(seen.power_two)}")
    return 0


def _of_100(share: float) -> str:
    return f"{100 * share:.0f} times in 100"


def _design_answer(plan: "Plan", days: tuple[str, ...], seen: "Outlook") -> dict[str, Any]:
    return {
        "pairs": plan.pairs,
        "block": plan.block,
        "washout": plan.washout,
        "days": plan.days,
        "order": plan.order,
        "seed": plan.seed,
        "schedule": "".join(days),
        "trials": seen.trials,
        "false_verdicts": seen.false_verdicts,
        "power_1": seen.power_one,
        "power_2": seen.power_two,
        "covered": seen.covered,
    }
