# SPDX-License-Identifier: Apache-2.0
"""Who else may do what with a diary, until when; and who looked at it or changed something."""

import uuid
from datetime import date, datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from supple.people.models import Account, Person


class Grant(models.Model):
    """What one other person may do with a diary. It always ends, and can be taken back at any time.

    It waits for an answer until somebody signs in with its code; only a digest of the code is kept.
    """

    class Role(models.TextChoices):
        """What somebody is to the person."""

        CARER = "carer", _("Carer or helper")
        PHYSIOTHERAPIST = "physiotherapist", _("Physiotherapist")
        CLINICIAN = "clinician", _("Doctor or nurse")

    class Scope(models.TextChoices):
        """One thing that may be done."""

        ADD = "add", _("write down what they see: waking at night, moving, spasms during care")
        RATE = "rate", _("grade how stiff muscles are (Modified Ashworth), and see earlier grades")
        PROGRAMME = "programme", _("send a programme of exercises, and see what was done of it")
        REPORT = "report", _("read the report, with the trend in it")
        DIARY = "diary", _("read the diary, but nothing that is marked private")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="grants")
    account = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="grants_held")
    name = models.CharField(max_length=100)
    """What the person calls them; it stands as `by` on all that they say."""
    role = models.CharField(max_length=16)
    scopes = models.CharField(max_length=100)
    back_days = models.PositiveIntegerField(null=True)
    """How far back may be read, in days; empty for the whole diary."""
    created = models.DateTimeField()
    expires = models.DateTimeField()
    code_digest = models.CharField(max_length=64, unique=True, editable=False)
    code_until = models.DateTimeField()
    joined = models.DateTimeField(null=True)
    last_used = models.DateTimeField(null=True)
    revoked = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"grant {self.pk}"

    @property
    def may(self) -> tuple[str, ...]:
        """The scopes, in their order."""
        said = self.scopes.split()
        return tuple(scope for scope in Grant.Scope.values if scope in said)

    @property
    def may_words(self) -> list[str]:
        """The scopes in words."""
        return [str(Grant.Scope(scope).label) for scope in self.may]

    @property
    def reads(self) -> bool:
        """Whether anything of the past may be read."""
        return bool({Grant.Scope.REPORT, Grant.Scope.DIARY} & set(self.may))

    def state(self, now: datetime) -> str:
        """Whether it waits for an answer, holds, or ended, and how."""
        if self.revoked:
            return "revoked"
        if self.expires <= now:
            return "expired"
        if self.joined is None:
            return "waiting" if self.code_until > now else "unanswered"
        return "open" if self.account_id else "left"

    def first_day(self, today: date) -> date | None:
        """The first day that may be read; nothing when it is the whole diary."""
        return None if self.back_days is None else today - timedelta(days=self.back_days - 1)


class Trace(models.Model):
    """One look at a diary, or one change, by somebody it was shared with; its person reads these lines."""

    class What(models.TextChoices):
        """What was done."""

        OFFERED = "offered", _("you made a code for them")
        JOINED = "joined", _("signed in with the code")
        CARE = "care", _("opened the page for care")
        VISIT = "visit", _("opened the grades of your muscles")
        PROGRAMME = "programme", _("opened the programme")
        REPORT = "report", _("read the report")
        DIARY = "diary", _("read the diary")
        ADDED = "added", _("wrote something down")
        UNSAID = "unsaid", _("took back what they had written")
        RATED = "rated", _("graded a muscle")
        SENT = "sent", _("sent a programme")
        REVOKED = "revoked", _("you ended it")
        LEFT = "left", _("gave it back")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="traces")
    grant = models.ForeignKey(Grant, on_delete=models.SET_NULL, null=True, related_name="traces")
    who = models.CharField(max_length=100)
    what = models.CharField(max_length=16)
    entry = models.UUIDField(null=True)
    """The entry that was added or taken back."""
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["person", "-at"], name="traces_of_a_person"),)

    def __str__(self) -> str:
        return f"trace {self.pk}"


class Waiting(models.Model):
    """A programme that somebody sent; its person looks at it before it is kept."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="+")
    words = models.TextField()
    """The file, as `interop.programme` reads it."""
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"waiting {self.pk}"
