# SPDX-License-Identifier: Apache-2.0
"""What to tell: one composed report of a period, and its text and HTML faces.

May import care, insight, knowledge, entries and errors; no Django, no clock, no file.
Read `sections.py` first (what a report is), then `compose.py` (how a diary becomes one).
"""
