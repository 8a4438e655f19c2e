# SPDX-License-Identifier: Apache-2.0
"""supple: a private companion for adults with multiple sclerosis and stiff, jumping or cramping legs.

Nothing is imported here: every room is its own door. Start with `supple/entries`, what can be said.
"""

__version__ = "0.1.0"
