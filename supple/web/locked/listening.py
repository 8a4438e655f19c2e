# SPDX-License-Identifier: Apache-2.0
"""What the server calls while the diary is locked: as patient as the real one, without the work that needs a diary."""

import asyncio

from supple.web.patience import Patient


class Listening(Patient):
    """The pages of the gate."""

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Nothing to do now and then."""


app = Listening()
