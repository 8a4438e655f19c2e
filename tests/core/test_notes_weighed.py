# SPDX-License-Identifier: Apache-2.0
"""What the second ear adds to suggestions and leaves out of them, and that red flags never hang on that."""

from datetime import UTC, datetime
from typing import get_args
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supple.care.spoken import alerts, names_of
from supple.entries.felt import Episode
from supple.entries.vocabulary import CORE, ActionId, ExposureId
from supple.knowledge.load import knowledge
from supple.notes.lexicon import english
from supple.notes.likeness import ear
from supple.notes.said import Likeness, Sounds, Understood
from supple.notes.suggest import suggestions
from supple.notes.understand import understand
from supple.notes.weighed import ADDED, DENIED, DOUBTED, UNDECIDED

NOW = datetime.fromisoformat("2026-11-21T20:00")
FLAGS = "right calf swollen and hot since Thursday, water infection, fever 38.6, hardly slept, stretched ten minutes"


def heard(text: str, **shares: float) -> Understood:
    """A note that sounds like certain things, always by its third word."""
    start = len(" ".join(text.split()[:2])) + 1
    told = tuple(Likeness(id, share, (start, start + 1)) for id, share in shares.items())
    return understand(text, NOW, english(), names_of(knowledge()), told)


def there(note: Understood) -> set[str]:
    """What is suggested as having happened."""
    return {t.what for t in note.told if t.get("present") is not False}


def test_what_no_rule_knows_is_suggested_without_a_tick_and_points_at_its_word() -> None:
    note = heard("the old pins would not shift, left one worst", stiffness=0.9)
    (told,) = note.of("episode")
    assert told.what == "stiffness"
    assert told.get("sure") is False
    assert note.text[slice(*told.spans["what"])] == "pins"


def test_its_place_strength_and_minutes_are_found_as_ever() -> None:
    (told,) = heard("my left calf did the knotty thing, 7/10, for 5 minutes", cramp=0.95).of("episode")
    assert (told.get("site"), told.get("side"), told.get("severity"), told.get("duration_min")) == (
        "calf",
        "left",
        7,
        5,
    )


def test_what_is_less_likely_is_not_suggested() -> None:
    assert "stiffness" not in there(heard("the old pins would not shift", stiffness=ADDED - 0.01))


def test_what_does_not_sound_as_if_it_happened_is_left_out_and_its_words_stay() -> None:
    note = heard("cramped little café, knees up by my ears, lovely scones though", cramp=DOUBTED / 2)
    assert there(note) == set()
    assert {t.what for t in note.by_rule} == {"cramp", "positioning"}


def test_what_is_left_to_the_rules_is_neither_added_nor_doubted() -> None:
    assert DOUBTED < UNDECIDED < min(ADDED, DENIED)
    assert there(heard("two beers with lunch today", alcohol=UNDECIDED)) == {"alcohol"}
    assert there(heard("nothing to tell today really", alcohol=UNDECIDED)) == set()


def test_what_the_rules_found_denied_takes_more_to_be_suggested() -> None:
    assert "cramp" not in there(heard("not one cramp all night, hurrah", cramp=DENIED - 0.01))


def test_what_the_note_itself_rules_out_is_not_added() -> None:
    assert "fall" not in there(heard("my foot caught the rug and I stayed upright", fall=0.99))
    assert "poor_sleep" not in there(heard("gaming until two, slept like a log", poor_sleep=DENIED - 0.01))


def test_what_was_kept_of_a_note_is_known_again_when_more_of_it_is_believed() -> None:
    note = heard("Stiff drinks at the party were declined, then my left calf cramp came at nine, 6/10", cramp=0.9)

    def ids(of: Understood) -> dict[str | None, UUID]:
        found = suggestions(of, UUID(int=1), NOW.replace(tzinfo=UTC))
        return {s.entry.what: s.entry.id for s in found if isinstance(s.entry, Episode)}

    assert set(ids(note)) == {"cramp"}
    assert set(ids(note.undoubted())) == {"cramp", "stiffness"}
    assert ids(note.undoubted())["cramp"] == ids(note)["cramp"]


def test_the_ear_has_learned_of_everything_that_it_may_doubt() -> None:
    assert set(ear().things) == {*CORE, *get_args(ExposureId), *get_args(ActionId)}


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(ear().things)), st.floats(0, 1)))
def test_no_sound_of_what_happened_changes_a_red_flag(shares: dict[str, float]) -> None:
    plain = understand(FLAGS, NOW, english(), names_of(knowledge()))
    assert alerts(heard(FLAGS, **shares), knowledge()) == alerts(plain, knowledge())


@pytest.mark.parametrize("text", ["", "ouch", "calf cramp", "no"])
def test_a_word_or_two_are_left_to_the_rules(text: str) -> None:
    assert ear().hear(text) == Sounds()


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_with_what_it_sounds_like(text: str) -> None:
    note = understand(text, NOW, english(), {}, ear().hear(text).told)
    for told in note.told:
        assert all(0 <= start <= end <= len(text) for start, end in told.spans.values())
