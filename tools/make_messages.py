# SPDX-License-Identifier: Apache-2.0
"""Writes the texts of the knowledge files as a gettext template: each text once, with every place it stands in.

`tools/make_messages.py > knowledge.pot`; a place is the item and the field, such as `RF-01 says`.
"""

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT))

from supple.knowledge.library import library  # noqa: E402
from supple.knowledge.load import knowledge  # noqa: E402
from supple.knowledge.texts import Text, texts  # noqa: E402

HEADER = 'msgid ""\nmsgstr ""\n"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'


def main() -> int:
    """Print the template."""
    sys.stdout.write(template(texts(knowledge(), library())))
    return 0


def template(found: Iterable[Text]) -> str:
    """The template: an English text is its own key, its places stand above it."""
    return "\n".join([HEADER, *(_message(words, places) for words, places in _together(found).items())])


def _together(found: Iterable[Text]) -> Mapping[str, list[str]]:
    places: dict[str, list[str]] = {}
    for text in found:
        places.setdefault(text.words, []).append(f"{text.item} {text.field}")
    return places


def _message(words: str, places: Iterable[str]) -> str:
    stands = "\n".join(f"#. {place}" for place in places)
    return f'{stands}\nmsgid {json.dumps(words, ensure_ascii=False)}\nmsgstr ""\n'


if __name__ == "__main__":
    sys.exit(main())
