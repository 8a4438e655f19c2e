# SPDX-License-Identifier: Apache-2.0
"""Who is who: sign-in accounts, the persons whose diaries are kept, tokens for buttons and scripts; who else was let in
(`grants.py`), what to be reminded of (`reminding.py`), and what ever left (`sharing.py`).

May import Django and nothing else of supple but `errors`. These are ordinary rows that may change; what was
said in a diary lives in `journal`. Read `models.py`.
"""
