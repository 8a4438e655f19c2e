# SPDX-License-Identifier: Apache-2.0
"""Who is who: sign-in accounts, the persons whose diaries are kept, and tokens for buttons and scripts."""

import uuid
from datetime import time

from django.contrib.auth.models import AbstractUser
from django.db import models


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

    def __str__(self) -> str:
        return str(self.id)
