# SPDX-License-Identifier: Apache-2.0
"""A supple of tomorrow: today's, and two steps that change the table of events and can be cut short."""
