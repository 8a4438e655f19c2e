# SPDX-License-Identifier: Apache-2.0
"""`supple token create | list | revoke`: what a button, a watch or a script shows instead of a password."""

import argparse
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from supple.people.models import Person


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `supple token`."""
    acts = parser.add_subparsers(dest="act", required=True, metavar="create|list|revoke")
    create = acts.add_parser("create", help="make a token; it is shown once")
    create.add_argument("--scope", required=True, help="write-only, read-report, full or calendar")
    create.add_argument(
        "--preset",
        default="",
        help="what a press means (episode:spasm); of a calendar: words, alarms, links (words+alarms)",
    )
    create.add_argument("--label", default="", help="a name to know it by, such as 'bedside button'")
    listed = acts.add_parser("list", help="the tokens there are, never their secrets")
    revoke = acts.add_parser("revoke", help="take a token back")
    revoke.add_argument("number", type=int, help="its number in `supple token list`")
    for act in (create, listed, revoke):
        act.add_argument("--person", help="whose diary; may be left out when there is only one")
        act.add_argument("--json", action="store_true", help="answer as JSON")


def run(args: argparse.Namespace) -> int:
    """Make, list or take back tokens."""
    from supple.cli.django_door import ready

    ready()
    from supple.actions.whose import whose

    {"create": _create, "list": _list, "revoke": _revoke}[args.act](args, whose(args.person))
    return 0


def _create(args: argparse.Namespace, person: "Person") -> None:
    from supple.actions import tokens

    secret = tokens.create(person, args.scope, args.preset, args.label, now=datetime.now(UTC))
    place = f"/calendar/{secret}.ics" if args.scope == "calendar" else ""
    told = {"token": secret} | ({"address": place} if place else {})
    print(json.dumps(told) if args.json else "\n".join(told.values()))


def _list(args: argparse.Namespace, person: "Person") -> None:
    from supple.actions import tokens

    rows = [
        {
            "number": token.pk,
            "scope": token.scope,
            "preset": token.preset or None,
            "label": token.label,
            "created": token.created.isoformat(timespec="minutes"),
            "last_used": token.last_used and token.last_used.isoformat(timespec="minutes"),
            "ends": (end := tokens.ends(token)) and end.date().isoformat(),
            "revoked": token.revoked is not None,
        }
        for token in tokens.of(person)
    ]
    if args.json:
        print(json.dumps(rows))
        return
    for row in rows:
        state = "taken back" if row.pop("revoked") else ""
        print(*(str(value) for value in (*row.values(), state) if value not in (None, "")), sep="  ")


def _revoke(args: argparse.Namespace, person: "Person") -> None:
    from supple.actions import tokens
    from supple.errors import SuppleError

    if not tokens.revoke(person, args.number, datetime.now(UTC)):
        raise SuppleError("token-unknown", "No such token is in use.", "Look its number up with `supple token list`.")
    print(json.dumps({"revoked": args.number}) if args.json else "Taken back; it opens nothing any more.")
