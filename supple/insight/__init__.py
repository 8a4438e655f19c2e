# SPDX-License-Identifier: Apache-2.0
"""What one person's diary can honestly say: which exposures go with the symptom, and did one change help.

May import entries, errors and numpy; no Django, no clock, no file, and no random source without a seed.
Read `triggers.py` first, then `columns.py`, `batch.py`, `noise.py`, `effects.py`, `chains.py` and `sight.py`, in the
order of the work.
For one change tried on purpose: `trial.py`, then `belief.py`.
"""
