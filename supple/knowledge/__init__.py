# SPDX-License-Identifier: Apache-2.0
"""What is known: red flags, gates, exercises, triggers, texts to read, and sources.

Everything lives as files under `data/`; code here only reads, checks and finds them. Nothing here knows a
person. May import pydantic, pyyaml and `supple.errors`. Read `condition.py` first (the language in which a
rule is written), then `kinds.py`, then any file of `data/redflag/`; what is only read by people is in `library.py`.
"""
