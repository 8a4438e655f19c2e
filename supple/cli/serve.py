# SPDX-License-Identifier: Apache-2.0
"""`supple serve`: start the app on this machine and keep it running until it is stopped."""

import argparse
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from supple.errors import SuppleError

EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - compared with, never bound to


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `supple serve`."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on; this machine alone by default")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (8000)")
    parser.add_argument("--no-backups", action="store_true", help="make no automatic backups")


def run(args: argparse.Namespace) -> int:
    """Bring the database up to date, gather the static files, serve."""
    _must_be_free(args.host, args.port)
    _allow(args.host)
    from supple.cli.django_door import ready

    ready()
    from supple.actions.look_up import all_shelves

    all_shelves()  # a mistake in a rule or a text is said now, not at somebody's first warning sign
    gather_static()
    made_up = os.environ.get("SUPPLE_DEMO") == "1"
    with nullcontext() if made_up or args.no_backups else _backed_up():
        serve(args.host, args.port)
    return 0


@contextmanager
def _backed_up() -> Iterator[None]:
    """Automatic backups, by a small process beside the server that ends with it."""
    beside = subprocess.Popen([sys.executable, "-m", "supple", "backup", "--keep-up"])
    try:
        yield
    finally:
        beside.terminate()
        beside.wait(20)


def gather_static() -> None:
    """Copy styles and scripts to where they are served from, unless they are there: a full disk still starts."""
    from hashlib import sha256
    from pathlib import Path

    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    found = sorted(Path(store.path(name)) for one in get_finders() for name, store in one.list([]))
    states = [(str(file), file.stat().st_size, file.stat().st_mtime_ns) for file in found]
    fresh = sha256(repr(states).encode()).hexdigest()
    mark = Path(settings.STATIC_ROOT) / "gathered"
    if mark.exists() and mark.read_text() == fresh:
        return
    try:
        call_command("collectstatic", interactive=False, verbosity=0, skip_checks=True)
        mark.write_text(fresh)
    except OSError as error:
        hint = "Check the space and the rights of the folder in SUPPLE_HOME, or ask `supple doctor`."
        what = f"Styles and scripts could not be put into {settings.STATIC_ROOT}: {error.strerror}."
        raise SuppleError("folder-unwritable", what, hint) from None


def serve(host: str, port: int) -> None:
    """Serve until SIGTERM or Ctrl-C, one process of four threads: a home server's load, and SQLite's one writer."""
    from django.db import connections
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    connections.close_all()  # what the worker opens is its own
    os.environ["SUPPLE_SERVER"] = str(os.getpid())  # so that the worker knows with whom to end
    server = Granian(
        "supple.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
    )
    name = "localhost" if host in ("127.0.0.1", "::1", *EVERYWHERE) else host
    print(f"supple is at http://{name}:{port}/  (stop it with Ctrl-C)", flush=True)
    if host in EVERYWHERE and not os.environ.get("SUPPLE_HOSTS"):
        print("Other machines get an answer once SUPPLE_HOSTS lists the name they call this one by.", flush=True)
    server.serve()


def _must_be_free(host: str, port: int) -> None:
    """Say in one sentence what a server would say in a traceback."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except (OSError, OverflowError):
            hint = "Stop what runs there, or choose another one with --port."
            raise SuppleError("port-busy", f"Port {port} of {host} cannot be used.", hint) from None


def _allow(host: str) -> None:
    """A request is answered only under names we know; the address we listen on is one."""
    if host not in EVERYWHERE and not os.environ.get("SUPPLE_HOSTS"):
        shown = f"[{host}]" if ":" in host else host
        os.environ["SUPPLE_HOSTS"] = ",".join(dict.fromkeys(["localhost", "127.0.0.1", "[::1]", shown]))
