# SPDX-License-Identifier: Apache-2.0
"""`supple cohort`: ask many people's diaries at once, on this machine or on a cluster."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from supple.errors import SuppleError

if TYPE_CHECKING:
    from supple.actions.read_cohort import Asked


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the words of this command."""
    verbs = parser.add_subparsers(dest="step", metavar="STEP", required=True)
    one = verbs.add_parser("run", help="what goes with everyone's better and worse days")
    one.add_argument("diaries", metavar="DIARIES.parquet", help="a row a person and day: person, date, measures")
    one.add_argument("--out", required=True, metavar="RESULTS.parquet", help="a row a person and factor")
    one.add_argument("--about", metavar="ABOUT.json", help="outcome, factors, units, treatments: the same for all")
    one.add_argument("--outcome", metavar="NAME", help="the column to explain (the first, if not said)")
    one.add_argument("--seed", type=int, default=0, metavar="N", help="the same seed gives the same answers")
    one.add_argument("--engine", choices=("local", "dask"), default="local", help="this machine, or a cluster")
    one.add_argument("--address", metavar="tcp://HOST:PORT", help="the cluster's scheduler (dask; else one is started)")
    one.add_argument("--workers", type=int, metavar="N", help="how many at a time on this machine (its cores)")
    one.add_argument("--arrays", choices=("numpy", "torch", "cuda"), default="numpy", help="what does the arithmetic")
    one.add_argument("--afresh", action="store_true", help="throw away what an earlier, stopped run has finished")
    one.add_argument("--sums", metavar="SUMS.json", help="also write what a prior can be learned from")
    two = verbs.add_parser("prior", help="learn from sums what moves people, for `supple triggers --prior`")
    two.add_argument("sums", nargs="+", metavar="SUMS.json", help="the sums of one run or of several")
    two.add_argument("--out", required=True, metavar="PRIOR.json", help="numbers of fewer than ten people are left out")
    two.add_argument("--before", metavar="PRIOR.json", help="an earlier prior: no difference of fewer than ten shows")


def run(args: argparse.Namespace) -> int:
    """Ask everyone, or learn from what was asked."""
    return _learn(args) if args.step == "prior" else _ask(args)


def _learn(args: argparse.Namespace) -> int:
    import json

    from supple.cli import batch
    from supple.insight import cohort, prior
    from supple.interop import sums

    before = prior.parse(batch.read_object(args.before)) if args.before else None
    known = cohort.learned(sums.added(sums.parse(batch.read_object(one)) for one in args.sums), before)
    batch.write_text(args.out, json.dumps(prior.laid_out(known)) + "\n")
    print(f"{sum(map(len, known.outcomes.values()))} factors are known well enough to be told.")
    return 0


def _ask(args: argparse.Namespace) -> int:
    """A stopped run goes on where it was when the same words are said again."""
    try:
        from supple.actions import read_cohort

        return read_cohort.run(_asked(args), args.engine, args.address, afresh=args.afresh)
    except ModuleNotFoundError as missing:
        what = f"Reading many diaries needs '{missing.name}', which is not installed."
        raise SuppleError(
            "extra-missing", what, "Install supple[cohort], or supple[cohort,torch] for torch."
        ) from missing


def _asked(args: argparse.Namespace) -> "Asked":
    import os

    from supple.actions import read_cohort
    from supple.cli import batch

    about = batch.read_object(args.about) if args.about else {}
    if args.outcome:
        about["outcome"] = args.outcome
    if args.workers is not None and args.workers < 1:
        raise SuppleError("workers-too-few", "There must be at least one worker.", "Say --workers 1 or more.")
    workers = args.workers or os.cpu_count() or 1
    return read_cohort.Asked(
        Path(args.diaries), Path(args.out), about, args.seed, workers, args.arrays, _path(args.sums)
    )


def _path(words: str | None) -> Path | None:
    return Path(words) if words else None
