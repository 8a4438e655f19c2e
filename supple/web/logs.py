# SPDX-License-Identifier: Apache-2.0
"""Log lines that carry codes and places, never diary text or values; as JSON when a machine reads them."""

import json
import logging
from datetime import UTC, datetime


class WithoutWords(logging.Formatter):
    """Time, level, logger and the kind of error with its place in the code; no message of the error itself."""

    def format(self, record: logging.LogRecord) -> str:
        """One line; an exception is named by its class and where it came from."""
        line = f"{_moment(record)} {record.levelname} {record.name}: {_what(record)}"
        if not record.exc_info or record.exc_info[0] is None:
            return line
        return f"{line} [{record.exc_info[0].__name__} at {_place(record)}]"


class AsJson(WithoutWords):
    """The same, one JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Nothing that `WithoutWords` would not say."""
        said = {"at": _moment(record), "level": record.levelname, "from": record.name, "what": _what(record)}
        if status := getattr(record, "status_code", None):
            said["status"] = str(status)
        if record.exc_info and record.exc_info[0]:
            said |= {"error": record.exc_info[0].__name__, "place": _place(record)}
        return json.dumps(said)


def _moment(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


def _what(record: logging.LogRecord) -> str:
    """The words in the code. What they are filled with is told only for our own lines, which name codes and numbers."""
    said = record.getMessage() if record.name.startswith("supple.") else str(record.msg)
    return said.replace("\n", " ").replace("\r", " ")


def _place(record: logging.LogRecord) -> str:
    trace = record.exc_info[2] if record.exc_info else None
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "unknown place"
