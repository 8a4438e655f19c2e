# SPDX-License-Identifier: Apache-2.0
"""The envelope of one entry, and the mark that an erased diary leaves.

Nothing outside this room imports these rows; `store` hands out entries.
"""

from django.db import models

from supple.people.models import Person


class Event(models.Model):
    """One entry as it was received; the database itself refuses to change or delete it."""

    seq = models.BigAutoField(primary_key=True)
    # PROTECT: nobody removes a person, and with them a diary, but `erase`.
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    # Unique for one person, not for all: an id that another person used must neither clash nor give them away.
    entry_id = models.UUIDField()
    kind = models.CharField(max_length=32)
    version = models.PositiveSmallIntegerField()
    happened_at = models.DateTimeField()
    received_at = models.DateTimeField()
    source = models.CharField(max_length=40)
    # JSON as text, not a JSON column: it is read in bulk and parsed once, by the entries' own parser.
    body = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["person", "entry_id"], name="journal_event_once"),)
        indexes = (
            models.Index(fields=["person", "happened_at"], name="journal_event_when"),
            models.Index(fields=["person", "kind", "happened_at"], name="journal_event_kind"),
            # What came in last is asked at every look at what was worked out before.
            models.Index(fields=["person", "seq"], name="journal_event_newest"),
        )

    def __str__(self) -> str:
        return f"event {self.seq}"


class Tombstone(models.Model):
    """That a diary was erased: whose, by whom, when, and how many entries it had. No content.

    `erasing` is true only inside the transaction that erases; the database lets rows go only then.
    """

    person = models.UUIDField()
    erased_by = models.CharField(max_length=40)
    erased_at = models.DateTimeField()
    entries = models.PositiveIntegerField(default=0)
    erasing = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"tombstone {self.pk}"
