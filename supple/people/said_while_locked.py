# SPDX-License-Identifier: Apache-2.0
"""What came while the diary was locked and has been read since: so that it is read once, and no refusal is lost."""

from django.db import models

from supple.people.models import Person


class SaidWhileLocked(models.Model):
    """One sealed request. What was taken says only that it was; what was refused keeps its words for its person."""

    name = models.CharField(primary_key=True, max_length=64)
    came = models.DateTimeField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+")
    """Whose sign-in or token it showed; nobody's when neither was known."""
    why = models.TextField(blank=True)
    """Why it was refused; empty when it was taken."""
    words = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"said while locked {self.name}"
