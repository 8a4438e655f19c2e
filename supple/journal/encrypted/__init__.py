# SPDX-License-Identifier: Apache-2.0
"""Django's door to an encrypted SQLite file; `base` is what Django looks for. Nobody imports it by name."""
