# SPDX-License-Identifier: Apache-2.0
"""`supple person add | list`: whose diaries are kept here."""

import argparse
import json
import sys


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `supple person`."""
    acts = parser.add_subparsers(dest="act", required=True, metavar="add|list")
    add = acts.add_parser("add", help="add a person with their own sign-in; the password is read from standard input")
    add.add_argument("name", help="what supple calls them")
    add.add_argument("--username", help="what they sign in with; their name when left out")
    add.add_argument("--zone", default="UTC", help="home time zone, such as Europe/Berlin")
    listed = acts.add_parser("list", help="the persons there are")
    for act in (add, listed):
        act.add_argument("--json", action="store_true", help="answer as JSON")


def run(args: argparse.Namespace) -> int:
    """Add a person or list them."""
    from supple.cli.django_door import ready

    ready()
    if args.act == "add":
        _add(args)
    else:
        _list(args)
    return 0


def _add(args: argparse.Namespace) -> None:
    from supple.actions.begin import add_person

    person = add_person(args.name, args.username or args.name, _password(), args.zone)
    print(json.dumps({"id": str(person.pk), "name": person.name}) if args.json else f"{person.name} can sign in now.")


def _password() -> str:
    """Typed unseen at a terminal, or the first line that is piped in."""
    if sys.stdin.isatty():
        from getpass import getpass

        return getpass("Password: ")
    return sys.stdin.readline().rstrip("\r\n")


def _list(args: argparse.Namespace) -> None:
    from supple.actions.whose import everyone

    rows = [{"id": str(p.pk), "name": p.name, "zone": p.zone, "made_up": p.made_up} for p in everyone()]
    if args.json:
        print(json.dumps(rows))
        return
    for row in rows:
        print(row["name"], row["zone"], *(["(made up)"] if row["made_up"] else []), sep="  ")
