# SPDX-License-Identifier: Apache-2.0
"""What answers while an encrypted diary is locked: a page to unlock it, and whatever can be kept without reading.

It has no database at all. May import `actions`, and the pages that hold nothing of any diary. Read `gate.py` first.
"""
