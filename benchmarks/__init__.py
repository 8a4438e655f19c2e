# SPDX-License-Identifier: Apache-2.0
"""What is measured, not asserted: speed, claims on made-up people, real diaries. `make bench` runs them all."""
