# SPDX-License-Identifier: Apache-2.0
"""What the web server calls."""

import ctypes
import os
import signal
import sys

from django.core.wsgi import get_wsgi_application

from supple.actions.home import hold, home

PR_SET_PDEATHSIG = 1


def _end_with_the_server() -> None:
    """A worker that outlived its killed server would hold the port, and the next server could not start.

    SIGKILL, because whoever has to be told this way cannot wait; what was acknowledged is on the disk by then.
    """
    if sys.platform == "linux" and os.environ.get("SUPPLE_SERVER") == str(os.getppid()):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "supple.web.settings")
hold(home())
_end_with_the_server()
application = get_wsgi_application()
if ready := os.environ.get("SUPPLE_READY_TO"):
    os.write(int(ready), b"+")
