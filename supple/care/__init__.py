# SPDX-License-Identifier: Apache-2.0
"""What may help or harm this person today: warnings, questions and a doable plan.

Takes a profile and the knowledge, gives frozen values; reads no clock and no file. May import `knowledge`,
`insight` and `entries`. Read `profile.py` first, then `rules.py` (what a rule's words mean), `safety.py`
and `plan.py`.
"""
