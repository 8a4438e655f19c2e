# SPDX-License-Identifier: Apache-2.0
"""Has every exercise a drawing for each position, as the figures say now, and words for whoever does not see it?"""

from supple.knowledge.load import knowledge
from supple.web.pictured import DRAWN, SHOWS, picture
from tools import draw_exercises


def _meant() -> set[str]:
    known = knowledge()
    shown = [*known.remedies_of("stretch"), *known.remedies_of("movement")]
    return {f"{remedy.id}-{position}" for remedy in shown for position in remedy.positions}


def test_every_stretch_and_movement_is_drawn_in_every_position_and_described() -> None:
    assert set(SHOWS) == _meant()
    assert {file.stem for file in DRAWN.glob("*.svg")} == _meant()


def test_the_drawings_are_what_the_figures_say() -> None:
    kept = {file.stem: file.read_text(encoding="utf-8") for file in DRAWN.glob("*.svg")}
    assert kept == draw_exercises.every()


def test_each_drawing_carries_its_licence_and_no_colour_of_its_own() -> None:
    for file in DRAWN.glob("*.svg"):
        said = file.read_text(encoding="utf-8")
        assert "SPDX-License-Identifier: Apache-2.0" in said
        assert "#" not in said.partition("-->")[2]


def test_a_drawing_on_a_page_says_what_it_shows() -> None:
    shown = picture("EX-01", "standing")
    assert 'role="img" aria-label="A person stands facing a wall' in shown
    assert picture("EX-01", "lying") == ""
    assert picture("MOV-09", None).startswith("<svg")
    assert picture("DRK-01", None) == ""


def test_knees_and_elbows_are_as_far_from_both_ends_as_a_limb_is_long() -> None:
    for figure in ((0.0, 0.0), (10.0, 60.0)), ((5.0, 5.0), (50.0, 20.0)):
        knee = draw_exercises.joint(*figure, (34.0, 34.0), "right")
        for end in figure:
            assert abs(((knee[0] - end[0]) ** 2 + (knee[1] - end[1]) ** 2) ** 0.5 - 34) < 0.1
