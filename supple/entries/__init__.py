# SPDX-License-Identifier: Apache-2.0
"""What can be said: one class per kind of entry, and the timeline they fold into.

May import pydantic and nothing else of supple but `errors`. One class is the form's rules, the API's type,
the stored body and the shape of a case. Read `entry.py` first, then `felt.py`, then `timeline.py`.
"""
