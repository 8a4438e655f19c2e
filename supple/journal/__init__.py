# SPDX-License-Identifier: Apache-2.0
"""Where what was said is kept: never changed, corrected only by saying it again, removed only by `erase`.

May import entries, people and Django. `store` is the only door: append, timeline, erase. Rows (`models`) and
the database's own locks (`guard`) are seen by nobody else. Read `store.py` first.
"""
