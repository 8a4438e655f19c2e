# SPDX-License-Identifier: Apache-2.0
"""How is a leg drawn? Its regions, front and back, left on the left as the person has them: never as in a mirror."""

from collections.abc import Iterator, Mapping, Sequence
from xml.sax.saxutils import escape

from supple.report.sections import Phrase
from supple.report.written import Translate, marked

Shape = tuple[float, float, float]
"""How wide a part is at its top, in its middle and at its end, of 100."""
Part = tuple[tuple[str, ...], Shape]
FRONT: Sequence[Part] = (
    (("hip_flexor",), (88, 94, 92)), (("quadriceps", "adductor"), (92, 84, 62)), (("knee",), (62, 60, 54)),
    (("shin",), (54, 58, 36)), (("ankle",), (36, 32, 36)), (("foot",), (36, 46, 58)), (("toes",), (58, 60, 50)),
)  # fmt: skip
BACK: Sequence[Part] = (
    (("gluteal",), (84, 96, 92)), (("hamstring",), (92, 82, 58)), (("calf",), (58, 66, 34)),
)  # fmt: skip
WHOLE: Mapping[str, Sequence[str]] = {
    "thigh": ("quadriceps", "hamstring"),
    "whole_leg": ("quadriceps", "hamstring", "knee", "shin", "calf", "ankle", "foot"),
}
"""Places that have no field of their own, and the fields that they cover."""
WORDS = (marked("Front"), marked("Back"), marked("Left"), marked("Right"))
TALL, SCALE, TOP = 60, 0.5, 38
COLUMNS = ((FRONT, "left", 60), (FRONT, "right", 125), (BACK, "left", 270), (BACK, "right", 335))
"""Which legs stand where on the report's picture, in its own units."""
Place = tuple[str, str]


def in_order(sites: tuple[str, ...], side: str) -> tuple[str, ...]:
    """The parts of one height from left to right: the inner side of each leg lies towards the middle."""
    return sites if side == "left" else sites[::-1]


def outline(shape: Shape, nth: int, of: int) -> str:
    """The part as a path in a field of 100 by 60; a part shared by two is cut down its middle.

    >>> outline((60, 60, 60), 0, 1)
    'M20 0Q20 30 20 60L80 60Q80 30 80 0Z'
    """
    top, middle, end = shape
    if of == 1:
        a, b, c = ((100 - width) / 2 for width in shape)
        return f"M{a:g} 0Q{b:g} 30 {c:g} 60L{100 - c:g} 60Q{100 - b:g} 30 {100 - a:g} 0Z"
    if nth == 0:
        return f"M{100 - top:g} 0Q{100 - middle:g} 30 {100 - end:g} 60L100 60L100 0Z"
    return f"M0 0L0 60L{end:g} 60Q{middle:g} 30 {top:g} 0Z"


def legs_svg(times: Mapping[Place, int], spoken: Phrase, translate: Translate = str) -> str:
    """Both legs, front and back, with how often each place was named.

    Darker is more often, and the number stands there, so that a copy in black and white says the same.
    """
    front, back, left, right = map(translate, WORDS)
    parts = [_label(117, 16, front), _label(327, 16, back)]
    for nth, (regions, side, x) in enumerate(COLUMNS):
        parts.append(_label(x + 25, 32, right if nth % 2 else left))
        parts += _leg(regions, side, x, times)
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 252" role="img" font-size="13">'
    return f"{head}<title>{escape(spoken.text(translate))}</title>{''.join(parts)}</svg>\n"


def _leg(regions: Sequence[Part], side: str, x: float, times: Mapping[Place, int]) -> Iterator[str]:
    most = max([*times.values(), 1])
    for row, (sites, shape) in enumerate(regions):
        ordered, y = in_order(sites, side), TOP + row * TALL * SCALE
        wide = SCALE / len(ordered)
        for nth, site in enumerate(ordered):
            count, left = times.get((side, site), 0), x + 100 * wide * nth
            dark = 0.12 + 0.38 * count / most if count else 0
            place = f'transform="translate({left:g} {y:g}) scale({wide:g} {SCALE})"'
            shade = f'fill="currentColor" fill-opacity="{dark:.2f}"'
            edge = 'stroke="currentColor" vector-effect="non-scaling-stroke"'
            yield f'<path {place} d="{outline(shape, nth, len(ordered))}" {shade} {edge}/>'
            if count:
                yield _label(left + 50 * wide, y + TALL * SCALE / 2 + 5, str(count))


def _label(x: float, y: float, words: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle" fill="currentColor">{escape(words)}</text>'
