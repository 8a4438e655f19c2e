# SPDX-License-Identifier: Apache-2.0
"""What does each exercise look like? Draws supple/web/static/supple/drawings/*.svg from tools/drawings/*.yaml.

A figure holds where hips, hands and ankles are; knees and elbows follow from limbs of one length, so that all figures
are the same person. `--sheet` also writes one page with all of them, to be looked at.
"""

import argparse
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from math import atan2, cos, hypot, pi, radians, sin
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
FIGURES = ROOT / "tools" / "drawings"
DRAWN = ROOT / "supple" / "web" / "static" / "supple" / "drawings"
WIDTH, HEIGHT, FLOOR = 240, 170, 160
THIGH = SHIN = 34.0
TORSO, UPPER_ARM, FOREARM, NECK, FOOT, HEAD = 42.0, 22.0, 20.0, 15.0, 15.0, 9.5
NOTE = "<!-- SPDX-License-Identifier: Apache-2.0; drawn for supple by tools/draw_exercises.py -->"
TOWARDS = {"up": (0, -1), "down": (0, 1), "left": (-1, 0), "right": (1, 0)}
Point = tuple[float, float]
Said = Mapping[str, Any]


def main() -> int:
    """Draw every figure, and the sheet when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sheet", type=Path, help="also write a page with all figures")
    asked = parser.parse_args()
    drawn = every()
    DRAWN.mkdir(parents=True, exist_ok=True)
    for name, svg in drawn.items():
        (DRAWN / f"{name}.svg").write_text(svg, encoding="utf-8")
    if asked.sheet:
        asked.sheet.write_text(sheet(drawn), encoding="utf-8")
    sys.stdout.write(f"{len(drawn)} drawings\n")
    return 0


def every() -> dict[str, str]:
    """Each figure's name and its drawing."""
    found: dict[str, Said] = {}
    for file in sorted(FIGURES.glob("*.yaml")):
        found |= yaml.safe_load(file.read_text(encoding="utf-8"))
    return {name: draw(name, figure) for name, figure in sorted(found.items())}


def draw(name: str, figure: Said) -> str:
    """One figure: what stands around first, then the people, then what the eye shall find."""
    try:
        parts = [*_around(figure), *_people(figure), *_marks(figure)]
    except ValueError as problem:
        raise SystemExit(f"{name}: {problem}") from problem
    top = _top(parts)
    box = f'viewBox="0 {top} {WIDTH} {HEIGHT - top}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {box} class="drawing" fill="none" '
    style = 'stroke="currentColor" stroke-linecap="round" stroke-linejoin="round">'
    return f"{NOTE}\n{head}{style}\n" + "\n".join(parts) + "\n</svg>\n"


def _top(parts: Sequence[str]) -> int:
    """Where the drawing begins, with a little room above; empty air is left out."""
    heights = [float(y) for part in parts for pair in re.findall(r'points="([^"]+)"', part) for y in
               re.findall(r",(-?[0-9.]+)", pair)]  # fmt: skip
    heights += [float(y) - float(r) for part in parts for y, r in re.findall(r'cy="([0-9.]+)" r="([0-9.]+)"', part)]
    heights += [float(y) for part in parts for y in re.findall(r'<rect x="[0-9.]+" y="([0-9.]+)"', part)]
    heights += [float(y) for part in parts for y in re.findall(r"[MQ L][0-9.]+ ([0-9.]+)", part) if "<path" in part]
    return max(0, int(min(heights)) - 8)


def joint(start: Point, end: Point, lengths: tuple[float, float], towards: str) -> Point:
    """Where the knee or elbow between two ends is: of the two places, the one further that way.

    >>> joint((0, 0), (0, 48), (34, 34), "right")
    (24.1, 24.0)
    """
    first, second = lengths
    far = hypot(end[0] - start[0], end[1] - start[1])
    if far > first + second + 1:
        raise ValueError(f"{start} to {end} is {far:.0f} long, and the limb {first + second:.0f}")
    far = min(far, first + second)
    turn = atan2(end[1] - start[1], end[0] - start[0])
    along = (first**2 - second**2 + far**2) / (2 * far) if far else 0.0
    off = max(first**2 - along**2, 0.0) ** 0.5
    places = [
        (start[0] + along * cos(turn) - side * off * sin(turn), start[1] + along * sin(turn) + side * off * cos(turn))
        for side in (1, -1)
    ]
    way = TOWARDS[towards]
    best = max(places, key=lambda p: p[0] * way[0] + p[1] * way[1])
    return (round(best[0], 1), round(best[1], 1))


def _people(figure: Said) -> Iterator[str]:
    for person in figure.get("people", ()):
        yield from _person(person, helper=False)
    for person in figure.get("helpers", ()):
        yield from _person(person, helper=True)
    for limb in figure.get("limbs", ()):
        yield _limb(limb, helper=False)
    for limb in figure.get("helping", ()):
        yield _limb(limb, helper=True)
    for place in figure.get("heads", ()):
        yield _head(place, helper=False)
    for place in figure.get("helping_heads", ()):
        yield _head(place, helper=True)


def _person(said: Said, helper: bool) -> Iterator[str]:
    """Seen from the side: the far arm and leg first and fainter, then trunk and head, then the near ones."""
    hip, lean, way = tuple(said["hip"]), radians(said.get("lean", 0)), said.get("faces", 1)
    shoulder = _at(hip, TORSO, lean, way)
    nod = lean + radians(said.get("nod", 0))
    for side in ("far", "near"):
        if side == "near":
            yield _limb([hip, shoulder], helper)
            yield _head(_at(shoulder, NECK, nod, way), helper)
        if leg := said.get(f"{side}_leg"):
            yield _limb(leg_points(hip, leg, way), helper, far=side == "far")
        if arm := said.get(f"{side}_arm"):
            hand = tuple(arm["hand"])
            elbow = joint(shoulder, hand, (UPPER_ARM, FOREARM), arm.get("elbow", "down"))
            yield _limb([shoulder, elbow, hand], helper, far=side == "far")


def leg_points(hip: Point, leg: Said, way: int = 1) -> list[Point]:
    """Hip, knee, ankle and toes; `toe` is where the foot points, in degrees up from straight ahead."""
    ankle = tuple(leg["ankle"])
    knee = joint(hip, ankle, (THIGH, SHIN), leg.get("knee", "right" if way > 0 else "left"))
    toe = radians(leg.get("toe", 0))
    return [hip, knee, ankle, (round(ankle[0] + way * FOOT * cos(toe), 1), round(ankle[1] - FOOT * sin(toe), 1))]


def _at(start: Point, length: float, lean: float, way: int) -> Point:
    return (round(start[0] + way * length * sin(lean), 1), round(start[1] - length * cos(lean), 1))


def _limb(points: Sequence[Sequence[float]], helper: bool, far: bool = False) -> str:
    look = 'stroke-width="4"' if helper else 'stroke-width="8"'
    faint = ' opacity="0.45"' if far else ""
    return f'<polyline points="{_points(points)}" {look}{faint}/>'


def _head(place: Sequence[float], helper: bool) -> str:
    look = 'stroke-width="4"' if helper else 'fill="currentColor" stroke="none"'
    return f'<circle cx="{place[0]:g}" cy="{place[1]:g}" r="{HEAD:g}" {look}/>'


def _around(figure: Said) -> Iterator[str]:
    """Floor, wall, chair, bed and the like, in thin lines."""
    if figure.get("floor", True):
        yield _thin([(8, FLOOR), (WIDTH - 8, FLOOR)])
    for line in figure.get("lines", ()):
        yield _thin(line)
    for x, y, width, height in figure.get("boxes", ()):
        yield f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="5" stroke-width="2.5" opacity="0.8"/>'
    for x, y, radius in figure.get("rounds", ()):
        yield f'<circle cx="{x}" cy="{y}" r="{radius}" stroke-width="2.5" opacity="0.8"/>'
    if chair := figure.get("chair"):
        yield from _chair(*chair)
    if bed := figure.get("bed"):
        yield from _bed(*bed)


def _chair(back: float, front: float, seat: float) -> Iterator[str]:
    yield _thin([(back - 4, seat - 45), (back, seat), (front, seat), (front, FLOOR)])
    yield _thin([(back, seat), (back, FLOOR)])


def _bed(left: float, right: float, top: float) -> Iterator[str]:
    yield f'<rect x="{left}" y="{top}" width="{right - left}" height="10" rx="4" stroke-width="2.5" opacity="0.8"/>'
    if top + 10 < FLOOR - 6:
        yield _thin([(left + 8, top + 10), (left + 8, FLOOR)])
        yield _thin([(right - 8, top + 10), (right - 8, FLOOR)])


def _thin(points: Sequence[Sequence[float]]) -> str:
    return f'<polyline points="{_points(points)}" stroke-width="2.5" opacity="0.8"/>'


def _marks(figure: Said) -> Iterator[str]:
    """Towel or strap, where it pulls, and which way things move."""
    for strap in figure.get("straps", ()):
        yield f'<polyline points="{_points(strap)}" stroke-width="3" stroke-dasharray="7 5" class="drawn-strap"/>'
    for pull in figure.get("pulls", ()):
        yield f'<polyline points="{_points(pull)}" stroke-width="4" stroke-dasharray="1 7" class="drawn-pull"/>'
    for start, middle, end in figure.get("arrows", ()):
        yield _arrow(start, middle, end)


def _arrow(start: Sequence[float], middle: Sequence[float], end: Sequence[float]) -> str:
    """A bent arrow; `middle` is what it is drawn towards on its way."""
    turn = atan2(end[1] - middle[1], end[0] - middle[0])
    ends = [(end[0] - 9 * cos(turn + s), end[1] - 9 * sin(turn + s)) for s in (pi / 5, -pi / 5)]
    bow = f"M{start[0]:g} {start[1]:g}Q{middle[0]:g} {middle[1]:g} {end[0]:g} {end[1]:g}"
    tip = f"M{ends[0][0]:.1f} {ends[0][1]:.1f}L{end[0]:g} {end[1]:g}L{ends[1][0]:.1f} {ends[1][1]:.1f}"
    return f'<path d="{bow}{tip}" stroke-width="3" class="drawn-move"/>'


def _points(points: Sequence[Sequence[float]]) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in points)


def sheet(drawn: Mapping[str, str]) -> str:
    """One page with all of them, to be looked at."""
    cells = "".join(f"<figure>{svg}<figcaption>{name}</figcaption></figure>" for name, svg in drawn.items())
    look = "body{display:grid;grid-template-columns:repeat(5,1fr);gap:8px;font:14px sans-serif;margin:8px}"
    look += "figure{margin:0;border:1px solid #ccc}.drawn-pull,.drawn-move,.drawn-strap{stroke:#0a5a5c}"
    return f'<!doctype html><meta charset="utf-8"><style>{look}</style>{cells}'


if __name__ == "__main__":
    raise SystemExit(main())
