# SPDX-License-Identifier: Apache-2.0
"""A plugin of pytest that leaves out what asks no database: on another database it would be the same test again."""

import pytest


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the tests that ask for the database, or are marked so."""
    asking = [item for item in items if _asks(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in asking])
    items[:] = asking


def _asks(item: pytest.Item) -> bool:
    named = {"db", "transactional_db"}.intersection(getattr(item, "fixturenames", ()))
    return bool(named) or item.get_closest_marker("django_db") is not None
