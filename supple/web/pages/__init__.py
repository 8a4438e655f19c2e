# SPDX-License-Identifier: Apache-2.0
"""The pages, one a file: each reads what a form said, calls one action and shows the answer."""
