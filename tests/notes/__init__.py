# SPDX-License-Identifier: Apache-2.0
"""Notes with gold answers, and how well they are read."""
