# SPDX-License-Identifier: Apache-2.0
"""`supple report`: one page for the clinic, from a bare diary file or from the journal."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from supple.report.sections import Report


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """A file, or a person of the journal; a form; a place to write to."""
    parser.add_argument("diary", nargs="?", type=Path, metavar="DIARY.csv", help="a diary file; no database is needed")
    parser.add_argument("--about", type=Path, metavar="ABOUT.json", help="what the file's columns are")
    parser.add_argument("--person", metavar="NAME", help="whose journal (default: the only person there is)")
    parser.add_argument("--days", type=int, help="the last so many days (default: 28, or the whole file)")
    parser.add_argument("--format", choices=("html", "text", "pdf", "fhir"), default="text")
    parser.add_argument("--paper", choices=("a4", "letter", "us-letter"), default="a4", help="the sheet of a PDF")
    parser.add_argument("--variant", choices=("neurologist", "physiotherapist"), default="neurologist")
    parser.add_argument("--out", type=Path, metavar="FILE", help="where to write it (default: print it)")


def run(args: argparse.Namespace) -> int:
    """Write the report."""
    from supple.cli import report_fhir
    from supple.cli.batch import write_bytes
    from supple.errors import SuppleError
    from supple.report import html, text

    if args.format == "pdf" and not args.out:
        raise SuppleError("report-needs-a-file", "A PDF is not printed to the screen.", "Add --out report.pdf.")
    if args.format == "fhir" and not args.diary:
        return _written(args, report_fhir.of_person(args))
    made = _of_file(args) if args.diary else _of_person(args)
    if args.format == "fhir":
        return _written(args, report_fhir.of_file(args, made))
    if args.format == "pdf":
        from supple.report import pdf

        write_bytes(args.out, pdf.sheet(made, paper="a4" if args.paper == "a4" else "us-letter"))
        return 0
    return _written(args, [html.document(made) if args.format == "html" else text.face(made)])


def _written(args: argparse.Namespace, face: "Iterable[str]") -> int:
    from supple.cli.batch import write_text

    if args.out:
        write_text(args.out, "".join(face))
    else:
        sys.stdout.writelines(face)
    return 0


def _of_file(args: argparse.Namespace) -> "Report":
    """A file has days and columns, and nothing that was said in words."""
    from datetime import timedelta
    from zoneinfo import ZoneInfo

    from supple.cli.batch import read_bytes, read_object
    from supple.entries.timeline import fold
    from supple.insight import about as question
    from supple.insight.most import search
    from supple.interop import csv
    from supple.report.compose import compose
    from supple.report.material import Material

    about = question.parse(read_object(args.about)) if args.about else question.About()
    table = csv.read(read_bytes(args.diary)).accepted().table
    last = table.dates[-1]
    first = max(table.first, last - timedelta(days=args.days - 1)) if args.days else table.first
    found = search(table, question.jointly(about))
    nothing_said = fold([], ZoneInfo("UTC"))
    return compose(Material(nothing_said, table, first, last, args.variant, found=found, numbers_only=True))


def _of_person(args: argparse.Namespace) -> "Report":
    from datetime import UTC, datetime, timedelta

    from supple.cli import django_door

    django_door.ready()
    from supple.actions.make_report import report
    from supple.actions.whose import whose

    now = datetime.now(UTC)
    since = (now - timedelta(days=args.days - 1)).date() if args.days else None
    return report(whose(args.person), now, since, args.variant)
