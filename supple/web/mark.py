# SPDX-License-Identifier: Apache-2.0
"""Which diary does a page belong to? A mark that a device may hold, from which nobody learns a name or an id."""

from django.utils.crypto import salted_hmac

from supple.people.models import Account, Person

HEADER = "Supple-Diary"


def diary_mark(person: Person) -> str:
    """The same for every page of one diary on one installation, and another one for every other diary."""
    return salted_hmac("supple.diary", str(person.pk)).hexdigest()[:16]


def sign_in_mark(account: Account) -> str:
    """Whose copies a browser holds: those of one's own diary, or of a sign-in that has none."""
    own = Person.objects.filter(account=account).first()
    return diary_mark(own) if own else salted_hmac("supple.sign-in", str(account.pk)).hexdigest()[:16]
