# SPDX-License-Identifier: Apache-2.0
"""The rest of `supple import`: a clinic's file, the list of what was brought in, and taking one of it out again."""

import argparse
import json
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from supple.cli.import_steps import shown
from supple.errors import SuppleError

if TYPE_CHECKING:
    from datetime import datetime

    from supple.actions.archive import BroughtIn
    from supple.actions.bring_in_fhir import BroughtFromClinic, Seen
    from supple.care.finding import Finding
    from supple.interop.sheet import ReadAs
    from supple.people.models import Person

Verb = Callable[["Person", bytes, "datetime", argparse.Namespace], int]


def fhir(person: "Person", content: bytes, now: "datetime", args: argparse.Namespace) -> int:
    """A FHIR file, our own or a clinic's."""
    from supple.actions import bring_in_fhir

    if args.preview:
        return _seen(bring_in_fhir.preview(person, content, now), args)
    with shown(person, now, args):
        done = bring_in_fhir.bring_in(person, content, now)
    return _done(done, args)


def archive(person: "Person", content: bytes, now: "datetime", args: argparse.Namespace) -> int:
    """A whole diary of another supple."""
    from supple.actions import archive

    if args.preview:
        return _seen(archive.preview(person, content), args)
    with shown(person, now, args):
        done = archive.read_in(person, content, now)
    return _done(done, args)


def _seen(seen: "Seen", args: argparse.Namespace) -> int:
    print(json.dumps(_as_json(seen)) if args.json else "\n".join(_lines(seen, "would be added")))
    return 0


def _done(done: "BroughtFromClinic | BroughtIn", args: argparse.Namespace) -> int:
    if args.json:
        print(json.dumps(_as_json(done.seen) | alerts(done.findings, done.checked)))
        return 0
    print("\n".join(_lines(done.seen, "added")))
    tell(done.findings)
    return 0


def _as_json(seen: "Seen") -> dict[str, object]:
    ignored = [{"what": what, "why": why, "times": times} for what, why, times in seen.ignored]
    return {
        "new": seen.new, "already": seen.already, "changed": seen.changed, "kinds": seen.counts, "ignored": ignored,
    }  # fmt: skip


def _lines(seen: "Seen", verb: str) -> Iterable[str]:
    yield f"{seen.new} entries {verb}, {seen.already} were here already."
    if seen.changed:
        yield f"{seen.changed} are here with another content and stay as they are."
    if seen.home:
        yield "The time zone and the start of the day are taken over."
    yield from (f"not read: {times} x {what}: {why}" for what, why, times in seen.ignored)


def alerts(findings: "Iterable[Finding]", checked: bool) -> dict[str, object]:
    """The warnings that stand now, as JSON."""
    return {"alerts": [{"rule": f.rule, "urgency": str(f.urgency)} for f in findings], "checked": checked}


def tell(findings: "Iterable[Finding]") -> None:
    """The warnings that stand now, in words."""
    print(*(f"! {f.title}\n  {f.says}\n  {f.do}\n" for f in findings), sep="", end="")


def health(person: "Person", content: bytes, now: "datetime", args: argparse.Namespace) -> int:
    """An export of a phone, read as it streams by."""
    from pathlib import Path

    from supple.actions.bring_in_health import import_export, preview_export
    from supple.cli.import_ import previewed, told

    try:
        with Path(args.file).open("rb") as file:
            if args.preview:
                return previewed(preview_export(person, file, now), args)
            with shown(person, now, args):
                done = import_export(person, file, now)
            return told(done, args)
    except OSError as error:
        why = error.strerror or "it cannot be read"
        raise SuppleError("file-unreadable", f"{args.file}: {why}.", "Check the name of the file.") from None


def guess(person: "Person", content: bytes) -> int:
    """What the columns of a table look like, or how such a table was read before."""
    from supple.actions.bring_in_sheet import suggested

    print(json.dumps(suggested(person, content)[1].as_json(), ensure_ascii=False, indent=1))
    return 0


def layout(person: "Person", content: bytes, args: argparse.Namespace) -> "ReadAs | None":
    """What the columns of a table are, when somebody said so now or before."""
    from supple.actions.bring_in_sheet import known
    from supple.cli.batch import read_object
    from supple.interop import sheet

    if args.map:
        return sheet.from_json(read_object(args.map))
    try:
        return known(person, sheet.read(content))
    except SuppleError:  # the plain reader says what is wrong with it
        return None


def listed(person: "Person", content: bytes, now: "datetime", args: argparse.Namespace) -> int:
    """The files that were brought in."""
    from supple.actions.bring_together import brought

    rows = [
        {
            "name": b.key,
            "form": b.form,
            "came": b.came.isoformat(timespec="minutes"),
            "entries": b.entries,
            "undone": b.undone,
        }
        for b in brought(person)
    ]
    if args.json:
        print(json.dumps(rows))
        return 0
    for row in rows:
        state = "  taken out again" if row["undone"] else ""
        print(f"{row['name']}  {row['came']}  {row['form']}  {row['entries']} entries{state}")
    return 0


def undo(person: "Person", content: bytes, now: "datetime", args: argparse.Namespace) -> int:
    """Take out what one file brought."""
    from supple.actions.bring_together import undo as take_out

    done = take_out(person, args.file, now)
    if args.json:
        print(json.dumps({"left": done.left, "stay": done.stay}))
        return 0
    print(f"{done.left} entries are taken out again.")
    if done.stay:
        print(f"{done.stay} stay, since they were corrected after they came.")
    return 0


VERBS: Mapping[str, Verb] = {"archive": archive, "fhir": fhir, "health": health, "list": listed, "undo": undo}
