# SPDX-License-Identifier: Apache-2.0
"""How does a verb answer about one profile, or about many, one JSON line each?"""

import argparse
import json
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from supple.errors import SuppleError

if TYPE_CHECKING:
    from supple.care.profile import Profile
    from supple.knowledge.base import KnowledgeBase

Answer = Callable[["Profile", "KnowledgeBase"], dict[str, Any]]
Words = Callable[[dict[str, Any]], str]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One profile or a file of them, and in which form to answer."""
    parser.add_argument("profile", nargs="?", metavar="PROFILE.json", help="one person, as JSON")
    parser.add_argument("--file", metavar="IN.jsonl", help='many persons, one {"id", "profile"} a line')
    parser.add_argument("--json", action="store_true", help="answer as JSON")


def run(args: argparse.Namespace, answer: Answer, in_words: Words) -> int:
    """Answer, or refuse in one sentence; in a file of many a line that cannot be read gets its own refusal."""
    from supple.care.reading import read_profile
    from supple.cli.batch import read_object
    from supple.knowledge.load import knowledge

    if (args.profile is None) == (args.file is None):
        raise SuppleError("profile-missing", "Name one profile, or one file of them.", "See --help.")
    if args.file is not None:
        return _many(args.file, lambda raw: answer(read_profile(raw), knowledge()))
    said = answer(read_profile(read_object(args.profile)), knowledge())
    print(json.dumps(said, ensure_ascii=False) if args.json else in_words(said))
    return 0


def _many(name: str, answer: Callable[[Any], dict[str, Any]]) -> int:
    from supple.cli.batch import read_bytes

    for line in read_bytes(name).decode("utf-8", "replace").splitlines():
        if line.strip():
            sys.stdout.write(json.dumps(_one(line, answer), ensure_ascii=False) + "\n")
    return 0


def _one(line: str, answer: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
    """The answer to one line, or its refusal; the others still get theirs."""
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError):
        return {"id": None, "error": "The line is not JSON."}
    if not isinstance(asked, dict):
        return {"id": None, "error": "The line is not a JSON object."}
    try:
        return {"id": asked.get("id"), **answer(asked.get("profile"))}
    except SuppleError as refused:
        return {"id": asked.get("id"), "error": str(refused)}
