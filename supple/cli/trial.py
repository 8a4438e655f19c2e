# SPDX-License-Identifier: Apache-2.0
"""`supple trial`: judge one change from a trial file, or say what a planned design can and cannot show."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from supple.cli import trial_design
from supple.errors import SuppleError

if TYPE_CHECKING:
    from supple.insight.result import Difference, TrialResult
    from supple.insight.trial import Trial
    from supple.interop.csv import Reading

BESIDE = ("period", "taken")
STILL_RUNNING = 3  # planned days after the last recorded one


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the words of this command."""
    parser.add_argument("trial", nargs="?", metavar="TRIAL.csv|design", help="a trial file, or the word design")
    parser.add_argument("--about", metavar="TRIAL.json", help="outcome, which way is better, what was changed")
    parser.add_argument("--json", action="store_true", help="one JSON value instead of sentences")
    parser.add_argument("--plot", metavar="OUT.svg", help="draw the outcome with its periods")
    parser.add_argument("--many", metavar="FOLDER", help="judge every sub-folder's trial.csv and trial.json")
    parser.add_argument("--out", metavar="RESULTS.jsonl", help="where --many writes, one line a trial")
    parser.add_argument("--running", action="store_true", help="the trial is not over yet: ask for more certainty")
    trial_design.add_arguments(parser.add_argument_group("design", "supple trial design ..."))


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
        return trial_design.run(args)
    raw = batch.read_object(args.about) if args.about else {}
    if args.running:
        raw["running"] = True
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
    running = raw.get("running")
    if running is not None and not isinstance(running, bool):
        raise SuppleError("about-unreadable", "In the trial's description, 'running' is not true or false.", "")
    start = time.perf_counter()
    result = judge(trial, better, smallest, trial.left >= STILL_RUNNING if running is None else running)
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
    paused = tuple(reason.strip() for reason in reading.words.get("pause", ()))
    return Trial(columns[name], marks, columns.get("taken"), paused, name, change)


def answer_of(result: "TrialResult", name: str, seconds: float) -> dict[str, Any]:
    """The verdict as the JSON that scripts rely on."""
    lacking, marks = result.not_enough, result.marks
    return {
        "trial": name,
        "seconds": round(seconds, 4),
        "outcome": result.outcome,
        "days": result.days,
        **_rounded(result),
        "p_small": round(result.p_small, 6),
        "verdict": result.verdict,
        "not_enough": None if lacking is None else {"have": lacking.have, "need": lacking.need, "of": lacking.of},
        "running": result.running,
        "sure": result.sure,
        "usual": None if result.usual is None else round(result.usual, 4),
        "marks": marks and {field: getattr(marks, field) for field in MARKS},
        "as_taken": result.as_taken and _rounded(result.as_taken),
        "adherence": None if result.adherence is None else round(result.adherence, 4),
        "excluded": [{"why": one.why, "days": one.days} for one in result.excluded],
    }


MARKS = ("minimal", "important", "p_minimal", "p_important", "established")


def _rounded(found: "TrialResult | Difference") -> dict[str, float]:
    return {field: round(getattr(found, field), 6) for field in ("effect", "lo", "hi", "p_helps")}


def in_words(result: "TrialResult", better: str) -> str:
    """The verdict for a person."""
    from supple.report import tried

    told = tried.told(result, better, result.outcome.replace("_", " "))
    lines = [tried.VERDICTS[result.verdict], *(phrase.text() for phrase in told)]
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
