# SPDX-License-Identifier: Apache-2.0
"""How does a verb answer about one profile, or about many, one JSON line each?"""

import argparse
import json
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
    parser.add_argument("--names", metavar="NAMES.csv", help="further names of medicines: a table name,means")
    parser.add_argument("--json", action="store_true", help="answer as JSON")


def run(args: argparse.Namespace, answer: Answer, in_words: Words) -> int:
    """Answer, or refuse in one sentence; in a file of many a line that cannot be read gets its own refusal."""
    from supple.care.reading import read_profile
    from supple.cli.batch import answer_lines, read_object

    if (args.profile is None) == (args.file is None):
        raise SuppleError("profile-missing", "Name one profile, or one file of them.", "See --help.")
    known = _known(args.names)
    if args.file is not None:
        return answer_lines(args.file, lambda raw: answer(read_profile(raw.get("profile")), known))
    said = answer(read_profile(read_object(args.profile)), known)
    print(json.dumps(said, ensure_ascii=False) if args.json else in_words(said))
    return 0


def _known(names: str | None) -> "KnowledgeBase":
    from supple.cli.batch import read_bytes
    from supple.knowledge.load import knowledge
    from supple.knowledge.taught import with_names

    if names is None:
        return knowledge()
    return with_names(knowledge(), read_bytes(names).decode("utf-8", "replace"), names)
