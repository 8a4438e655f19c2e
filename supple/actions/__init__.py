# SPDX-License-Identifier: Apache-2.0
"""What a person can do: one verb a file. Pages, the API and the command line call only these.

May import every room below it. Here the clock's `now`, a person's rows and the pure rooms meet; the rules
themselves live in `care`, `insight` and `knowledge`. Read `record.py` first.
"""
