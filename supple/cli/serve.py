# SPDX-License-Identifier: Apache-2.0
"""`supple serve`: start the app on this machine and keep it running until it is stopped."""

import argparse
import gc
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from supple.errors import SuppleError

EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - compared with, never bound to


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `supple serve`."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on; this machine alone by default")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (8000)")
    parser.add_argument("--no-backups", action="store_true", help="make no automatic backups")
    parser.add_argument("--lan", action="store_true", help="for phones of this home: https, by an authority of its own")
    parser.add_argument("--name", default="", help="a name that phones know this machine by, with --lan")
    parser.add_argument("--read-sealed", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument(
        "--workers", type=int, default=1, help="processes that answer; more than 1 needs PostgreSQL (1)"
    )


def run(args: argparse.Namespace) -> int:
    """Bring the database up to date, gather the static files, serve."""
    if getattr(args, "read_sealed", False):
        return _read_sealed()
    if getattr(args, "lan", False):
        _for_the_home(args)
    from supple.cli import locked

    _must_be_free(args.host, args.port)
    _allow(args.host)
    if locked.is_listener():
        locked.listen(args)
        return 0
    listener = locked.unlocked(args)
    from supple.cli.django_door import ready

    ready()
    _complain_now()
    gather_static()
    made_up = os.environ.get("SUPPLE_DEMO") == "1"
    with locked.lockable() if _encrypted() else nullcontext():
        if _encrypted():
            locked.born_of_us()
            locked.read_what_waits()
        if listener:
            locked.hand_over(listener)
        with nullcontext() if made_up or args.no_backups else _backed_up():
            serve(args)
    return 0


def _complain_now() -> None:
    """A mistake in a rule, a text or a key is said now, not at somebody's first warning sign or reminder."""
    from supple.actions.look_up import all_shelves
    from supple.actions.push import public_key

    all_shelves()
    public_key()


def _encrypted() -> bool:
    from django.conf import settings

    encrypted: bool = settings.ENCRYPTED
    return encrypted


def _read_sealed() -> int:
    from supple.cli.django_door import ready
    from supple.cli.locked import read_what_waits

    ready(migrate=False)
    read_what_waits()
    return 0


def _for_the_home(args: argparse.Namespace) -> None:
    """Listen to the home, under the names of this machine alone, over https."""
    from supple.cli.lan import names_of_this_machine

    args.names = names_of_this_machine(args.name)
    if not args.names:
        hint = "Connect it to the network of your home, or give the name it has there with --name."
        raise SuppleError("lan-missing", "This machine has no name or address that a phone could use.", hint)
    args.host = "0.0.0.0" if args.host == "127.0.0.1" else args.host  # noqa: S104 - what --lan asks for
    os.environ["SUPPLE_HTTPS"] = "1"
    os.environ["SUPPLE_HOSTS"] = ",".join([*args.names, "localhost", "127.0.0.1"])


@contextmanager
def _backed_up() -> Iterator[None]:
    """Automatic backups, by a small process beside the server that ends with it."""
    from supple.journal.opening import hand_on

    env, pipes = hand_on()
    beside = subprocess.Popen([sys.executable, "-m", "supple", "backup", "--keep-up"], env=env, pass_fds=pipes)
    for pipe in pipes:
        os.close(pipe)
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


def serve(args: argparse.Namespace) -> None:
    """Serve until SIGTERM or Ctrl-C; what is under way then is answered first."""
    from django.db import connection, connections
    from granian import Granian

    from supple.cli import locked

    workers = getattr(args, "workers", 1)
    if workers > 1 and connection.vendor == "sqlite":
        hint = "Leave --workers out, or name a PostgreSQL database in DATABASE_URL."
        raise SuppleError("workers-sqlite", "SQLite has one writer; more processes would only wait for it.", hint)
    _read_beforehand()
    connections.close_all()  # what the workers open is their own
    os.environ["SUPPLE_SERVER"] = str(os.getpid())  # so that each worker knows with whom to end
    shown = {"address": args.host, "port": args.port, "workers": workers}
    pages = "supple.web.locked.listening:app" if locked.is_listener() else "supple.web.patience:app"
    server = Granian(pages, **shown, **_bounds(), **_announced(args))
    server.serve()


def _read_beforehand() -> None:
    """All pages and all knowledge, before the workers are born: they share it, and no first request waits for it."""
    from django.urls import get_resolver

    from supple.knowledge.load import knowledge

    knowledge()
    for pattern in get_resolver().url_patterns:
        getattr(pattern, "url_patterns", None)
    gc.freeze()  # it stays until the end: nobody has to look through it again


def _bounds() -> dict[str, Any]:
    """Many may be listened to at once, few are worked on (`patience`), and nobody holds a place by saying nothing."""
    from granian.constants import HTTPModes, Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels

    return {
        "interface": Interfaces.RSGI,
        "http": HTTPModes.http1,
        "http1_settings": HTTP1Settings(header_read_timeout=10_000, max_buffer_size=65_536),
        "backlog": 1024,
        "websockets": False,
        "log_level": LogLevels.warning,
        "respawn_failed_workers": True,
        "workers_kill_timeout": 30,
    }


def _announced(args: argparse.Namespace) -> dict[str, Any]:
    """Say where it is; and the certificate to show there, for phones of the home."""
    if not getattr(args, "lan", False):
        name = "localhost" if args.host in ("127.0.0.1", "::1", *EVERYWHERE) else args.host
        print(f"supple is at http://{name}:{args.port}/  (stop it with Ctrl-C)", flush=True)
        if args.host in EVERYWHERE and not os.environ.get("SUPPLE_HOSTS"):
            print("Other machines get an answer once SUPPLE_HOSTS lists the name they call this one by.", flush=True)
        return {}
    from datetime import UTC, datetime

    from granian.constants import SSLProtocols

    from supple.actions.home import home
    from supple.actions.home_certificate import certified
    from supple.cli import lan

    made = certified(home() / "lan", args.names, datetime.now(UTC))
    lan.announce(args.port, made, args.names)
    lan.renewed_by_itself(args.names)
    return {"ssl_cert": made.certificate, "ssl_key": made.key, "ssl_protocol_min": SSLProtocols.tls12}


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
