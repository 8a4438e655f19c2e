# SPDX-License-Identifier: Apache-2.0
"""What does a drawing of an exercise show, and how is it put on a page? Drawn by tools/draw_exercises.py for supple."""

from functools import cache
from pathlib import Path

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from supple.web.words import Words

DRAWN = Path(__file__).parent / "static" / "supple" / "drawings"
SHOWS: Words = {
    "EX-01-standing": _(
        "A person stands facing a wall with both hands on it and leans forward. The leg behind is straight, "
        "its heel on the floor."
    ),
    "EX-02-chair": _(
        "A person sits with one leg stretched out. A towel runs from both hands round the ball of that foot; "
        "the toes come towards the body."
    ),
    "EX-02-lying": _(
        "A person lies on the back, one leg raised a little with a straight knee. A towel runs from the hands "
        "round the ball of that foot."
    ),
    "EX-03-helper": _(
        "A person lies on a bed with straight legs. A helper sits at the foot end, one hand under the heel, "
        "the forearm along the sole, and leans so that the foot comes up."
    ),
    "EX-04-chair": _("A person sits leaning forward. One heel is drawn back under the knee and stays on the floor."),
    "EX-05-standing": _(
        "A person stands at a wall with both hands on it. The knee of the leg behind is bent, its heel on the floor."
    ),
    "EX-06-helper": _(
        "A person lies on a bed with one knee bent. A helper sits at the foot end, holds the heel and brings "
        "the front of the foot up."
    ),
    "EX-07-chair": _(
        "A person sits at the front edge of a chair, one leg straight with the heel on the floor, and tips "
        "forward from the hips with a long back."
    ),
    "EX-08-lying": _(
        "A person lies on the back, one knee bent. The other leg points up, held by a strap from both hands "
        "round the foot."
    ),
    "EX-09-helper": _(
        "A person lies on a bed, one knee bent. A helper stands beside it and lifts the other leg, straight, "
        "with one hand at the heel and one at the thigh."
    ),
    "EX-10-standing": _(
        "A person stands holding a rail, one heel on a low step with the knee straight, and tips forward from the hips."
    ),
    "EX-11-lying": _(
        "Seen from above: a person lies on the side, the lower leg bent forward. A strap from the hand behind "
        "draws the upper heel towards the buttock."
    ),
    "EX-12-helper": _(
        "Seen from above: a person lies on the side. A helper behind holds the hip with one hand and bends "
        "the upper knee with the other."
    ),
    "EX-13-chair": _(
        "A person sits well back in a chair. One foot has slid under the chair, so that the knee bends further."
    ),
    "EX-14-lying": _(
        "A person lies on a bed near its end and hugs one knee. The other leg hangs a little over the edge."
    ),
    "EX-15-lying": _("A person lies on the front on a firm bed, legs straight, the head turned and resting on an arm."),
    "EX-16-standing": _(
        "A person stands upright holding a counter, one foot half a step behind, and tucks the pelvis under."
    ),
    "EX-17-helper": _(
        "Seen from above: a person lies on the side. A helper behind keeps the pelvis still with one hand and "
        "draws the straight upper leg backwards with the other."
    ),
    "EX-18-chair": _(
        "Seen from the front: a person sits with the feet apart and lets both knees fall outward, the hands "
        "on the knees."
    ),
    "EX-19-lying": _(
        "Seen from above: a person lies on the back with the soles together, each knee resting outward on a cushion."
    ),
    "EX-20-helper": _(
        "Seen from above: a person lies on the back with bent knees. A helper at the feet holds both inner "
        "thighs and moves the knees apart."
    ),
    "EX-21-lying": _(
        "A person lies on the back and draws one knee with the hands towards the shoulder of the other side. "
        "The other leg lies flat."
    ),
    "EX-22-chair": _("Seen from the front: a person sits with one ankle on the other knee and leans forward."),
    "EX-23-helper": _(
        "A person lies on the back on the floor. A helper kneels beside, one hand under the hip and one at "
        "the knee, and brings the knee towards the chest."
    ),
    "EX-24-chair": _(
        "A foot seen from the side, flat on the floor. The person's own fingers lie under the toes and lift them."
    ),
    "EX-25-helper": _("A foot seen from the side. One hand of a helper supports the heel, the other lifts the toes."),
    "EX-26-chair": _("A person sits and rolls the sole of one foot to and fro over a small ball on the floor."),
    "EX-27-chair": _(
        "A foot seen from the front. One hand holds the heel, the other turns the outer edge of the foot up."
    ),
    "EX-27-helper": _(
        "A foot seen from the front. One hand of a helper holds the heel, the other turns the outer edge of "
        "the foot up."
    ),
    "EX-28-lying": _(
        "A person lies on the back with a towel round one raised foot. Seen close: the towel pulls the foot "
        "towards the side of the little toe."
    ),
    "MOV-01-chair": _("A person sits on a chair and straightens one leg. A clock hangs beside."),
    "MOV-02-chair": _("A person in a wheelchair presses on the armrests and lifts off the seat."),
    "MOV-03-chair": _("A person sits. The toes of one foot are lifted, those of the other are pressed down."),
    "MOV-04-chair": _("A person sits and holds one leg out straight."),
    "MOV-05-standing": _("A person stands holding a counter and lifts one knee."),
    "MOV-06-standing": _("A person rises from a chair with armrests, leaning forward, and sits down again."),
    "MOV-07-chair": _("A person sits tall and draws the elbows back as if rowing."),
    "MOV-08-standing": _(
        "Seen from the front: a person stands holding a counter and shifts the weight from one foot to the other."
    ),
    "MOV-09-standing": _("A person walks with a stick at an easy pace."),
    "MOV-10-chair": _("A person sits holding the armrests and lifts one knee, then the other."),
}
"""Each drawing in words, for whoever does not see it."""


def picture(id: str, position: str | None) -> SafeString:
    """The drawing of an exercise in a position, with its words; empty when there is none."""
    name = f"{id}-{position}" if position else next((known for known in SHOWS if known.startswith(f"{id}-")), "")
    if name not in SHOWS:
        return SafeString("")
    spoken = f'<svg role="img" aria-label="{escape(SHOWS[name])}" '
    # A file of our own, and escaped words.
    return mark_safe(_drawn(name).replace("<svg ", spoken, 1))  # noqa: S308


@cache
def _drawn(name: str) -> str:
    return (DRAWN / f"{name}.svg").read_text(encoding="utf-8").partition("\n")[2]
