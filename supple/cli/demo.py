# SPDX-License-Identifier: Apache-2.0
"""`supple demo`: the app with made-up example people, in a folder of its own."""

import argparse
import os
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where it listens."""
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: this machine only)")
    parser.add_argument("--port", type=int, default=8000)
    parser.set_defaults(no_backups=True)
    parser.add_argument("--plant-only", action="store_true", help="make the example people and stop")


def run(args: argparse.Namespace) -> int:
    """Plant Ada and Bo where no real diary is, and serve them."""
    os.environ["SUPPLE_HOME"] = os.environ.get("SUPPLE_HOME") or str(Path("var") / "example")
    os.environ["SUPPLE_DEMO"] = "1"
    os.environ.pop("DATABASE_URL", None)
    from supple.cli import django_door, serve

    django_door.ready(migrate=True)
    from datetime import UTC, datetime

    from supple.actions.plant_example import plant

    people = plant(datetime.now(UTC))
    names = " and ".join(person.name for person in people)
    print(f"{names} are made up: no such persons exist. Press their name on the sign-in page to look around.")
    return 0 if args.plant_only else serve.run(args)
