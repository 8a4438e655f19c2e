# SPDX-License-Identifier: Apache-2.0
"""`supple export csv | entries | archive | fhir | calendar | codes`: take the diary out, in one form or another."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from supple.errors import SuppleError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from supple.people.models import Person


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to take out, and where to."""
    what = "csv: one line a day; entries: one JSON object a line; archive: all of it, for another supple; "
    what += "fhir: for a clinic's computer; calendar: days and times; codes: our own FHIR codes"
    parser.add_argument("what", choices=("csv", "entries", "archive", "fhir", "calendar", "codes"), help=what)
    parser.add_argument("file", nargs="?", metavar="OUT", help="the same as --out; an archive needs it")
    parser.add_argument("--person", metavar="NAME", help="whose diary (default: the only person there is)")
    parser.add_argument("--out", type=Path, metavar="FILE", help="where to write it (default: print it)")
    dated = parser.add_argument_group("calendar")
    dated.add_argument("--in-words", action="store_true", help="name things; otherwise only their times")
    dated.add_argument("--address", default="", help="where supple is reached; each event then leads there")
    dated.add_argument("--alarms", action="store_true", help="let the calendar ring")
    fhir = parser.add_argument_group("fhir", "without --whole: no name, no contacts, nothing private")
    fhir.add_argument("--bundle", choices=("collection", "transaction", "document"), default="collection")
    fhir.add_argument("--whole", action="store_true", help="with your name and what is private, to keep or to move")
    fhir.add_argument("--days", type=int, help="the last so many days, and what still holds from before")
    fhir.add_argument("--snomed", action="store_true", help="SNOMED CT codes too, where they are licensed")
    fhir.add_argument("--report", action="store_true", help="the report as a PDF in it")
    fhir.add_argument("--plan", action="store_true", help="today's routine in it")


def run(args: argparse.Namespace) -> int:
    """Write the diary out."""
    out = args.out or (Path(args.file) if args.file else None)
    if args.what == "codes":
        return _written(_codes(), out)
    from supple.cli.django_door import ready

    ready()
    from supple.actions import take_out
    from supple.actions.whose import whose

    person = whose(args.person)
    if args.what == "archive":
        return _archive(person, out)
    if args.what == "calendar":
        return _written([_calendar(person, args)], out)
    if args.what == "fhir":
        return _written(_fhir(person, args), out)
    return _written([take_out.diary_csv(person)] if args.what == "csv" else take_out.entries_jsonl(person), out)


def _codes() -> "Iterable[str]":
    import json

    from supple import __version__
    from supple.interop.fhir.code_system import code_system

    return [json.dumps(code_system(__version__), ensure_ascii=False, indent=1) + "\n"]


def _fhir(person: "Person", args: argparse.Namespace) -> "Iterable[str]":
    from datetime import UTC, datetime, timedelta

    from supple.actions.take_out_fhir import Chosen, bundle_of

    now = datetime.now(UTC)
    since = (now - timedelta(days=args.days - 1)).date() if args.days else None
    chosen = Chosen(args.bundle, since, args.whole, args.snomed, args.plan, args.report)
    return bundle_of(person, now, chosen)


def _calendar(person: "Person", args: argparse.Namespace) -> str:
    from datetime import UTC, datetime

    from supple.actions.feed import Shows, calendar

    return calendar(person, datetime.now(UTC), Shows(args.in_words, args.alarms), args.address).decode()


def _written(lines: "Iterable[str]", out: Path | None) -> int:
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
