# SPDX-License-Identifier: Apache-2.0
"""Which library do these numbers live in? NumPy for one person; any that keeps to the array standard for many.

The heavy pieces (noise, effects, chains) use only what the Python array standard 2024.12 has, so that one text
serves NumPy, torch and a GPU.
"""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
Ints = NDArray[np.int64]
Batch: TypeAlias = Any  # an array of any library of the standard; the first axis is people


def namespace(numbers: Batch) -> Any:
    """The library an array belongs to, under the names of the array standard.

    >>> namespace(np.zeros(2)).__name__
    'numpy'
    """
    if isinstance(numbers, np.ndarray):
        return np
    if hasattr(numbers, "__array_namespace__"):
        return numbers.__array_namespace__()
    # here, not above: only a cohort on torch needs it, and one person's diary must start quickly
    from array_api_compat import array_namespace  # noqa: PLC0415

    return array_namespace(numbers)


def beside(numbers: Batch, values: Any) -> Batch:
    """Values as an array of the same library, on the same device and as exact as `numbers`."""
    return namespace(numbers).asarray(values, dtype=numbers.dtype, device=numbers.device)


def places(numbers: Batch, values: Any) -> Batch:
    """Whole numbers that point into an array, in the same library and on the same device as `numbers`."""
    xp = namespace(numbers)
    return xp.asarray(values, dtype=xp.int64, device=numbers.device)


def plain(numbers: Batch) -> Any:
    """The same numbers as a NumPy array, wherever they were."""
    if isinstance(numbers, np.ndarray):
        return numbers
    xp = namespace(numbers)
    moved = numbers.cpu() if hasattr(numbers, "cpu") else numbers
    return np.from_dlpack(moved) if hasattr(moved, "__dlpack__") else np.asarray(xp.asarray(moved))
