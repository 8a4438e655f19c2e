# SPDX-License-Identifier: Apache-2.0
"""How is something shown so that a phone's camera can read it? As squares, drawn here."""

import qrcode  # type: ignore[import-untyped]
import qrcode.image.svg  # type: ignore[import-untyped]
from django.utils.safestring import SafeString, mark_safe


def scannable(words: str) -> SafeString:
    """A picture to scan: black on white whatever the page looks like; the words are not in it as text."""
    drawn = qrcode.make(words, image_factory=qrcode.image.svg.SvgPathImage, error_correction=qrcode.ERROR_CORRECT_L)
    return mark_safe(str(drawn.to_string(), "ascii"))  # noqa: S308 - drawn from squares alone
