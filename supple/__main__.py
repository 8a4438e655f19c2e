# SPDX-License-Identifier: Apache-2.0
"""`python -m supple` is the `supple` command."""

import sys

from supple.cli.main import main

sys.exit(main())
