# SPDX-License-Identifier: Apache-2.0
"""The sign-in form in our words: the name given at the start, no mail, no placeholder that looks like an answer."""

from typing import Any

from allauth.account.forms import LoginForm
from django.utils.translation import gettext_lazy as _


class SignIn(LoginForm):  # type: ignore[misc]
    """Name and password."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        self.fields["login"].label = _("Your name")
        self.fields["password"].help_text = ""
