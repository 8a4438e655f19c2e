# SPDX-License-Identifier: Apache-2.0
"""Where is a PostgreSQL backup tried out? In a database of its own, dropped afterwards, or renamed to be the diary."""

import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import psycopg
from psycopg import errors, sql

from supple.actions import copy_postgres
from supple.actions.look_through import NEEDED, Looked
from supple.errors import SuppleError

PREFIX = "supple_trial_"
_SCRATCH = re.compile(r"supple_trial_(\d{14})_[0-9a-f]{8}")
BESIDE = "_before_restore_"
STAMP = "%Y%m%dT%H%M%SZ"
_AT = "%Y%m%d%H%M%S"
_LEFT = timedelta(days=1)
"""So old is none that somebody still fills."""
_LONGEST = 63 - len(BESIDE) - len("20261122T143000Z")
"""Bytes that a name in PostgreSQL has left."""


@contextmanager
def filled(file: Path, now: datetime) -> Iterator[str]:
    """The name of a new database with what is in this file; it is dropped whatever happens, unless it was renamed."""
    copy_postgres.must_be_one(file)
    name, server = f"{PREFIX}{now.astimezone(UTC).strftime(_AT)}_{secrets.token_hex(4)}", copy_postgres.address()
    _make(name, server)
    try:
        copy_postgres.fill(file, name)
        yield name
    finally:
        # Where the server is away by now, `sweep` drops it later.
        with suppress(psycopg.Error):
            _ask(server, sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def why_not() -> str:
    """Why no backup can be tried out here; empty when it can."""
    if shutil.which("pg_restore") is None:
        return "pg_restore, of PostgreSQL's client programs, is not here"
    with _told("asked"):
        ((may,),) = _ask(
            copy_postgres.address(),
            sql.SQL("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"),
        )
    return "" if may else "the role of DATABASE_URL may not make a database (ALTER ROLE ... CREATEDB)"


def counted(name: str) -> Looked:
    """What this database holds; refused when it lacks what a diary needs."""
    with _told("read"):
        tables = {str(row[0]) for row in _ask(copy_postgres.address(name), sql.SQL("SELECT tablename FROM pg_tables"))}
        if missing := NEEDED - tables:
            what = f"The backup is no database of supple: it has no table {min(missing)}."
            raise SuppleError("not-a-backup", what, "Choose a file of a backup.")
        asked = "SELECT (SELECT count(*) FROM people_person), count(*), max(received_at) FROM journal_event"
        ((persons, entries, last),) = _ask(copy_postgres.address(name), sql.SQL(asked))
    return Looked(int(str(persons)), int(str(entries)), str(last) if last else None)


def persons(name: str) -> set[UUID]:
    """Who has a diary in this database."""
    with _told("read"):
        return {UUID(str(id)) for (id,) in _ask(copy_postgres.address(name), sql.SQL("SELECT id FROM people_person"))}


def beside() -> list[str]:
    """The databases of ours that were kept when a backup took the diary's place."""
    named = re.compile(re.escape(_begins(copy_postgres.where()["dbname"])) + r"\d{8}T\d{6}Z")
    asked = sql.SQL("SELECT datname FROM pg_database WHERE pg_has_role(datdba, 'USAGE') ORDER BY datname")
    with _told("asked"):
        found = _ask(copy_postgres.address(), asked)
    return [str(name) for (name,) in found if named.fullmatch(str(name))]


def take_place(name: str, now: datetime) -> str:
    """Give the diary's name to this database; both renames happen or none. Answers what the old one is called now."""
    live = copy_postgres.where()["dbname"]
    kept = _begins(live) + now.astimezone(UTC).strftime(STAMP)
    # Nobody can rename a database while being in it.
    elsewhere = copy_postgres.address("template1" if live == "postgres" else "postgres")
    rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    with _told("renamed"), closing(psycopg.connect(elsewhere)) as server, server.transaction():
        server.execute(rename.format(sql.Identifier(live), sql.Identifier(kept)))
        server.execute(rename.format(sql.Identifier(name), sql.Identifier(live)))
    return kept


def sweep(now: datetime) -> None:
    """Drop what a power cut left behind; what somebody still uses, or somebody else made, is left alone."""
    with suppress(psycopg.Error):
        for (name,) in _ask(copy_postgres.address(), sql.SQL("SELECT datname FROM pg_database")):
            if _made(str(name)) < now - _LEFT:
                with suppress(psycopg.Error):
                    _ask(copy_postgres.address(), sql.SQL("DROP DATABASE {}").format(sql.Identifier(str(name))))


def _begins(live: str) -> str:
    return live.encode()[:_LONGEST].decode(errors="ignore") + BESIDE


def _made(name: str) -> datetime:
    """When a scratch database was made; of any other, never."""
    found = _SCRATCH.fullmatch(name)
    return datetime.strptime(found[1], _AT).replace(tzinfo=UTC) if found else datetime.max.replace(tzinfo=UTC)


def _make(name: str, server: str) -> None:
    """An empty one, that sorts and writes as the diary's does."""
    asked = "pg_encoding_to_char(encoding), datcollate, datctype FROM pg_database WHERE datname = current_database()"
    with _told("made"):
        ((signs, order, kinds),) = _ask(server, sql.SQL("SELECT " + asked))
        made = sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING {} LC_COLLATE {} LC_CTYPE {}")
        _ask(server, made.format(sql.Identifier(name), *map(sql.Literal, (signs, order, kinds))))


def _ask(server: str, question: sql.SQL | sql.Composed) -> list[tuple[object, ...]]:
    with closing(psycopg.connect(server, autocommit=True)) as opened:
        answer = opened.execute(question)
        return answer.fetchall() if answer.description else []


@contextmanager
def _told(done: str) -> Iterator[None]:
    """What PostgreSQL refuses, in a sentence of ours."""
    try:
        yield
    except errors.InsufficientPrivilege:
        what = f"The database could not be {done}: the role of DATABASE_URL may not do that."
        hint = "Whoever runs the server can let it: ALTER ROLE ... CREATEDB, and ALTER DATABASE ... OWNER TO it."
        raise SuppleError("database-no-right", what, hint) from None
    except errors.ObjectInUse:
        what = "Somebody has this diary's database open: supple on another machine, or another program."
        raise SuppleError("in-use", what, "Stop it and try again.") from None
    except errors.DiskFull:
        what = f"The database could not be {done}: the disk of the server is full."
        raise SuppleError("disk-full", what, "Trying out needs as much space there as the diary itself.") from None
    except psycopg.Error:
        what = f"The database could not be {done}: the server is away, or refused."
        raise SuppleError("database-unavailable", what, "Look with `supple doctor`.") from None
