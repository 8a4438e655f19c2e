# SPDX-License-Identifier: Apache-2.0
"""How does a diary come in from, and go out to, the formats of others?

May import the pure rooms below it and the standard library; knows no database and no page.
Read `csv.py` first: the plain table of days that every spreadsheet can make.
"""
