# SPDX-License-Identifier: Apache-2.0
"""`supple export csv | entries`: take the diary out, as a table of days or as everything that was said."""

import argparse
import sys
from pathlib import Path

from supple.errors import SuppleError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to take out, and where to."""
    parser.add_argument("what", choices=("csv", "entries"), help="csv: one line a day; entries: one JSON object a line")
    parser.add_argument("--person", metavar="NAME", help="whose diary (default: the only person there is)")
    parser.add_argument("--out", type=Path, metavar="FILE", help="where to write it (default: print it)")


def run(args: argparse.Namespace) -> int:
    """Write the diary out."""
    from supple.cli.django_door import ready

    ready()
    from supple.actions import take_out
    from supple.actions.whose import whose

    person = whose(args.person)
    lines = [take_out.diary_csv(person)] if args.what == "csv" else take_out.entries_jsonl(person)
    if args.out is None:
        sys.stdout.writelines(lines)
        return 0
    try:
        with args.out.open("w", encoding="utf-8", newline="") as file:
            file.writelines(lines)
    except OSError as error:
        why = error.strerror or "it cannot be written"
        raise SuppleError("file-unwritable", f"{args.out}: {why}.", "Choose another place with --out.") from None
    return 0
