# SPDX-License-Identifier: Apache-2.0
"""How docs/reference is written from the code: one file for each page, and the pieces of Markdown they share."""
