# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: S311 - chance here only has to be repeatable
"""Bad inputs made from good ones, the same for the same number: where no fuzzer that watches the code is at hand."""

import random
from collections.abc import Callable, Iterator, Sequence

ODD = (b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\n", b'"', b"'", b",", b";", b"{", b"[", b"]", b"}", b"&a",
       b"*a", b"NaN", b"1e999", b"-0", b"9" * 40, b"\xed\xa0\x80", "ß".encode(), "٣".encode(), b"\\u0000", b"null",
       b"true", b"2026-02-30", b"24:00", b"=1+1", b"!!python/object:os.system")  # fmt: skip


def mutants(seeds: Sequence[bytes], how_many: int, seed: int, longest: int) -> Iterator[bytes]:
    """So many inputs; the first are the seeds themselves."""
    chance = random.Random(seed)
    yield from seeds[:how_many]
    for _ in range(how_many - len(seeds)):
        content = chance.choice(seeds)
        for _ in range(chance.randrange(1, 6)):
            content = chance.choice(_CHANGES)(chance, content)[:longest]
        yield content


def _place(chance: random.Random, content: bytes) -> tuple[int, int]:
    begin = chance.randrange(len(content) + 1)
    return begin, min(len(content), begin + chance.randrange(1, 30))


def _insert(chance: random.Random, content: bytes) -> bytes:
    begin, _ = _place(chance, content)
    return content[:begin] + chance.choice(ODD) + content[begin:]


def _drop(chance: random.Random, content: bytes) -> bytes:
    begin, end = _place(chance, content)
    return content[:begin] + content[end:]


def _repeat(chance: random.Random, content: bytes) -> bytes:
    begin, end = _place(chance, content)
    return content[:begin] + content[begin:end] * chance.choice((2, 3, 50, 700)) + content[end:]


def _flip(chance: random.Random, content: bytes) -> bytes:
    if not content:
        return chance.randbytes(20)
    place = chance.randrange(len(content))
    return content[:place] + bytes([content[place] ^ 1 << chance.randrange(8)]) + content[place + 1 :]


def _cut(chance: random.Random, content: bytes) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


_CHANGES: Sequence[Callable[[random.Random, bytes], bytes]] = (_insert, _drop, _repeat, _flip, _cut)
