# SPDX-License-Identifier: Apache-2.0
"""Tests never touch the diary of whoever runs them: SUPPLE_HOME is a folder of their own.

Loaded as a plugin (`-p tests.own_home`), because Django's settings are read before any conftest.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if "SUPPLE_TEST_HOME" not in os.environ:
    os.environ["SUPPLE_TEST_HOME"] = tempfile.mkdtemp(prefix="supple-test-")
    atexit.register(shutil.rmtree, os.environ["SUPPLE_TEST_HOME"], ignore_errors=True)
os.environ["SUPPLE_HOME"] = os.environ["XDG_CACHE_HOME"] = os.environ["SUPPLE_TEST_HOME"]
(Path(os.environ["SUPPLE_HOME"]) / "static").mkdir(exist_ok=True)
