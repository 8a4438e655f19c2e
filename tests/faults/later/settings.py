# SPDX-License-Identifier: Apache-2.0
"""Today's settings, with tomorrow's steps for the journal."""

from supple.web.settings import *  # noqa: F403

MIGRATION_MODULES = {"journal": "tests.faults.later.migrations"}
