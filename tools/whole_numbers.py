# SPDX-License-Identifier: Apache-2.0
"""How are learned weights kept in one byte a number, so that every processor comes to the same sums?"""

from typing import Any, TypeAlias

import numpy as np

Array: TypeAlias = np.ndarray[Any, Any]
BYTE = 127
_LEAST = 1e-9
"""So that a row or column of nothing divides by something."""


def row_bytes(value: Array) -> tuple[Array, Array]:
    """One byte for each number, and what each row is multiplied by."""
    return _bytes(value, np.abs(value).max(1, keepdims=True))


def column_bytes(value: Array) -> tuple[Array, Array]:
    """One byte for each number, and what each column is multiplied by.

    A processor without steps for such products adds those of two neighbours in 16 bits, and cuts off what is more than
    32,767. What comes in is 255 at most; so no two neighbours together go further than 128 to either side.

    >>> column_bytes(np.array([[1.0], [1.0], [-1.0], [1.0]], np.float32))[0].ravel().tolist()
    [64, 64, -64, 64]
    """
    pairs = value.reshape(len(value) // 2, 2, -1)
    up, down = np.maximum(pairs, 0).sum(1).max(0), np.maximum(-pairs, 0).sum(1).max(0)
    return _bytes(value, np.maximum(up, down))


def _bytes(value: Array, most: Array) -> tuple[Array, Array]:
    size = np.maximum(most, _LEAST) / BYTE
    return np.round(value / size).astype(np.int8), size.astype(np.float32)
