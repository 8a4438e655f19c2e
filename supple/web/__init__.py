# SPDX-License-Identifier: Apache-2.0
"""Pages, forms and the API: what was asked becomes one action, and its answer becomes a page or JSON.

May import every room below it. Read `urls.py` first, then `pages/today.py`, then `forms.py`.
"""
