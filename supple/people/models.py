# SPDX-License-Identifier: Apache-2.0
"""Who is who: sign-in accounts, the persons whose diaries are kept, and tokens for buttons and scripts."""

import uuid
from datetime import time

from django.contrib.auth.models import AbstractUser
from django.db import models

from supple.people.choices import Choices


class Account(AbstractUser):
    """A sign-in."""


class Person(models.Model):
    """Whoever keeps a diary: home time zone, language, and the hour their day begins."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.OneToOneField(Account, on_delete=models.PROTECT, null=True, related_name="person")
    name = models.CharField(max_length=100)
    zone = models.CharField(max_length=64, default="UTC")
    language = models.CharField(max_length=16, default="en-gb")
    day_starts = models.TimeField(default=time(6, 0))
    made_up = models.BooleanField(default=False)
    chosen = models.JSONField(default=dict)
    """What was chosen for the pages; `choices.Choices` reads it."""

    def __str__(self) -> str:
        return str(self.id)

    @property
    def choices(self) -> Choices:
        """What the person chose for the pages."""
        return Choices.read(self.chosen)


class Token(models.Model):
    """What a button, a watch or a script shows instead of a password.

    Only a digest is kept: the secret has 256 random bits, so a slow password hash would add nothing but time.
    """

    class Scope(models.TextChoices):
        """What a token may do."""

        WRITE_ONLY = "write-only", "may add entries, sees nothing"
        READ_REPORT = "read-report", "may read the report, nothing else"
        FULL = "full", "may add entries and read all of them"
        CALENDAR = "calendar", "may read the calendar, nothing else"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tokens")
    scope = models.CharField(max_length=16, choices=Scope.choices)
    preset = models.CharField(max_length=120, blank=True)
    """What one press of a button means, such as `episode:spasm`; empty for none."""
    label = models.CharField(max_length=100, blank=True)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created = models.DateTimeField()
    last_used = models.DateTimeField(null=True)
    revoked = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"token {self.pk}"


class Layout(models.Model):
    """How the columns of one sort of file were read, remembered by the names in its header."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="layouts")
    signature = models.CharField(max_length=64)
    """A digest of the names of the columns."""
    read_as = models.JSONField()
    used = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["person", "signature"], name="people_layout_once"),)

    def __str__(self) -> str:
        return f"layout {self.pk}"
