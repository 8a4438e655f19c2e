# SPDX-License-Identifier: Apache-2.0
"""Do colours keep the contrast that the design promises, in light, dark and red, and does its page tell the truth?"""

import re
from functools import cache

import pytest

from tests.house.tree import ROOT, lines

STYLES = ROOT / "supple" / "web" / "static" / "supple"
PAGE = ROOT / "docs" / "explanation" / "design.md"
TEXT, SHAPE = 4.5, 3.0
"""WCAG 2.2, success criteria 1.4.3 and 1.4.11."""
PAIRS = {
    ("ink", "paper"): TEXT, ("ink", "card"): TEXT, ("ink", "tint"): TEXT, ("soft", "paper"): TEXT,
    ("soft", "card"): TEXT, ("accent", "paper"): TEXT,
    ("accent", "card"): TEXT, ("on-accent", "accent"): TEXT, ("warn", "warn-tint"): TEXT,
    ("ink", "warn-tint"): TEXT, ("care", "care-tint"): TEXT, ("edge", "card"): SHAPE, ("edge", "paper"): SHAPE,
    ("focus", "paper"): SHAPE,
}  # fmt: skip


@cache
def schemes() -> dict[str, dict[str, str]]:
    """The colours of each scheme, by their names in the styles."""
    said = (STYLES / "app.css").read_text(encoding="utf-8")
    light, dark = said.split("@media (prefers-color-scheme: dark)")[:2]
    red = re.search(r"html\.night \{([^}]*)\}", (STYLES / "look.css").read_text(encoding="utf-8"))
    assert red is not None
    parts = {"light": light, "dark": dark.partition("@media")[0], "red": red[1]}
    return {name: dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", part)) for name, part in parts.items()}


def _light(colour: str) -> float:
    """Relative luminance."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * c for c in colour[1:])
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """How far apart two colours are, from 1 to 21."""
    low, high = sorted((_light(one), _light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark", "red"])
def test_every_pair_of_colours_that_meets_is_far_enough_apart(scheme: str) -> None:
    colours = schemes()[scheme]
    near = [f"{a} on {b}: {contrast(colours[a], colours[b]):.2f}" for (a, b), least in PAIRS.items()
            if contrast(colours[a], colours[b]) < least]  # fmt: skip
    assert near == []


@pytest.mark.parametrize("scheme", ["light", "dark", "red"])
def test_words_on_the_darkest_region_of_the_map_can_be_read(scheme: str) -> None:
    colours = schemes()[scheme]
    parts = re.findall(r"var\(--accent\) (\d+)%, var\(--card\)", (STYLES / "look.css").read_text(encoding="utf-8"))
    assert len(parts) == 4
    mixed = _mixed(colours["accent"], colours["card"], max(int(part) for part in parts) / 100)
    assert contrast(colours["ink"], mixed) >= TEXT


def _mixed(one: str, other: str, share: float) -> str:
    """As `color-mix(in srgb, ...)` does it."""
    long = [c[1:] if len(c) == 7 else "".join(2 * d for d in c[1:]) for c in (one, other)]
    pairs = ([int(c[n : n + 2], 16) for c in long] for n in (0, 2, 4))
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def test_the_red_scheme_has_no_blue_to_speak_of() -> None:
    for name, colour in schemes()["red"].items():
        digits = colour[1:] if len(colour) == 7 else "".join(2 * c for c in colour[1:])
        red, _green, blue = (int(digits[n : n + 2], 16) for n in (0, 2, 4))
        assert blue <= 0.75 * red, name


def test_the_page_of_the_design_says_what_is_measured() -> None:
    told = {
        row[0].strip(): [float(n) for n in row[1:4]]
        for line in lines(PAGE)
        if line.startswith("|") and len(row := [c.strip() for c in line.strip("|").split("|")]) >= 4
        and re.fullmatch(r"[0-9.]+", row[1])
    }  # fmt: skip
    measured = {
        f"{a} on {b}": [round(contrast(schemes()[s][a], schemes()[s][b]), 1) for s in ("light", "dark", "red")]
        for a, b in PAIRS
    }
    assert told == measured


def test_no_style_names_a_typeface_that_has_to_be_fetched() -> None:
    said = "\n".join("\n".join(lines(p)) for p in STYLES.glob("*.css"))
    assert "@font-face" not in said
    assert "@import" not in said


def test_every_gap_is_a_step_of_the_scale() -> None:
    said = "\n".join("\n".join(lines(p)) for p in STYLES.glob("*.css"))
    gaps = re.findall(r"(?<![a-z-])(?:gap|margin[a-z-]*|padding[a-z-]*): ([^;]+);", said)
    steps = {step for gap in gaps for step in re.findall(r"(?<![0-9.])([0-9.]+)rem", gap)}
    assert steps <= {"0.25", "0.5", "0.75", "1", "1.25", "2"}


def test_what_moves_moves_only_for_those_who_want_it() -> None:
    said = "\n".join("\n".join(lines(p)) for p in STYLES.glob("*.css"))
    assert "animation" not in said
    outside = said.split("@media (prefers-reduced-motion: no-preference)")
    assert "transition" not in outside[0]
    assert said.count("transition") == 1
