# SPDX-License-Identifier: Apache-2.0
"""Which forms do nothing without a connection, and why? Their page says so at once, and keeps what was written.

Each address that takes a form stands here, or waits on the device (`later.may_wait`), or is said in the outbox's own
way (`IN_ITS_OWN_WAY`); a test walks all of them, so that a new form is decided upon before it is there.
"""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

SIGN_IN = _("Signing in, and what belongs to it, is settled with the server.")
SHARING = _("Who may see what changes at once, so that nothing is shared later without your looking.")
THEIRS = _("What goes into somebody else's diary from a visit is sent while you can see that it has arrived.")
LOOKED_UP = _("The answer is worked out on the server, and nothing is kept of the question.")
A_FILE = _("A file is read on the server, and you look at it before anything is kept.")
ARRANGED = _("How supple looks and what it asks is kept on the server, and changes nothing in your diary.")
FOR_GOOD = _("What goes for good goes only while you can see that it is gone.")
TO_TRY = _("What speaks against a change is looked up first, and chance draws the order on the server.")
UNDERSTOOD = _("Your note is kept. What was understood in it is worked out when it has arrived, and asked then.")

WHY: Mapping[str, Any] = {
    **dict.fromkeys((
        "start", "look_around", "account_login", "account_logout", "account_change_password",
        "account_reauthenticate", "mfa_authenticate", "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp",
        "mfa_generate_recovery_codes", "mfa_download_recovery_codes", "mfa_add_webauthn", "mfa_edit_webauthn",
        "mfa_remove_webauthn", "mfa_login_webauthn", "mfa_reauthenticate_webauthn", "sign_ins", "lock_now",
        "while_locked",
    ), SIGN_IN),
    **dict.fromkeys((
        "people", "people_take_back", "join", "share", "share_take_back", "shared_leave", "tokens",
        "revoke", "feeds", "phone", "messages", "sealed_file",
    ), SHARING),
    **dict.fromkeys(("shared_visit", "shared_programme"), THEIRS),
    **dict.fromkeys(
        ("food", "tools", "medicines", "triggers", "look_up", "preview", "programme_write", "clinic_file"), LOOKED_UP
    ),
    **dict.fromkeys(("programme", "csv_in", "brought", "archive_out", "csv_out", "entries_out"), A_FILE),
    **dict.fromkeys(("settings", "language", "reminders", "more"), ARRANGED),
    "erase": FOR_GOOD, "trial_new": TO_TRY, "note": UNDERSTOOD,
}  # fmt: skip
"""Why each of these needs a connection, by the name of its address."""
IN_ITS_OWN_WAY = frozenset({
    "keep", "night", "say", "check_in_step", "event", "undo", "guide_step", "shared_care", "shared_unsay",
})  # fmt: skip
"""What these say goes into the outbox as an entry, not as a form."""


def why_it_cannot_wait(request: HttpRequest) -> Any:
    """The sentence for the page at hand; empty where forms can wait."""
    match = request.resolver_match
    return WHY.get(match.url_name or "", "") if match else ""
