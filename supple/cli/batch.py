# SPDX-License-Identifier: Apache-2.0
"""How do many cases become one file of answers, one line each, that can be stopped and taken up again?"""

import json
import sys
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from supple.errors import SuppleError

Answer = dict[str, Any]
AT_A_TIME = 256
"""Lines that are read before the first of them is answered."""


def read_bytes(path: str | Path) -> bytes:
    """The bytes of a file, or a refusal in words."""
    try:
        return Path(path).read_bytes()
    except OSError as wrong:
        raise SuppleError("file-unreadable", f"'{path}' cannot be read.", "Check the name and place.") from wrong


def read_object(path: str | Path) -> Answer:
    """A JSON object from a file, or a refusal in words."""
    try:
        found = json.loads(read_bytes(path))
    except ValueError as wrong:
        raise SuppleError("json-unreadable", f"'{path}' is not JSON.", "Check quotation marks and commas.") from wrong
    except RecursionError as wrong:
        raise SuppleError("json-unreadable", f"'{path}' is nested too deep.", "Check its brackets.") from wrong
    if not isinstance(found, dict):
        raise SuppleError("json-unreadable", f"'{path}' is not a JSON object.", "Start it with { and end with }.")
    return found


def write_text(path: str | Path, text: str) -> None:
    """Write a file, or refuse in words."""
    write_bytes(path, text.encode())


def write_bytes(path: str | Path, content: bytes) -> None:
    """The same for what is not text."""
    try:
        Path(path).write_bytes(content)
    except OSError as wrong:
        raise SuppleError("file-unwritable", f"'{path}' cannot be written.", "Choose another place.") from wrong


def answer_lines(
    path: str, answer: Callable[[Answer], Answer], ahead: Callable[[Sequence[Answer]], None] = lambda _: None
) -> int:
    """Print one JSON answer for each line of a file of JSON objects, each under the `id` of its line.

    `ahead` gets the objects that are answered next, some at a time, for what is done sooner of many together.
    """
    # Only a line feed ends a line: JSON may hold the other characters that Python takes for an end.
    lines = (line for line in read_bytes(path).decode("utf-8", "replace").split("\n") if line.strip())
    while stretch := [_asked(line) for line in islice(lines, AT_A_TIME)]:
        ahead([asked for asked in stretch if isinstance(asked, dict)])
        for asked in stretch:
            sys.stdout.write(json.dumps(_answered_line(asked, answer), ensure_ascii=False) + "\n")
    return 0


def _asked(line: str) -> Answer | str:
    """What a line asks, or why it cannot be read."""
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError):
        return "The line is not JSON."
    return asked if isinstance(asked, dict) else "The line is not a JSON object."


def _answered_line(asked: Answer | str, answer: Callable[[Answer], Answer]) -> Answer:
    """The answer to one line, or its refusal; the others still get theirs."""
    if isinstance(asked, str):
        return {"id": None, "error": asked}
    try:
        return {"id": asked.get("id"), **answer(asked)}
    except SuppleError as refused:
        return {"id": asked.get("id"), "error": str(refused)}


def run_many(folder: str, out: str, answer: Callable[[Path], Answer], names: str) -> int:
    """Answer every sub-folder not answered yet; `names` is the field that carries the folder's name."""
    place = Path(folder)
    if not place.is_dir():
        raise SuppleError("folder-missing", f"'{folder}' is not a folder.", "Name the folder that holds the cases.")
    done = _answered(Path(out), names)
    cases = sorted(case for case in place.iterdir() if case.is_dir())
    waiting = [case for case in cases if case.name not in done]
    if len(cases) > len(waiting):
        print(f"{len(cases) - len(waiting)} of {len(cases)} were answered before", file=sys.stderr)
    try:
        with Path(out).open("a", encoding="utf-8") as lines:
            for number, case in enumerate(waiting, len(cases) - len(waiting) + 1):
                lines.write(json.dumps(_answer(case, answer, names), ensure_ascii=False) + "\n")
                lines.flush()
                print(f"{number} of {len(cases)}", file=sys.stderr)
    except OSError as wrong:
        raise SuppleError("file-unwritable", f"'{out}' cannot be written.", "Choose another place.") from wrong
    return 0


def _answer(case: Path, answer: Callable[[Path], Answer], names: str) -> Answer:
    try:
        return {**answer(case), names: case.name}
    except SuppleError as refused:
        return {names: case.name, "error": str(refused)}


def _answered(out: Path, names: str) -> set[str]:
    """The cases that already have a whole line; a line cut short by a stop is taken away."""
    if not out.exists():
        return set()
    whole: list[str] = []
    done: set[str] = set()
    text = read_bytes(out).decode("utf-8", errors="replace")
    for line in text.splitlines():
        try:
            done.add(str(json.loads(line)[names]))
        except (ValueError, KeyError, TypeError):
            continue
        whole.append(line + "\n")
    if "".join(whole) != text:
        write_text(out, "".join(whole))
    return done
