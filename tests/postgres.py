# SPDX-License-Identifier: Apache-2.0
"""Run a command with a throw-away PostgreSQL: `python tests/postgres.py pytest tests/app`.

Uses the PostgreSQL programs of this machine; as root they run as the user `postgres`, as they insist.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

USER = "postgres"


def folder_of_programs() -> Path:
    """Where `initdb` and `pg_ctl` are: PATH, what pg_config says, or Debian's place for the newest version."""
    places = [Path(found).resolve().parent for found in (shutil.which("initdb"),) if found]
    if config := shutil.which("pg_config"):
        said = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=True).stdout.strip()
        places.append(Path(said))
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name), reverse=True)
    for place in places:
        if (place / "initdb").exists() and (place / "pg_ctl").exists():
            return place
    raise SystemExit("No PostgreSQL programs here. On Debian: apt-get install postgresql, then try again.")


def _as_owner(command: list[str], quiet: bool = True) -> None:
    if os.geteuid() == 0:
        command = ["runuser", "-u", USER, "--", *command]
    subprocess.run(command, check=True, cwd="/", stdout=subprocess.DEVNULL if quiet else None)


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port


@contextmanager
def cluster(durable: bool = False) -> Iterator[str]:
    """A database server with one empty database; gone, with everything in it, at the end.

    Unless it has to be durable it never waits for the disk.
    """
    programs, port = folder_of_programs(), _free_port()
    folder = Path(tempfile.mkdtemp(prefix="supple-postgres-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, USER)
        rows = str(folder / "rows")
        _as_owner([str(programs / "initdb"), "-D", rows, "-A", "trust", "-U", USER, "-E", "UTF8", "--no-sync"])
        careless = "" if durable else " -c fsync=off -c full_page_writes=off"
        listen = f"-p {port} -c listen_addresses=127.0.0.1 -k {folder}{careless}"
        control = [str(programs / "pg_ctl"), "-D", rows, "-w", "-s", "-l", str(folder / "log")]
        _as_owner([*control, "-o", listen, "start"])
        try:
            yield f"postgresql://{USER}@127.0.0.1:{port}/{USER}"
        finally:
            _as_owner([*control, "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main(command: list[str]) -> int:
    """Run the command with DATABASE_URL set; its status is ours."""
    if not command:
        raise SystemExit("Give a command to run, such as: pytest tests/app")
    with cluster() as url:
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
