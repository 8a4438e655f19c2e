# SPDX-License-Identifier: Apache-2.0
"""What did the server do for an answer? Each question to the database by its words, and how many rows it brought."""

from collections.abc import Callable
from contextlib import closing
from typing import Any

from django.db import connection

Work = tuple[tuple[str, int], ...]


def work_of(does: Callable[[], Any]) -> tuple[Any, Work]:
    """What came of it, and the work: no clock, so that a difference is there on a quick machine as on a slow one."""
    asked: list[tuple[str, int]] = []

    def noting(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        brought = _rows(sql, params) if sql.startswith("SELECT") else None
        result = execute(sql, params, many, context)
        if "SAVEPOINT" not in sql:
            asked.append((sql, context["cursor"].rowcount if brought is None else brought))
        return result

    with connection.execute_wrapper(noting):
        result = does()
    return result, tuple(asked)


def _rows(sql: str, params: Any) -> int:
    """Asked by itself and past the one who notes, since an answer may be read only in part."""
    with closing(connection.create_cursor()) as cursor:
        cursor.execute(f"SELECT count(*) FROM ({sql}) AS brought", params)  # noqa: S608 - the app's own question
        return int(cursor.fetchone()[0])
