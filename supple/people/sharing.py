# SPDX-License-Identifier: Apache-2.0
"""What ever left a diary for somebody else: a file saved, or a sealed file behind a link that ends."""

import uuid
from datetime import datetime

from django.db import models

from supple.people.models import Person


class Shared(models.Model):
    """One thing that was shared. The sealed file is here, its key is not: only the link holds it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    what = models.CharField(max_length=16)
    """`report` or `diary`."""
    way = models.CharField(max_length=8)
    """`file` or `link`."""
    to = models.CharField(max_length=100, blank=True)
    first = models.DateField()
    last = models.DateField()
    at = models.DateTimeField()
    digest = models.CharField(max_length=64, blank=True, editable=False)
    """Of the random part of the link; empty for a file."""
    sealed = models.BinaryField(null=True)
    """Emptied when the link was taken back, and the next time anybody looks after it ended."""
    passcode = models.CharField(max_length=128, blank=True, editable=False)
    tries_left = models.PositiveSmallIntegerField(default=10)
    expires = models.DateTimeField(null=True)
    revoked = models.DateTimeField(null=True)
    opened = models.PositiveIntegerField(default=0)
    last_opened = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"shared {self.pk}"

    def is_open(self, now: datetime) -> bool:
        """Whether its link still opens."""
        ends = self.expires is not None and self.expires > now
        return bool(self.digest and ends and not self.revoked and self.tries_left)
