# SPDX-License-Identifier: Apache-2.0
"""What somebody wants to be reminded of, when, and on which devices; what is due is worked out in `care.remind`."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from supple.people.models import Person


class Reminder(models.Model):
    """One thing to be reminded of, with its clock times, its window and its own quiet hours."""

    class What(models.TextChoices):
        """What there is to be reminded of."""

        CHECK_IN = "check_in", _("Check-in")
        PLAN = "plan", _("Plan for today")
        EXERCISES = "exercises", _("Exercises")
        MEDICINE = "medicine", _("Medicine")
        DRINK = "drink", _("A drink")
        MOVE = "move", _("Move a little")
        REST = "rest", _("Rest before you are worn out")
        OWN = "own", _("Something else")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    what = models.CharField(max_length=16)
    words = models.CharField(max_length=100, blank=True)
    clocks = models.JSONField(default=list)
    days = models.JSONField(default=list)
    """Days of the week; empty for every day."""
    window_min = models.PositiveIntegerField(default=60)
    quiet_from = models.CharField(max_length=5, blank=True)
    quiet_to = models.CharField(max_length=5, blank=True)
    paused = models.BooleanField(default=False)
    since = models.DateField()

    def __str__(self) -> str:
        return f"reminder {self.pk}"


class Messaged(models.Model):
    """A browser that asked for a message, without words, when a reminder is due."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    endpoint = models.CharField(max_length=1000, unique=True)
    """Where its maker's server takes messages for it."""
    rung = models.DateTimeField(null=True)
    """Since when that was due of which it was told last."""

    def __str__(self) -> str:
        return f"messaged {self.pk}"
