# SPDX-License-Identifier: Apache-2.0
"""Log lines that carry codes and places, never diary text or values."""

import logging


class WithoutWords(logging.Formatter):
    """Time, level, logger and the kind of error with its place in the code; no message of the error itself."""

    def format(self, record: logging.LogRecord) -> str:
        """One line; an exception is named by its class and where it came from."""
        line = f"{self.formatTime(record)} {record.levelname} {record.name}: {record.msg!s}"
        if not record.exc_info or record.exc_info[0] is None:
            return line
        return f"{line} [{record.exc_info[0].__name__} at {_place(record)}]"


def _place(record: logging.LogRecord) -> str:
    trace = record.exc_info[2] if record.exc_info else None
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "unknown place"
