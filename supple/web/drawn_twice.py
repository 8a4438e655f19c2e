# SPDX-License-Identifier: Apache-2.0
"""How does a picture fit a phone and a desk? It is drawn for both, and the style shows the one there is room for."""

from collections.abc import Callable

from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from supple.insight.plot import NARROW, WIDE, Frame


def drawn_twice(draw: Callable[[Frame], str], headed: bool = True) -> SafeString:
    """The picture for a phone and for a desk; `draw` is code of our own that escapes every word."""
    frames = {name: Frame(wide, headed, lambda day: date_format(day, _("j M Y")))
              for name, wide in (("small", NARROW), ("large", WIDE))}  # fmt: skip
    drawn = (f'<div class="{name}">{draw(frame)}</div>' for name, frame in frames.items())
    return mark_safe("".join(drawn))  # noqa: S308 - numbers, and words that were escaped
