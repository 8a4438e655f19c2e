# SPDX-License-Identifier: Apache-2.0
"""Where is somebody signed in, and what was done with the sign-in? Shown to its owner, kept for half a year.

And which forms have arrived that a device had kept: only their ids, so that one sent again does nothing more.
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from supple.people.models import Account


class SignIn(models.Model):
    """One browser that is or was signed in; gone when its session is."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="sign_ins")
    session_key = models.CharField(max_length=40, unique=True)
    browser = models.CharField(max_length=60)
    begun = models.DateTimeField()
    seen = models.DateField()

    def __str__(self) -> str:
        return f"sign-in {self.pk}"


class Deed(models.Model):
    """One thing that was done with a sign-in or a token; never what the diary says."""

    class What(models.TextChoices):
        """What was done."""

        SIGNED_IN = "signed_in", _("Signed in")
        WRONG_PASSWORDS = "wrong_passwords", _("Wrong passwords were tried before")
        ENDED = "ended", _("Signed another device out")
        PASSWORD_CHANGED = "password_changed", _("Changed the password")
        TOTP_ACTIVATED = "totp_activated", _("Turned codes on")
        TOTP_DEACTIVATED = "totp_deactivated", _("Turned codes off")
        WEBAUTHN_ADDED = "webauthn_added", _("Added a passkey")
        WEBAUTHN_REMOVED = "webauthn_removed", _("Removed a passkey")
        RECOVERY_CODES = "recovery_codes_generated", _("Made new recovery codes")
        TAKEN_OUT = "taken_out", _("Saved the diary as a file")
        TOKEN_MADE = "token_made", _("Made a button")
        TOKEN_REVOKED = "token_revoked", _("Took a button back")
        READ_DIARY = "read_diary", _("A token read the diary")
        READ_REPORT = "read_report", _("A token read the report")

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="deeds")
    what = models.CharField(max_length=32)
    by = models.CharField(max_length=100, blank=True)
    """The browser, or the label of a token."""
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["account", "-at"], name="deeds_of_an_account"),)

    def __str__(self) -> str:
        return f"deed {self.pk}"

    @property
    def words(self) -> str:
        """What was done, as a person reads it."""
        return str(Deed.What(self.what).label) if self.what in Deed.What.values else self.what


class HandedIn(models.Model):
    """A form that had waited on a device and was taken; it says neither which page nor what was filled in."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="handed_in")
    form = models.UUIDField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["account", "form"], name="a_form_is_taken_once"),)

    def __str__(self) -> str:
        return f"form {self.form}"
