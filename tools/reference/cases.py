# SPDX-License-Identifier: Apache-2.0
"""docs/reference/how-it-decides.md."""


def how_it_decides() -> str:
    """Nothing yet."""
    return ""
