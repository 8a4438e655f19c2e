# SPDX-License-Identifier: Apache-2.0
"""Is every text for people plain enough for a reader of about twelve? Says which are not, and by how much.

Needs textstat (`make .venv/reading`), which is kept apart because it brings a package called `tests`.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path += [str(ROOT), str(ROOT / ".venv" / "reading")]

import textstat  # noqa: E402

from supple.knowledge.library import library  # noqa: E402
from supple.knowledge.load import knowledge  # noqa: E402
from supple.knowledge.texts import texts  # noqa: E402

HIGHEST_GRADE = 7.0
"""Flesch-Kincaid: what a pupil in the seventh US school year, at about twelve, reads with ease."""
HARDEST_PART = 9.0
"""What one field of an item may reach: a single list of signs reads harder than its page."""
SENTENCE = 5
FEWEST_WORDS = 12
"""A label is too short to be measured alone; short ones are measured with the rest of their item or page."""
TERMS = [
    line.strip()
    for line in (ROOT / "tools" / "reading_terms.txt").read_text(encoding="utf-8").splitlines()
    if line.strip() and not line.startswith("#")
]
LONG_TERMS = re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, TERMS), key=len, reverse=True))})s?\b", re.I)
TRANSLATED = re.compile(
    r"""{%\s*translate\s+(["'])(.*?)\1[^%]*%}|{%\s*blocktranslate[^%]*%}(.*?){%\s*endblocktranslate\s*%}""", re.S
)
IN_CODE = re.compile(r'\b(?:_|gettext|ngettext)\(\s*"([^"]+)"')
PARTS = re.compile(r"{%\s*plural\s*%}|{%.*?%}|<[^>]+>", re.S)
NAMED = re.compile(r"{{[^}]*}}|%\(\w+\)[sd]")


def main() -> int:
    """Measure everything; exit 1 when a text is too hard."""
    whole = _measured(pieces(), HIGHEST_GRADE)
    parts = _measured(((f"{t.item}, {t.field}", t.words) for t in texts(knowledge(), library())), HARDEST_PART)
    for level, place in sorted((*whole.hard, *parts.hard), reverse=True):
        print(f"{level:4.1f}  {place}")
    print(f"{whole.count} items and pages, {whole.count_hard} above grade {HIGHEST_GRADE:g}.")
    print(f"{parts.count} texts in them, {parts.count_hard} above grade {HARDEST_PART:g}.")
    return int(bool(whole.hard or parts.hard))


@dataclass(frozen=True, slots=True)
class Measured:
    """How many texts were measured, and those that are too hard with their grade."""

    count: int
    hard: tuple[tuple[float, str], ...]

    @property
    def count_hard(self) -> int:
        """How many are too hard."""
        return len(self.hard)


def _measured(texts_at: Iterable[tuple[str, str]], limit: float) -> Measured:
    levels = [(grade(words), place) for place, words in texts_at if len(words.split()) >= FEWEST_WORDS]
    return Measured(len(levels), tuple(one for one in levels if one[0] > limit))


def grade(words: str) -> float:
    """The school year of a text, its unavoidable terms counted as short words."""
    return float(textstat.flesch_kincaid_grade(LONG_TERMS.sub("thing", words)))


def pieces() -> Iterator[tuple[str, str]]:
    """(where it stands, the words) for every item of the knowledge files, every template and every Python page."""
    for item, group in groupby(texts(knowledge(), library()), key=lambda text: text.item):
        yield item, " ".join(_closed(text.words) for text in group)
    for path in sorted((ROOT / "supple" / "web" / "templates").rglob("*.html")):
        said = [_plain(one or block) for _, one, block in TRANSLATED.findall(path.read_text(encoding="utf-8"))]
        yield path.name, _together(said)
    for path in sorted((ROOT / "supple" / "web").rglob("*.py")):
        said = [_plain(words) for words in IN_CODE.findall(path.read_text(encoding="utf-8"))]
        yield f"web/{path.name}", _together(said)


def _together(said: Iterable[str]) -> str:
    """The sentences among the texts of a page; a label on a button is not one."""
    return " ".join(_closed(words) for words in said if len(words.split()) >= SENTENCE)


def _plain(words: str) -> str:
    return " ".join(NAMED.sub("it", unescape(PARTS.sub(" ", words))).split())


def _closed(words: str) -> str:
    """A text with a stop at its end, so that a heading does not run into the next sentence."""
    return words if words.endswith((".", "!", "?", ":")) else f"{words}."


if __name__ == "__main__":
    sys.exit(main())
