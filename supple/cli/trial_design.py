# SPDX-License-Identifier: Apache-2.0
"""`supple trial design`: a schedule by lot, what it can and cannot show, and better designs when it cannot."""

import argparse
import json
from typing import TYPE_CHECKING, Any

from supple.errors import SuppleError

if TYPE_CHECKING:
    from supple.insight.design import Candidate, Outlook, Plan
    from supple.insight.usual import Usual

KINDS = ("same-day", "tool", "stretching", "supplement", "sleep-supplement")


def add_arguments(group: "argparse._ArgumentGroup") -> None:
    """Declare the words of a design."""
    group.add_argument("--for", dest="remedy", choices=KINDS, default="tool", help="sets blocks and washout")
    group.add_argument("--pairs", type=int, default=4, help="pairs of usual (A) and change (B)")
    group.add_argument("--block", type=int, help="days in each; at least 14, or 7 for same-day")
    group.add_argument("--washout", type=int, help="days between that are not counted")
    group.add_argument("--run-in", type=int, default=0, help="days before the first block that are not counted")
    group.add_argument("--order", choices=("random", "counterbalanced", "fixed"), default="random", help="who is first")
    group.add_argument("--fixed", action="store_true", help="the same as --order fixed: always A first")
    group.add_argument("--seed", type=int, default=1, help="the number the lot is drawn by; keep it")
    group.add_argument("--trials", type=int, default=200, help="made-up trials to judge the design by")
    group.add_argument("--diary", metavar="DIARY.csv", help="learn the noise of your own days from a diary")
    group.add_argument("--outcome", metavar="NAME", help="the diary's column to learn from (the first, if not said)")


def run(args: argparse.Namespace) -> int:
    """Print the schedule and its outlook, and offer better ones."""
    from supple.insight import design

    if not 1 <= args.trials <= 5000:
        raise SuppleError("design-impossible", "The number of made-up trials is not between 1 and 5000.", "")
    if args.seed < 0:
        raise SuppleError("design-impossible", "The seed is below 0.", "Use a whole number from 0.")
    pace = design.PACES[args.remedy]
    block, washout = (given if given is not None else usual for given, usual in
                      ((args.block, pace.block), (args.washout, pace.washout)))  # fmt: skip
    plan = design.Plan(args.pairs, block, washout, "fixed" if args.fixed else args.order, args.seed, args.run_in)
    days = design.schedule(plan)
    design.long_enough(plan, args.remedy == "same-day")
    usual = _usual(args) if args.diary else None
    seen = design.outlook(plan, args.trials, usual)
    better = () if seen.answers else design.candidates(plan, args.trials, usual)
    if args.json:
        print(json.dumps(_answer(plan, days, seen, usual, better)))
    else:
        print("\n".join(_words(plan, days, seen, usual, better)))
    return 0


def _usual(args: argparse.Namespace) -> "Usual":
    """The person's own noise, or a refusal that says what is missing."""
    from supple.cli import batch
    from supple.insight.result import NotEnough
    from supple.insight.usual import learn
    from supple.interop import csv

    columns = csv.read(batch.read_bytes(args.diary)).accepted().table.columns
    name = args.outcome or next(iter(columns), "")
    if name not in columns:
        raise SuppleError("outcome-missing", "The diary has no column with the outcome's name.", "Check the spelling.")
    found = learn(columns[name], name)
    if isinstance(found, NotEnough):
        raise SuppleError("diary-short", f"The diary has {found.have} {found.of}; at least {found.need} are needed.",
                          "Leave --diary out to use typical days.")  # fmt: skip
    if found.outcome_kind == "binary":
        raise SuppleError("outcome-yes-no", "The outcome is yes or no, and a design is judged by points.",
                          "Choose a score or a count.")  # fmt: skip
    return found


Better = tuple["Candidate", ...]


def _words(plan: "Plan", days: tuple[str, ...], seen: "Outlook", usual: "Usual | None", better: Better) -> list[str]:
    pairs = "1 pair" if plan.pairs == 1 else f"{plan.pairs} pairs"
    lines = [f"{pairs} of {plan.block} days, {plan.days} days in all, order by lot number {plan.seed}:"]
    lines += [f"  week {at // 7 + 1:2d}  {' '.join(days[at : at + 7])}" for at in range(0, len(days), 7)]
    lines += ["A = as usual, B = with the change, W = not counted", ""]
    if usual:
        lines.append(f"Your {usual.name.replace('_', ' ')} over {usual.days} days: about {usual.level:.1f}, "
                     f"give or take {usual.spread:.1f}.")  # fmt: skip
    noise = "days like yours" if usual else "a 0-10 score"
    lines += [
        f"In {seen.trials} made-up trials of this design on {noise}:",
        f"  a change that does nothing was called a help or harm {_of_100(seen.false_verdicts)}",
        f"  a change worth 1 point was found {_of_100(seen.power_one)}",
        f"  a change worth 2 points was found {_of_100(seen.power_two)}",
    ]
    if not seen.answers:
        lines += ["", "That is little for so many days: a change of one point may well go unseen."]
        lines += _offers(better)
    return lines


def _offers(better: Better) -> list[str]:
    if not better:
        return ["No longer design up to half a year shows more. A calmer outcome may."]
    rows = [
        f"  {one.plan.name} of {one.plan.block} days, {one.plan.days} in all: "
        f"1 point {_of_100(one.outlook.power_one)}, 2 points {_of_100(one.outlook.power_two)}"
        + (" (enough)" if one.outlook.answers else "")
        for one in better
    ]
    return ["These show more:", *rows]


def _of_100(share: float) -> str:
    return f"{100 * min(share, 0.99):.0f} in 100 times"


def _answer(
    plan: "Plan", days: tuple[str, ...], seen: "Outlook", usual: "Usual | None", better: Better
) -> dict[str, Any]:
    return {
        **_design(plan, seen),
        "washout": plan.washout,
        "run_in": plan.run_in,
        "order": plan.order,
        "seed": plan.seed,
        "schedule": "".join(days),
        "trials": seen.trials,
        "noise": None if usual is None else _noise(usual),
        "better": [_design(one.plan, one.outlook) for one in better],
    }


def _design(plan: "Plan", seen: "Outlook") -> dict[str, Any]:
    return {
        "design": plan.name,
        "pairs": plan.pairs,
        "block": plan.block,
        "days": plan.days,
        "false_verdicts": round(seen.false_verdicts, 4),
        "power_1": round(seen.power_one, 4),
        "power_2": round(seen.power_two, 4),
        "covered": round(seen.covered, 4),
        "answers": seen.answers,
    }


def _noise(usual: "Usual") -> dict[str, Any]:
    numbers = ("level", "spread", "memory", "share", "drift")
    return {"outcome": usual.name, "days": usual.days, **{f: round(getattr(usual, f), 4) for f in numbers}}
