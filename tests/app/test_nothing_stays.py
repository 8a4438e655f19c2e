# SPDX-License-Identifier: Apache-2.0
"""A server runs for months: does what a page makes in memory go away with it?"""

import gc
import weakref
from types import MethodType

import pytest
from django.test import Client

from supple.people.models import Person

LOOKS = 20
OF_THE_TEST = (weakref.ReferenceType, weakref.finalize, weakref.finalize._Info, MethodType)  # type: ignore[attr-defined]
"""What Django's client for tests leaves at every request, and what SQLite clears away every few hundred."""


def _kept(client: Client, page: str, looks: int) -> int:
    """How many things are in memory after so many looks at a page."""
    for _ in range(looks):
        assert client.get(page).status_code == 200
    gc.collect()
    return sum(type(one) not in OF_THE_TEST for one in gc.get_objects())


@pytest.mark.parametrize("page", ["/", "/timeline", "/plan", "/more", "/night", "/press", "/triggers", "/report"])
def test_looking_at_a_page_again_and_again_leaves_nothing_behind(page: str, ada: Person, client: Client) -> None:
    assert ada.account
    client.force_login(ada.account)
    _kept(client, page, 3)  # what is made once and kept, such as templates
    before = _kept(client, page, 1)
    assert _kept(client, page, LOOKS) - before < LOOKS
