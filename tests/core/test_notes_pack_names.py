# SPDX-License-Identifier: Apache-2.0
"""Does a note understand names on packs that knowledge has a source for, and no others beside a few that are listed?"""

from collections.abc import Iterator

import pytest
import yaml

from supple.knowledge.load import knowledge
from supple.notes import lexicon

WITHOUT_A_SOURCE = {
    "en": {
        "klonopin", "luvox", "crocin", "calpol", "tylenol", "oramorph", "ddavp", "ddavp melt", "nocdurna",
        "combined pill", "contraceptive pill", "birth control",
    },
    "de": set[str](),
}  # fmt: skip
"""Names that our made-up notes use with their meaning, though nobody has read them in a register yet."""
SLIPS_AND_SLANG = {"ampira", "beclofen", "dmf", "pcm", "vallies", "valiums", "cbd", "cbd oil", "weed", "joint of"}


def names(language: str) -> Iterator[tuple[str, str]]:
    """The medicine and every way of writing it."""
    words, *_ = lexicon.files(language)
    for means, lines in yaml.safe_load(words.read_text(encoding="utf-8")).get("medicine", {}).items():
        for line in lines.splitlines():
            yield from ((means, name.strip()) for name in line.split("=>")[0].split(";") if name.strip())


@pytest.mark.parametrize("language", lexicon.languages())
def test_a_name_on_a_pack_has_a_source_or_is_listed(language: str) -> None:
    known = knowledge().spellings
    unread = {
        name
        for means, name in names(language)
        if name not in known and name not in SLIPS_AND_SLANG and name[:2] != means[:2]  # most slips begin as the name
    }
    assert unread == {name for name in WITHOUT_A_SOURCE[language] if name not in known}
