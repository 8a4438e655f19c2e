# SPDX-License-Identifier: Apache-2.0
"""How supple refuses: one error, with a code for machines and a sentence for people."""


class SuppleError(Exception):
    """The world, or what was handed in, is not as it must be.

    `code` is safe to log; `what` says what happened and where; `hint` says what to do next. Neither
    sentence may quote diary text or a health value.

    >>> str(SuppleError("diary-empty", "The file holds no days.", "Add a line under the header."))
    'The file holds no days. Add a line under the header.'
    """

    def __init__(self, code: str, what: str, hint: str = "") -> None:
        super().__init__(code, what, hint)
        self.code, self.what, self.hint = code, what, hint

    def __str__(self) -> str:
        return f"{self.what} {self.hint}".strip()
