# SPDX-License-Identifier: Apache-2.0
"""Who lost the way in? Whoever runs the machine sets a new password, or ends every sign-in; nobody does so by mail."""

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction

from supple.actions.whose import whose
from supple.errors import SuppleError
from supple.people.models import Account


def account_of(name: str) -> Account:
    """The sign-in of this name, or of the person of this name."""
    account = Account.objects.filter(username=name).first() or whose(name).account
    if account is None:
        raise SuppleError("sign-in-missing", "This person has no sign-in.", "Add one with `supple person add`.")
    return account


def new_password(account: Account, password: str, *, forget_second_factor: bool = False) -> None:
    """Set another password and end every sign-in; codes and passkeys go only when that is asked for."""
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise SuppleError("sign-in-refused", " ".join(error.messages)) from None
    account.set_password(password)
    with transaction.atomic():
        account.save(update_fields=["password"])
        if forget_second_factor:
            Authenticator.objects.filter(user=account).delete()
        sign_out(account)


def sign_out(account: Account) -> int:
    """End every sign-in of this account; buttons go on, and what waits on a phone stays there until it is sent."""
    ended = [s.pk for s in Session.objects.iterator() if s.get_decoded().get("_auth_user_id") == str(account.pk)]
    Session.objects.filter(pk__in=ended).delete()
    return len(ended)
