# SPDX-License-Identifier: Apache-2.0
"""How does Django speak to SQLCipher? As to SQLite, but each connection is given the diary's key before all else."""

import datetime
import decimal
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.backends.sqlite3._functions import register  # type: ignore[import-untyped]
from django.utils.dateparse import parse_date, parse_datetime, parse_time

from supple.journal import opening

Cipher: Any = opening.cipher()
_of_django: Any = base


def _read_by(parse: Callable[[str], object]) -> Callable[[bytes], object]:
    return lambda written: parse(written.decode())


# The same as Django tells Python's own library, which knows nothing of this one.
Cipher.register_converter("bool", b"1".__eq__)
Cipher.register_converter("date", _read_by(parse_date))
Cipher.register_converter("time", _read_by(parse_time))
Cipher.register_converter("datetime", _read_by(parse_datetime))
Cipher.register_converter("timestamp", _read_by(parse_datetime))
Cipher.register_adapter(decimal.Decimal, str)
Cipher.register_adapter(datetime.date, _of_django.adapt_date)
Cipher.register_adapter(datetime.datetime, _of_django.adapt_datetime)


class Cursor(Cipher.Cursor):  # type: ignore[misc]
    """Takes questions with `%s`, as Django writes them."""

    def execute(self, query: str, params: Sequence[Any] | Mapping[str, Any] | None = None) -> Any:
        """One question."""
        if params is None:
            return super().execute(query)
        names = list(params) if isinstance(params, Mapping) else None
        return super().execute(_written(query, names), params)

    def executemany(self, query: str, param_list: Any) -> Any:
        """The same question many times, with places and not names."""
        return super().executemany(_written(query, None), param_list)


class DatabaseWrapper(_of_django.DatabaseWrapper):  # type: ignore[misc]
    """Django's own SQLite, on connections of SQLCipher."""

    Database = Cipher
    display_name = "SQLite, encrypted"

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A connection that can read."""
        name = opening.name_of_key(Path(str(self.settings_dict["NAME"])))
        if name is None:
            raise opening.locked()
        connection = Cipher.connect(**conn_params)
        opening.keyed(connection, name)
        register(connection)
        for command in ("PRAGMA foreign_keys = ON", "PRAGMA legacy_alter_table = OFF", *self.init_commands):
            connection.execute(command)
        return connection

    def create_cursor(self, name: str | None = None) -> Any:
        """A cursor of our own kind."""
        return self.connection.cursor(factory=Cursor)


def _written(query: str, names: list[str] | None) -> str:
    if names is None:
        return str(_of_django.FORMAT_QMARK_REGEX.sub("?", query)).replace("%%", "%")
    return query % {name: f":{name}" for name in names}
