# SPDX-License-Identifier: Apache-2.0
"""`supple import csv | archive | fhir | health FILE`: bring a diary in, never twice; `list` and `undo`."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from supple.errors import SuppleError

if TYPE_CHECKING:
    from supple.actions.bring_in import Imported, Preview
    from supple.interop.csv import Problem

NOTES = {
    "kept-as-own": "not a measure supple knows; kept under its own name",
    "does-not-fit": "its values do not fit the measure of that name; kept whole under its own name",
    "words-left-out": "words instead of numbers; left out",
    "blank-words": "words that mean 'not recorded'; taken as empty",
    "dates-missing": "days between the first and the last without a line; left as not recorded",
    "dates-repeated": "days with more than one line, which agree; taken as one",
    "dates-ahead": "days that have not come yet",
    "sorted": "the days were put in order",
    "separator": "taken as the separator of columns",
    "decimal-comma": "numbers with a decimal comma; understood",
    "encoding": "taken as the encoding of the file",
    "date-column": "taken as the date",
    "days-put-together": "days with several lines; put together by the rule of their measure",
    "words-without-a-number": "words that stand for no number; left as not recorded",
    "records-read": "records were in it",
    "records-left-out": "records that cannot be read; left out",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to bring in, and whether only to look."""
    what = "csv: a table of days; archive: from another supple; fhir: from a clinic or another supple; "
    what += "health: export.zip of Apple Health; "
    what += "list: the files brought in; undo: take out what one of them brought"
    parser.add_argument("what", choices=("csv", "archive", "fhir", "health", "list", "undo"), help=what)
    parser.add_argument("file", nargs="?", metavar="FILE", help="the file, or for undo its name in the list")
    parser.add_argument("--person", metavar="NAME", help="whose diary (default: the only person there is)")
    parser.add_argument("--preview", action="store_true", help="say what would come of it and keep nothing")
    parser.add_argument(
        "--map", metavar="MAP.json", help="csv: what its columns are (default: as this sort was read before)"
    )
    parser.add_argument(
        "--guess", action="store_true", help="csv: print what its columns look like, as a start for --map"
    )
    parser.add_argument("--json", action="store_true", help="answer as JSON")


def run(args: argparse.Namespace) -> int:
    """Bring the file in, or say why not."""
    if args.file is None and args.what != "list":
        raise SuppleError("file-missing", f"`supple import {args.what}` needs a file.", "Name it behind.")
    content = b"" if args.what in ("list", "undo", "health") else _read(Path(args.file))
    from datetime import UTC, datetime

    from supple.cli.django_door import ready

    ready()
    from supple.actions.bring_in import import_csv, preview_csv
    from supple.actions.bring_in_sheet import import_sheet, preview_sheet
    from supple.actions.whose import whose
    from supple.cli import import_more
    from supple.cli.import_steps import shown

    now, person = datetime.now(UTC), whose(args.person)
    if more := import_more.VERBS.get(args.what):
        return more(person, content, now, args)
    if args.guess:
        return import_more.guess(person, content)
    read_as = import_more.layout(person, content, args)
    if args.preview:
        seen = preview_sheet(person, content, read_as, now) if read_as else preview_csv(person, content, now)
        return previewed(seen, args)
    with shown(person, now, args):
        done = import_sheet(person, content, read_as, now) if read_as else import_csv(person, content, now)
    return told(done, args)


def previewed(seen: "Preview", args: argparse.Namespace) -> int:
    """What would come in."""
    print(json.dumps(_as_json(seen)) if args.json else "\n".join(_lines(seen, "would be added")))
    return 2 if seen.problems else 0


def told(done: "Imported", args: argparse.Namespace) -> int:
    """What came in, and the warnings that stand now."""
    if args.json:
        alerts = [{"rule": f.rule, "urgency": str(f.urgency)} for f in done.findings]
        print(json.dumps(_as_json(done.preview) | {"alerts": alerts, "checked": done.checked}))
    else:
        print("\n".join(_lines(done.preview, "added")))
        print(*(f"! {f.title}\n  {f.says}\n  {f.do}" for f in done.findings), sep="\n", end="")
    return 0


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        why = error.strerror or "it cannot be read"
        raise SuppleError("file-unreadable", f"{path}: {why}.", "Check the name of the file.") from None


def _as_json(seen: "Preview") -> dict[str, object]:
    return {
        "days": seen.table.days,
        "new": seen.new,
        "already": seen.already,
        "changed": [{"date": day.isoformat(), "column": column} for day, column in seen.changed],
        "kinds": seen.counts,
        "notes": [{"code": n.code, "about": n.about, "value": n.value} for n in seen.notes],
        "problems": [
            {"line": p.line or None, "column": p.column, "found": p.found, "cure": p.cure} for p in seen.problems
        ],
    }


def _lines(seen: "Preview", verb: str) -> list[str]:
    if seen.problems:
        return [f"{_place(p)}: {p.found}. {p.cure}" for p in seen.problems]
    said = [f"{seen.new} entries {verb}, {seen.already} were here already."]
    if seen.changed:
        named = ", ".join(f"{day} {column}" for day, column in seen.changed[:5])
        said.append(f"{len(seen.changed)} were here with another value and stay as they were: {named}.")
        said.append("Correct them in the diary if the file is right.")
    return said + [f"note: {n.about}: {NOTES.get(n.code, n.code)} {f'({n.value})' if n.value else ''}".rstrip()
                   for n in seen.notes]  # fmt: skip


def _place(problem: "Problem") -> str:
    """Where it was found; what concerns the whole file has no line."""
    if not problem.line:
        return problem.column or "the file"
    return f"line {problem.line}, {problem.column or 'whole line'}"
