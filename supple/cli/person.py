# SPDX-License-Identifier: Apache-2.0
"""`supple person add | list | password | sign-out`: whose diaries are kept here, and how somebody gets in again."""

import argparse
import json
import sys


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `supple person`."""
    acts = parser.add_subparsers(dest="act", required=True, metavar="add|list|password|sign-out")
    add = acts.add_parser("add", help="add a person with their own sign-in; the password is read from standard input")
    add.add_argument("name", help="what supple calls them")
    add.add_argument("--username", help="what they sign in with; their name when left out")
    add.add_argument("--zone", default="UTC", help="home time zone, such as Europe/Berlin")
    listed = acts.add_parser("list", help="the persons there are")
    password = acts.add_parser("password", help="set a new password, read from standard input; ends every sign-in")
    password.add_argument("name", help="the name they sign in with, or the person's")
    password.add_argument("--forget-second-factor", action="store_true", help="codes and passkeys were lost too")
    out = acts.add_parser("sign-out", help="end every sign-in of a person; buttons go on")
    out.add_argument("name", help="the name they sign in with, or the person's")
    for act in (add, listed, password, out):
        act.add_argument("--json", action="store_true", help="answer as JSON")


def run(args: argparse.Namespace) -> int:
    """Add a person, list them, or let one in again."""
    from supple.cli.django_door import ready

    ready()
    {"add": _add, "list": _list, "password": _new_password, "sign-out": _sign_out}[args.act](args)
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


def _new_password(args: argparse.Namespace) -> None:
    from supple.actions.let_in_again import account_of, new_password

    account = account_of(args.name)
    new_password(account, _password(), forget_second_factor=args.forget_second_factor)
    said = "The new password holds; every other sign-in has ended."
    print(json.dumps({"changed": account.username}) if args.json else said)


def _sign_out(args: argparse.Namespace) -> None:
    from supple.actions.let_in_again import account_of, sign_out

    ended = sign_out(account_of(args.name))
    print(json.dumps({"ended": ended}) if args.json else f"Sign-ins that have ended: {ended}.")
