# SPDX-License-Identifier: Apache-2.0
"""Which passwords would be guessed first here? Those made of our own words; the papers on security list them too."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

OUR_WORDS = (
    "supple", "spasm", "spasticity", "sclerosis", "multiple", "stiff", "cramp", "magnesium", "baclofen", "tizanidine",
    "diary", "passphrase", "password",
)  # fmt: skip
"""What somebody who knows only what this app is for would try."""
ENOUGH_ELSE = 6
"""So many letters have to be left when our words are taken out."""


class NotOurWords:
    """A validator: a password needs more than what this app is about."""

    def validate(self, password: str, user: object = None) -> None:
        """Refuse what is little else than our own words."""
        left = password.lower()
        for word in OUR_WORDS:
            left = left.replace(word, "")
        if len(left) < ENOUGH_ELSE:
            raise ValidationError(_("This password is made of words that are easy to guess here."), code="our_words")

    def get_help_text(self) -> str:
        """Said beside the field."""
        return _("Use more than the words this app is about.")
