# SPDX-License-Identifier: Apache-2.0
"""The database's own locks on the journal: what was said cannot be changed, and leaves only with a tombstone.

They hold against a slip in our code, the Django shell and raw SQL, on SQLite and on PostgreSQL.
"""

from django.db import connections

_SAYING = "the journal is append-only"
_ERASING = "EXISTS (SELECT 1 FROM journal_tombstone t WHERE t.person = OLD.person_id AND t.erasing)"
_CLOSES = """OLD.erasing AND NOT NEW.erasing AND NEW.id = OLD.id AND NEW.person = OLD.person
    AND NEW.erased_by = OLD.erased_by AND NEW.erased_at = OLD.erased_at"""

_SQLITE_LOCKS = {
    "journal_event_keep": ("UPDATE ON journal_event", ""),
    "journal_event_stay": ("DELETE ON journal_event", f"WHEN NOT {_ERASING}"),
    # INSERT OR REPLACE would delete the older row without asking the lock on DELETE.
    "journal_event_once": (
        "INSERT ON journal_event",
        """WHEN EXISTS (SELECT 1 FROM journal_event e WHERE e.seq = NEW.seq
            OR (e.person_id = NEW.person_id AND e.entry_id = NEW.entry_id))""",
    ),
    "journal_tombstone_keep": ("UPDATE ON journal_tombstone", f"WHEN NOT ({_CLOSES})"),
    "journal_tombstone_stay": ("DELETE ON journal_tombstone", ""),
}
_POSTGRES = f"""
CREATE OR REPLACE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{_SAYING}';
END $$;
CREATE OR REPLACE FUNCTION journal_leave() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {_ERASING} THEN RETURN OLD; END IF;
    RAISE EXCEPTION '{_SAYING}';
END $$;
CREATE OR REPLACE FUNCTION journal_close() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {_CLOSES} THEN RETURN NEW; END IF;
    RAISE EXCEPTION '{_SAYING}';
END $$;
"""
_POSTGRES_LOCKS = {
    "journal_event_keep": ("BEFORE UPDATE ON journal_event FOR EACH ROW", "journal_refuse"),
    "journal_event_stay": ("BEFORE DELETE ON journal_event FOR EACH ROW", "journal_leave"),
    "journal_event_whole": ("BEFORE TRUNCATE ON journal_event", "journal_refuse"),
    "journal_tombstone_keep": ("BEFORE UPDATE ON journal_tombstone FOR EACH ROW", "journal_close"),
    "journal_tombstone_stay": ("BEFORE DELETE ON journal_tombstone FOR EACH ROW", "journal_refuse"),
    "journal_tombstone_whole": ("BEFORE TRUNCATE ON journal_tombstone", "journal_refuse"),
}


def install(using: str = "default", **_: object) -> None:
    """Put every lock in place, replacing what is there; runs after each migration."""
    connection = connections[using]
    if not {"journal_event", "journal_tombstone"} <= set(connection.introspection.table_names()):
        return
    with connection.cursor() as cursor:
        for statement in _statements(connection.vendor):
            cursor.execute(statement)


def missing(using: str = "default") -> frozenset[str]:
    """The locks that are not in place, such as after an upgrade that was cut short."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'")
        there = {name for (name,) in cursor.fetchall()}
    return frozenset(_SQLITE_LOCKS if connection.vendor == "sqlite" else _POSTGRES_LOCKS) - there


def remove(using: str = "default") -> None:
    """Take the locks away; only tests that empty whole tables need this."""
    connection = connections[using]
    locks = _SQLITE_LOCKS if connection.vendor == "sqlite" else _POSTGRES_LOCKS
    with connection.cursor() as cursor:
        for name, (where, _) in locks.items():
            cursor.execute(_drop(connection.vendor, name, where))


def _statements(vendor: str) -> list[str]:
    if vendor == "sqlite":
        return [s for name, (where, when) in _SQLITE_LOCKS.items() for s in (
            _drop(vendor, name, where),
            f"CREATE TRIGGER {name} BEFORE {where} {when} BEGIN SELECT RAISE(ABORT, '{_SAYING}'); END",
        )]  # fmt: skip
    assert vendor == "postgresql", "supple keeps its journal in SQLite or PostgreSQL"
    return [_POSTGRES] + [s for name, (where, does) in _POSTGRES_LOCKS.items() for s in (
        _drop(vendor, name, where), f"CREATE TRIGGER {name} {where} EXECUTE FUNCTION {does}()",
    )]  # fmt: skip


def _drop(vendor: str, name: str, where: str) -> str:
    if vendor == "sqlite":
        return f"DROP TRIGGER IF EXISTS {name}"
    table = "journal_event" if "journal_event" in where else "journal_tombstone"
    return f"DROP TRIGGER IF EXISTS {name} ON {table}"
