# SPDX-License-Identifier: Apache-2.0
"""`supple doctor`: say in words what is wrong with this installation; it looks at everything and changes nothing."""

import argparse
import json
from dataclasses import asdict

from supple.errors import SuppleError

MARKS = {"wrong": "!!", "note": " -", "fine": "ok"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How to answer."""
    parser.add_argument("--json", action="store_true", help="answer as JSON")


def run(args: argparse.Namespace) -> int:
    """Look at everything; exit status 1 when something is wrong."""
    from datetime import UTC, datetime

    from supple.cli.django_door import ready

    try:
        ready(migrate=False)
    except SuppleError as error:
        if error.code not in ("diary-locked", "not-unlocked", "key-file-damaged"):
            raise
        ready(migrate=False, unlock=False)  # what can be seen from outside is looked at all the same
    from supple.actions.examine_database import examine_all

    told = examine_all(datetime.now(UTC))
    wrong = sum(one.state == "wrong" for one in told)
    if args.json:
        print(json.dumps({"wrong": wrong, "told": [asdict(one) for one in told]}))
    else:
        for one in told:
            print(MARKS[one.state], one.says, *([f"\n   {one.do}"] if one.do else []))
        print({0: "Nothing is wrong.", 1: "One thing is wrong."}.get(wrong, f"{wrong} things are wrong."))
    return int(wrong > 0)
