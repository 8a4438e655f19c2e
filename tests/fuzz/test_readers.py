# SPDX-License-Identifier: Apache-2.0
"""A few hundred bad inputs for every reader, the same each time; `make fuzz` throws many more."""

import pytest

from tests.fuzz.mutate import mutants
from tests.fuzz.readers import LONGEST, READERS, seeds

INPUTS = 200


@pytest.mark.parametrize("name", READERS)
def test_every_reader_reads_or_refuses_in_words(name: str) -> None:
    for content in mutants(seeds(name), INPUTS, 1, LONGEST):
        READERS[name](content)


def test_a_reader_that_breaks_would_be_noticed() -> None:
    broken = 0
    for content in mutants(seeds("note"), INPUTS, 1, LONGEST):
        try:
            content.decode("ascii")
        except UnicodeDecodeError:
            broken += 1
    assert broken > INPUTS // 20
