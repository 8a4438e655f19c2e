# SPDX-License-Identifier: Apache-2.0
"""A real server in a folder of its own, and every way we know to break it. Read `rounds.py` first."""
