# SPDX-License-Identifier: Apache-2.0
"""How a person meets supple at a terminal: the `supple` command, one verb a module.

May import actions and everything below; a module imports heavy things only inside `run`. Read `main.py` first.
"""
