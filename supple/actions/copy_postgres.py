# SPDX-License-Identifier: Apache-2.0
"""How is a PostgreSQL database written into a file, and a file into a database? By PostgreSQL's own programs.

Nothing that they say is repeated where it may quote a row.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path
from uuid import UUID

from django.db import connection
from psycopg.conninfo import make_conninfo

from supple.errors import SuppleError

HEAD = b"PGDMP"
_ID = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")
_ENVIRONMENT = {
    "host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT",
}  # fmt: skip
_OTHER = "Choose another backup."
_SAID = {
    "unsupported version": (
        "backup-newer", "{file} was written by a newer pg_dump than the pg_restore of this machine can read.",
        "Install PostgreSQL's client programs of that newer version.",
    ),
    "unrecognized configuration parameter": (
        "backup-newer", "{file} was written for a newer PostgreSQL than this server.",
        "Bring the server to that newer version, or choose an older backup.",
    ),
    "No space left": (
        "disk-full", "{file} does not fit: a disk of this machine or of the server is full.", "Free some space.",
    ),
    "connection to server": (
        "database-unavailable", "The server of the database did not answer pg_restore.", "Look with `supple doctor`.",
    ),
    "end of file": ("backup-damaged", "{file} cannot be read as a whole: it is cut.", _OTHER),
}  # fmt: skip


def where(database: str = "") -> dict[str, str]:
    """How the database of this installation is reached, or another one of its server."""
    of = connection.settings_dict
    named = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}
    found = {name: str(of[key]) for name, key in named.items() if of.get(key)}
    found |= {name: str(of["OPTIONS"][name]) for name in ("host", "sslmode", "sslrootcert") if name in of["OPTIONS"]}
    return found | ({"dbname": database} if database else {})


def address(database: str = "") -> str:
    """The same in one line, for a connection of our own; it holds the password."""
    return make_conninfo(**where(database))


def write(to: Path, database: str = "") -> None:
    """Copy the database into this file; open sign-ins are left out."""
    what = ["--format=custom", "--exclude-table-data=django_session", "--file", str(to)]
    told = _run("pg_dump", "copies", what, database)
    if told.returncode:
        last = (told.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise SuppleError("backup-failed", f"pg_dump could not copy the database: {last}", "Nothing was left behind.")


def fill(file: Path, database: str) -> None:
    """Put what is in the file into this empty database, as a whole or not at all."""
    must_be_one(file)
    what = ["--no-owner", "--no-privileges", "--single-transaction", "--dbname", database, str(file)]
    told = _run("pg_restore", "puts a backup into", what, database)
    if not told.returncode:
        return
    for sign, (code, says, hint) in _SAID.items():
        if sign in told.stderr:
            raise SuppleError(code, says.format(file=file), hint)
    says = f"pg_restore could not put {file} into an empty database: it is damaged, or needs what this server lacks."
    raise SuppleError("backup-damaged", says, _OTHER)


def persons_in(file: Path) -> set[UUID]:
    """Who has a diary in this copy; nothing else of it is read."""
    must_be_one(file)
    told = _run("pg_restore", "reads a backup of", ["--data-only", "--table=people_person", "--file=-", str(file)], "")
    if told.returncode:
        raise SuppleError("backup-damaged", f"{file} cannot be read as a whole.", _OTHER)
    return {UUID(found) for found in _ID.findall(told.stdout)}


def must_be_one(file: Path) -> None:
    """Refused when the file is something else than pg_dump writes."""
    try:
        with file.open("rb") as opened:
            head = opened.read(len(HEAD))
    except OSError as error:
        raise SuppleError("backup-damaged", f"{file} cannot be read: {error.strerror}.", _OTHER) from None
    if head != HEAD:
        hint = "Choose a file that `supple backup` made of this kind of database."
        raise SuppleError("not-a-backup", f"{file} is no copy of a PostgreSQL database.", hint)


def _run(called: str, does: str, words: list[str], database: str) -> subprocess.CompletedProcess[str]:
    program = shutil.which(called)
    if program is None:
        hint = "Install PostgreSQL's client programs, or use the tools of your database server."
        what = f"{called}, which {does} a PostgreSQL database, is not here."
        raise SuppleError(f"{called.replace('_', '-')}-missing", what, hint)
    # By the environment, because a command line can be read by everyone on the machine.
    given = {_ENVIRONMENT[name]: value for name, value in where(database).items()}
    told = {**os.environ, **given, "LC_ALL": "C"}
    return subprocess.run([program, *words], env=told, capture_output=True, text=True, errors="replace", check=False)
