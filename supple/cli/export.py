# SPDX-License-Identifier: Apache-2.0
"""`supple export csv | entries | archive`: take the diary out, as a table of days or as everything that was said."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from supple.errors import SuppleError

if TYPE_CHECKING:
    from supple.people.models import Person


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to take out, and where to."""
    what = "csv: one line a day; entries: one JSON object a line; archive: all of it, for another supple"
    parser.add_argument("what", choices=("csv", "entries", "archive"), help=what)
    parser.add_argument("file", nargs="?", type=Path, metavar="OUT", help="the same as --out; an archive needs it")
    parser.add_argument("--person", metavar="NAME", help="whose diary (default: the only person there is)")
    parser.add_argument("--out", type=Path, metavar="FILE", help="where to write it (default: print it)")


def run(args: argparse.Namespace) -> int:
    """Write the diary out."""
    from supple.cli.django_door import ready

    ready()
    from supple.actions import take_out
    from supple.actions.whose import whose

    person, out = whose(args.person), args.out or args.file
    if args.what == "archive":
        return _archive(person, out)
    lines = [take_out.diary_csv(person)] if args.what == "csv" else take_out.entries_jsonl(person)
    if out is None:
        sys.stdout.writelines(lines)
        return 0
    try:
        with out.open("w", encoding="utf-8", newline="") as file:
            file.writelines(lines)
    except OSError as error:
        raise _unwritable(out, error) from None
    return 0


def _archive(person: "Person", out: Path | None) -> int:
    """Written whole before it gets its name; a file that is there already is not touched."""
    if out is None or out.exists():
        what = "An archive needs a file of its own." if out is None else f"{out} is there already."
        raise SuppleError("out-missing", what, "Give a name: `supple export archive OUT.zip`.")
    from datetime import UTC, datetime
    from io import BytesIO

    from supple.actions.archive import write

    whole = BytesIO()
    entries = write(person, whole, datetime.now(UTC))
    beside = out.with_name(f".{out.name}.partial")
    try:
        beside.touch(mode=0o600)
        beside.write_bytes(whole.getvalue())
        beside.rename(out)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise _unwritable(out, error) from None
    print(f"{out}: {entries} entries, corrections among them.")
    return 0


def _unwritable(out: Path, error: OSError) -> SuppleError:
    why = error.strerror or "it cannot be written"
    return SuppleError("file-unwritable", f"{out}: {why}.", "Choose another place with --out.")
